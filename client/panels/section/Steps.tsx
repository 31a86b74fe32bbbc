/**
 * The next steps of a section: submit, return, accept — only those that this person may take now.
 * Submitting waits until every character is on the server's disk; what is not there cannot be submitted.
 */
import { Button, Group } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconSend } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Report, Section } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import {
  type Actor,
  holders,
  mayAccept,
  mayReturn,
  maySubmit,
  mayWrite,
  type SectionAccess,
} from '../../../shared/permissions.ts'
import { isClosed } from '../../../shared/report.ts'
import { useAcceptSection, useReturnSection, useSubmitSection } from '../../api/queries.ts'
import type { SectionSession } from '../../collab/types.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { useLiveWords } from '../../ui/live.ts'
import { tell, tellFailure } from '../../ui/notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useSectionName } from '../../ui/words.ts'

type Props = {
  readonly report: Report
  readonly section: Section
  readonly session: SectionSession
  readonly actor: Actor
}

export function Steps({ report, section, session, actor }: Props) {
  const access: SectionAccess = {
    stage: report.stage,
    status: section.status,
    departmentIds: holders(section),
  }
  const owner = actor.departmentIds.some(id => access.departmentIds.includes(id))
  return (
    <div className="panel-steps">
      {section.status === 'returned' && section.returnReason && <ReturnNote reason={section.returnReason} />}
      {!mayWrite(actor, access) && (
        <WhyReadOnly report={report} section={section} actor={actor} owner={owner} />
      )}
      <Group gap="xs">
        {maySubmit(actor, access) && (
          <Submit reportId={report.id} section={section} session={session} quiet={!owner} />
        )}
        {mayAccept(actor, access) && <Accept reportId={report.id} section={section} />}
        {mayReturn(actor, access) && <Return reportId={report.id} section={section} />}
      </Group>
    </div>
  )
}

function ReturnNote({ reason }: { readonly reason: string }) {
  const { t } = useTranslation()
  return (
    <div className="return-note">
      <strong>{t('outline.returnedBecause')}</strong>
      <p>{reason}</p>
    </div>
  )
}

type WhyProps = { report: Report; section: Section; actor: Actor; owner: boolean }

function WhyReadOnly({ report, section, actor, owner }: WhyProps) {
  const { t } = useTranslation()
  const why = () => {
    if (isClosed(report.stage)) return t('outline.readOnlyBecause_closed')
    if (actor.role !== 'author') return t('outline.readOnlyBecause_role')
    if (!owner) return t('outline.readOnlyBecause_foreign')
    return section.status === 'accepted'
      ? t('outline.readOnlyBecause_accepted')
      : t('outline.readOnlyBecause_submitted')
  }
  return <p className="panel-note">{why()}</p>
}

type SubmitProps = { reportId: string; section: Section; session: SectionSession; quiet: boolean }

function Submit({ reportId, section, session, quiet }: SubmitProps) {
  const { t } = useTranslation()
  const heading = useSectionName()(section)
  const [asking, setAsking] = useState(false)
  const submit = useSubmit(reportId, section, session)
  const words = useLiveWords(session)
  return (
    <>
      <Button
        variant={quiet ? 'default' : 'filled'}
        leftSection={<IconSend size={17} stroke={1.7} />}
        loading={submit.sending}
        disabled={submit.waiting}
        onClick={() => setAsking(true)}
      >
        {submit.waiting ? t('outline.submitting') : t('outline.submit')}
      </Button>
      {submit.waiting && (
        <Button variant="subtle" onClick={submit.cancel}>
          {t('common.cancel')}
        </Button>
      )}
      <Confirm
        opened={asking}
        title={t('outline.submitTitle', { heading })}
        lead={words === 0 ? t('outline.submitEmpty') : t('outline.submitLead')}
        action={t('outline.submit')}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void submit.start()
        }}
      />
    </>
  )
}

function useSubmit(reportId: string, section: Section, session: SectionSession) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const heading = useSectionName()(section)
  const { mutate, isPending } = useSubmitSection(reportId)
  const [waiting, setWaiting] = useState(false)
  const attempt = useRef(0)
  const cancel = () => {
    attempt.current += 1
    setWaiting(false)
  }
  // Another section in this panel must not be submitted by a wait that began for this one.
  useEffect(
    () => () => {
      attempt.current += 1
    },
    [],
  )
  const start = async () => {
    const mine = ++attempt.current
    setWaiting(true)
    const stored = await session.whenStored().then(
      () => true,
      () => false,
    )
    if (mine !== attempt.current) return
    setWaiting(false)
    if (!stored) return tellFailure(t('outline.submitNotStored'))
    mutate(section.id, {
      onSuccess: () => tell(t('outline.submitted', { heading })),
      onError: fail,
    })
  }
  return { waiting, sending: isPending, start, cancel }
}

function Accept({ reportId, section }: { reportId: string; section: Section }) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const heading = useSectionName()(section)
  const { mutate, isPending } = useAcceptSection(reportId)
  const accept = () =>
    mutate(section.id, {
      onSuccess: () => tell(t('outline.accepted', { heading })),
      onError: fail,
    })
  return (
    <Button leftSection={<IconCheck size={17} stroke={1.8} />} loading={isPending} onClick={accept}>
      {t('outline.accept')}
    </Button>
  )
}

function Return({ reportId, section }: { reportId: string; section: Section }) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const [asking, setAsking] = useState(false)
  const { mutate, isPending } = useReturnSection(reportId)
  const heading = useSectionName()(section)
  const giveBack = (reason: string) =>
    mutate(
      { sectionId: section.id, reason },
      {
        onSuccess: () => {
          setAsking(false)
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
