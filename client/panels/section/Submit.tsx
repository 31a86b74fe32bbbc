/**
 * 报送: asks first, with a reason for each 协办 that is not waited for, and 零报送 of an empty text.
 * It waits until every character is on the server's disk; what is not there cannot be submitted.
 */
import { Button, Checkbox, Group, Modal, Text, Textarea } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { BodyOf, Department, Report, Section } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { type Actor, waitedFor } from '../../../shared/permissions.ts'
import { signersOf, unfinished } from '../../../shared/report.ts'
import { useSubmitSection } from '../../api/queries.ts'
import type { SectionSession } from '../../collab/types.ts'
import { useLiveLength } from '../../ui/live.ts'
import { tell, tellFailure } from '../../ui/notice.ts'
import { field } from '../../ui/SignInForm.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useSectionName } from '../../ui/words.ts'

type Props = {
  readonly report: Report
  readonly section: Section
  readonly session: SectionSession
  readonly departments: readonly Department[]
  readonly actor: Actor
  readonly quiet: boolean
}
type Submission = BodyOf<'submitSection'>

export function Submit({ report, section, session, departments, actor, quiet }: Props) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const submit = useSubmit(report, section, session)
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
      {asking && (
        <SubmitDialog
          report={report}
          section={section}
          session={session}
          departments={departments}
          actor={actor}
          onClose={() => setAsking(false)}
          onSubmit={body => {
            setAsking(false)
            void submit.start(body)
          }}
        />
      )}
    </>
  )
}

type DialogProps = Omit<Props, 'quiet'> & { onClose: () => void; onSubmit: (body: Submission) => void }

function SubmitDialog({ report, section, session, departments, actor, onClose, onSubmit }: DialogProps) {
  const { t } = useTranslation()
  const heading = useSectionName()(section)
  const blank = useLiveLength(session)?.blank ?? false
  const late = unfinished(waitedFor(actor, section), section.progress.ticks)
  const nameOf = (id: string) => departments.find(department => department.id === id)?.name ?? ''
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    onSubmit({
      passOver: late.map(id => ({ departmentId: id, reason: field(fields, `pass-${id}`) })),
      nil: fields.has('nil'),
      note: field(fields, 'note'),
    })
  }
  return (
    <Modal opened onClose={onClose} title={t('outline.submitTitle', { heading })} centered>
      <form className="fields" onSubmit={send}>
        <Text c="dimmed">{blank ? t('outline.submitEmpty') : t('outline.submitLead')}</Text>
        <SignoffLead report={report} />
        {late.length > 0 && <Text size="sm">{t('steps.passOverLead')}</Text>}
        {late.map(id => (
          <Textarea
            key={id}
            name={`pass-${id}`}
            label={t('steps.passOverReason', { department: nameOf(id) })}
            required
            maxLength={limits.reasonLength}
            autosize
          />
        ))}
        {blank && <Checkbox name="nil" label={t('steps.nil')} description={t('steps.nilHint')} />}
        <Textarea name="note" label={t('steps.note')} maxLength={limits.reasonLength} autosize minRows={1} />
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" data-autofocus={late.length === 0 || undefined}>
            {t('outline.submit')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

function SignoffLead({ report }: { readonly report: Report }) {
  const { t } = useTranslation()
  const signers = signersOf[report.signoff]
  if (signers.length === 0) return null
  const named = signers.map(role => t(`steps.signer_${role}`))
  return <Text size="sm">{t('steps.signoffLead', { roles: named.join(t('common.listComma')) })}</Text>
}

function useSubmit(report: Report, section: Section, session: SectionSession) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const heading = useSectionName()(section)
  const { mutate, isPending } = useSubmitSection(report.id)
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
  const done = (body: Submission) => {
    if (report.signoff !== 'none') return t('steps.submittedForSignoff', { heading })
    return body.nil ? t('steps.submittedNil', { heading }) : t('outline.submitted', { heading })
  }
  const start = async (body: Submission) => {
    const mine = ++attempt.current
    setWaiting(true)
    const stored = await session.whenStored().then(
      () => true,
      () => false,
    )
    if (mine !== attempt.current) return
    setWaiting(false)
    if (!stored) return tellFailure(t('outline.submitNotStored'))
    mutate({ sectionId: section.id, body }, { onSuccess: () => tell(done(body)), onError: fail })
  }
  return { waiting, sending: isPending, start, cancel }
}
