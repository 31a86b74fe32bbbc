/** What the coordinator decides about a 来稿: accept it, return it with notes, reopen what was accepted. */
import { Button } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconLockOpen } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Section } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { useAcceptSections, useReopenSection, useReturnSection } from '../../api/queries.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { tell } from '../../ui/notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useSectionName } from '../../ui/words.ts'
import type { DraftNotes } from './draft-notes.ts'

type Props = { readonly reportId: string; readonly section: Section }

export function Accept({ reportId, section }: Props) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const heading = useSectionName()(section)
  const { mutate, isPending } = useAcceptSections(reportId)
  const accept = () =>
    mutate([section.id], {
      onSuccess: () => tell(t('outline.accepted', { heading })),
      onError: fail,
    })
  return (
    <Button leftSection={<IconCheck size={17} stroke={1.8} />} loading={isPending} onClick={accept}>
      {t('outline.accept')}
    </Button>
  )
}

export function Return({ reportId, section, notes }: Props & { readonly notes: DraftNotes }) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const [asking, setAsking] = useState(false)
  const { mutate, isPending } = useReturnSection(reportId)
  const heading = useSectionName()(section)
  const said = notes.list.filter(({ note }) => note.trim() !== '')
  const giveBack = (reason: string) =>
    mutate(
      { sectionId: section.id, body: { reason, notes: said } },
      {
        onSuccess: () => {
          setAsking(false)
          notes.set([])
          tell(t('outline.returned', { heading }))
        },
        onError: fail,
      },
    )
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={17} stroke={1.7} />}
        onClick={() => setAsking(true)}
      >
        {t('outline.return')}
      </Button>
      <Confirm
        opened={asking}
        title={t('outline.returnTitle', { heading })}
        action={t('outline.return')}
        busy={isPending}
        reason={{
          label: t('outline.returnReason'),
          hint: t('outline.returnReasonHint'),
          longest: limits.reasonLength,
        }}
        onClose={() => setAsking(false)}
        onConfirm={giveBack}
      />
    </>
  )
}

export function Reopen({ reportId, section }: Props) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const [asking, setAsking] = useState(false)
  const { mutate, isPending } = useReopenSection(reportId)
  const heading = useSectionName()(section)
  const reopen = (reason: string) =>
    mutate(
      { sectionId: section.id, reason },
      {
        onSuccess: () => tell(t('steps.reopened', { heading })),
        onError: fail,
        onSettled: () => setAsking(false),
      },
    )
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconLockOpen size={17} stroke={1.7} />}
        onClick={() => setAsking(true)}
      >
        {t('steps.reopen')}
      </Button>
      <Confirm
        opened={asking}
        title={t('steps.reopenTitle', { heading })}
        action={t('steps.reopen')}
        busy={isPending}
        reason={{ label: t('steps.reopenReason'), hint: t('steps.reopenHint'), longest: limits.reasonLength }}
        onClose={() => setAsking(false)}
        onConfirm={reopen}
      />
    </>
  )
}
