/** 代填: an answer that was given by telephone or on paper, entered by the coordinator. */
import { Modal, Text } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { Consultation, ConsultRecipient } from '../../../shared/api.ts'
import { useAnswer, useConsultedText } from '../../api/consult.ts'
import { AnswerForm } from '../../opinions/AnswerForm.tsx'
import { tell } from '../../ui/notice.ts'
import { PageLoading } from '../../ui/PageLoading.tsx'

type Props = {
  readonly reportId: string
  readonly round: Consultation
  readonly recipient: ConsultRecipient
  readonly onClose: () => void
}

export function EnterForDialog({ reportId, round, recipient, onClose }: Props) {
  const { t } = useTranslation()
  const text = useConsultedText(reportId, round.id).data
  const { mutateAsync } = useAnswer(reportId, recipient.id)
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('consult.enterForTitle', { name: recipient.name })}
      centered
    >
      <Text c="dimmed" mb="md">
        {t('consult.enterForLead')}
      </Text>
      {text ? (
        <AnswerForm
          text={text}
          said={recipient.opinions}
          onSend={async answer => {
            await mutateAsync(answer)
            tell(t('consult.sentNotice'))
            onClose()
          }}
        />
      ) : (
        <PageLoading />
      )}
    </Modal>
  )
}
