/**
 * 催报 of chosen sections: what each department will be told and by which ways, and one press that sends it.
 * The press has an id of its own, so that a request that is repeated sends nothing twice.
 */
import { Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { ReminderPreview, Report } from '../../../shared/api.ts'
import { newId } from '../../../shared/ids.ts'
import { useReminderPreview } from '../../api/channels.ts'
import { keys, useCall } from '../../api/queries.ts'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { tell } from '../../ui/notice.ts'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { Problem } from '../../ui/Problem.tsx'

type Props = {
  readonly report: Report
  readonly sectionIds: readonly string[]
  readonly onClose: () => void
  readonly onSent: () => void
}

export function RemindDialog({ report, sectionIds, onClose, onSent }: Props) {
  const { t } = useTranslation()
  const { data, error, isError, refetch } = useReminderPreview(report.id, sectionIds)
  const [actId] = useState(() => newId(size => crypto.getRandomValues(new Uint8Array(size))))
  const send = useCall('sendReminders', [keys.reminders(report.id), keys.audit])
  const press = () =>
    send.mutate([{ reportId: report.id }, { sectionIds: [...sectionIds], actId }], {
      onSuccess: ({ departments }) => {
        tell(t('channels.reminded', { n: departments }))
        onSent()
      },
    })
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('channels.remindTitle', { n: sectionIds.length })}
      centered
      size="lg"
    >
      {!data && (isError ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <PageLoading />)}
      {data && (
        <div className="fields">
          <Text c="dimmed">{t(data.length === 0 ? 'channels.remindNothing' : 'channels.remindLead')}</Text>
          {data.length > 0 && (
            <ul className="remind-list">
              {data.map(preview => (
                <Told key={preview.departmentId} preview={preview} />
              ))}
            </ul>
          )}
          <Problem error={send.error ?? undefined} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t(data.length === 0 ? 'common.close' : 'common.cancel')}
            </Button>
            {data.length > 0 && (
              <Button loading={send.isPending} onClick={press}>
                {t('channels.remindSend', { n: data.length })}
              </Button>
            )}
          </Group>
        </div>
      )}
    </Modal>
  )
}

function Told({ preview }: { readonly preview: ReminderPreview }) {
  const { t } = useTranslation()
  const { departmentName, text, people, mails, channels } = preview
  const ways = [
    ...(people > 0 ? [t('channels.wayInbox', { n: people })] : []),
    ...(mails > 0 ? [t('channels.wayMail', { n: mails })] : []),
    ...channels.map(({ kind, name }) => `${t(`channels.kind_${kind}`)} ${name}`),
  ]
  return (
    <li>
      <h3>{departmentName}</h3>
      <pre>{text}</pre>
      <p className={ways.length === 0 ? 'late' : undefined}>
        {ways.length === 0
          ? t('channels.wayNobody')
          : t('channels.remindWays', { ways: ways.join(t('common.listComma')) })}
      </p>
    </li>
  )
}
