/** 撤回: a department takes its 来稿 back before the coordinator has looked at it. */
import { Button } from '@mantine/core'
import { IconArrowBack } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Section } from '../../../shared/api.ts'
import { useRecallSection } from '../../api/queries.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { tell } from '../../ui/notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useSectionName } from '../../ui/words.ts'

export function Recall({ reportId, section }: { readonly reportId: string; readonly section: Section }) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const heading = useSectionName()(section)
  const [asking, setAsking] = useState(false)
  const { mutate, isPending } = useRecallSection(reportId)
  const recall = () =>
    mutate(section.id, {
      onSuccess: () => tell(t('steps.recalled', { heading })),
      onError: fail,
      onSettled: () => setAsking(false),
    })
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowBack size={17} stroke={1.7} />}
        onClick={() => setAsking(true)}
      >
        {t('steps.recall')}
      </Button>
      <Confirm
        opened={asking}
        title={t('steps.recallTitle', { heading })}
        lead={t('steps.recallLead')}
        action={t('steps.recall')}
        busy={isPending}
        onClose={() => setAsking(false)}
        onConfirm={recall}
      />
    </>
  )
}
