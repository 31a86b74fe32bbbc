/**
 * 签审: what was submitted, as it was, and 同意 or a refusal with what is to be changed; by a personal link
 * without an account, or with the account of who holds the office. Looking uses nothing up.
 */
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { AwaitedText } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { call } from '../../api/call.ts'
import { linesOfText } from '../../ui/text-lines.ts'
import { Problem } from '../../ui/Problem.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useTimes } from '../../ui/times.ts'
import { useSending } from '../../ui/use-sending.ts'
import { DoorSheet } from './DoorSheet.tsx'
import { LinkProblem } from './LinkProblem.tsx'

type Verdict = 'sign' | 'refuse'
type Send = (verdict: Verdict, reason?: string) => Promise<unknown>

export function SignPage({ secret }: { readonly secret: string }) {
  const [read] = useState(() => () => call('peekSignature', {}, { token: secret }))
  const send: Send = (verdict, reason) =>
    call('signByLink', {}, { token: secret, verdict, ...(reason === undefined ? {} : { reason }) })
  return <Signing read={read} sender={() => send} />
}

export function OwnSignPage({ at }: { readonly at: { reportId: string; sectionId: string } }) {
  const { reportId, sectionId } = at
  const [read] = useState(() => () => call('getSignature', { reportId, sectionId }))
  return (
    <Signing
      read={read}
      sender={({ round }) =>
        (verdict, reason) =>
          call('signSection', at, { round, verdict, ...(reason === undefined ? {} : { reason }) })
        }
      own
    />
  )
}

type SigningProps<Peek> = {
  readonly read: () => Promise<Peek>
  readonly sender: (peek: Peek) => Send
  readonly own?: boolean
}

function Signing<Peek extends AwaitedText>({ read, sender, own = false }: SigningProps<Peek>) {
  const { t } = useTranslation()
  const [peek, setPeek] = useState<Peek>()
  const [failure, setFailure] = useState<unknown>()
  const [verdict, setVerdict] = useState<Verdict>()
  useEffect(() => {
    read().then(setPeek, setFailure)
  }, [read])
  if (failure !== undefined)
    return own ? (
      <DoorSheet title={t('steps.notToSign')} lead={t('steps.notToSignLead')}>
        <Problem error={failure} />
        <Home />
      </DoorSheet>
    ) : (
      <DoorSheet title={t('steps.linkFailed')} lead={t('steps.linkFailedLead')}>
        <LinkProblem error={failure} />
      </DoorSheet>
    )
  if (!peek) return <DoorSheet title={t('steps.signTitle')} lead={t('common.oneMoment')} />
  if (verdict === 'sign')
    return (
      <DoorSheet title={t('steps.signed')} lead={t('steps.signedLead')} organisation={peek.organisation}>
        {own && <Home />}
      </DoorSheet>
    )
  if (verdict === 'refuse')
    return (
      <DoorSheet title={t('steps.refused')} lead={t('steps.refusedLead')} organisation={peek.organisation}>
        {own && <Home />}
      </DoorSheet>
    )
  const lead = peek.department
    ? t('steps.signLead', { department: peek.department })
    : t('steps.signLeadNoDepartment')
  return (
    <DoorSheet title={t('steps.signTitle')} lead={lead} organisation={peek.organisation} wide>
      <Submitted peek={peek} />
      <Verdicts submit={sender(peek)} onDone={setVerdict} />
      {own && <Home />}
    </DoorSheet>
  )
}

function Home() {
  const { t } = useTranslation()
  return (
    <p>
      <a href="/">{t('steps.signBack')}</a>
    </p>
  )
}

function Submitted({ peek }: { readonly peek: AwaitedText }) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const {
    reportTitle,
    number,
    heading,
    signer,
    role,
    submittedBy: name,
    submittedAt,
    words,
    nil,
    text,
  } = peek
  return (
    <>
      <div className="door-facts">
        <p>
          <strong>{reportTitle}</strong>
        </p>
        <p>{t('steps.signAs', { signer, role: t(`steps.signer_${role}`) })}</p>
        <p>{t('steps.signFacts', { name, time: moment(submittedAt), words })}</p>
      </div>
      <article className="door-paper">
        <h2>
          {number}
          {heading}
        </h2>
        {nil ? (
          <p>{t('steps.signNil')}</p>
        ) : (
          linesOfText(text).map((line, at) => <p key={`${at}-${line.slice(0, 12)}`}>{line}</p>)
        )}
      </article>
    </>
  )
}

type VerdictsProps = { submit: Send; onDone: (verdict: Verdict) => void }

function Verdicts({ submit, onDone }: VerdictsProps) {
  const { t } = useTranslation()
  const [refusing, setRefusing] = useState(false)
  const { busy, error, run } = useSending()
  const send = (verdict: Verdict, reason?: string) =>
    run(async () => {
      await submit(verdict, reason)
      onDone(verdict)
    })
  const refuse = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void send('refuse', field(new FormData(event.currentTarget), 'reason'))
  }
  if (!refusing)
    return (
      <div className="tg-form">
        <Problem error={error} />
        <button className="tg-button" type="button" aria-disabled={busy} onClick={() => void send('sign')}>
          {t('steps.sign')}
        </button>
        <button className="tg-button tg-button-quiet" type="button" onClick={() => setRefusing(true)}>
          {t('steps.refuse')}
        </button>
      </div>
    )
  return (
    <form className="tg-form" onSubmit={refuse}>
      <div className="tg-field">
        <label htmlFor="refuse-reason">{t('steps.refuseReason')}</label>
        <textarea id="refuse-reason" name="reason" rows={4} required maxLength={limits.reasonLength} />
      </div>
      <Problem error={error} />
      <button className="tg-button" type="submit" aria-disabled={busy}>
        {t('steps.refuse')}
      </button>
      <button className="tg-button tg-button-quiet" type="button" onClick={() => setRefusing(false)}>
        {t('common.cancel')}
      </button>
    </form>
  )
}
