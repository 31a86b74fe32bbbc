/**
 * 签审 by a personal link, without an account: what was submitted, as it was, and 同意 or a refusal with what is
 * to be changed. Looking uses nothing up.
 */
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResponseOf } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { call } from '../../api/call.ts'
import { linesOfText } from '../../ui/text-lines.ts'
import { Problem } from '../../ui/Problem.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useTimes } from '../../ui/times.ts'
import { useSending } from '../../ui/use-sending.ts'
import { DoorSheet } from './DoorSheet.tsx'
import { LinkProblem } from './LinkProblem.tsx'

type Peek = ResponseOf<'peekSignature'>
type Verdict = 'sign' | 'refuse'

export function SignPage({ secret }: { readonly secret: string }) {
  const { t } = useTranslation()
  const [peek, setPeek] = useState<Peek>()
  const [failure, setFailure] = useState<unknown>()
  const [verdict, setVerdict] = useState<Verdict>()
  useEffect(() => {
    call('peekSignature', {}, { token: secret }).then(setPeek, setFailure)
  }, [secret])
  if (failure !== undefined)
    return (
      <DoorSheet title={t('steps.linkFailed')} lead={t('steps.linkFailedLead')}>
        <LinkProblem error={failure} />
      </DoorSheet>
    )
  if (!peek) return <DoorSheet title={t('steps.signTitle')} lead={t('common.oneMoment')} />
  if (verdict === 'sign')
    return (
      <DoorSheet title={t('steps.signed')} lead={t('steps.signedLead')} organisation={peek.organisation} />
    )
  if (verdict === 'refuse')
    return (
      <DoorSheet title={t('steps.refused')} lead={t('steps.refusedLead')} organisation={peek.organisation} />
    )
  const lead = peek.department
    ? t('steps.signLead', { department: peek.department })
    : t('steps.signLeadNoDepartment')
  return (
    <DoorSheet title={t('steps.signTitle')} lead={lead} organisation={peek.organisation} wide>
      <Submitted peek={peek} />
      <Verdicts secret={secret} onDone={setVerdict} />
    </DoorSheet>
  )
}

function Submitted({ peek }: { readonly peek: Peek }) {
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

type VerdictsProps = { secret: string; onDone: (verdict: Verdict) => void }

function Verdicts({ secret, onDone }: VerdictsProps) {
  const { t } = useTranslation()
  const [refusing, setRefusing] = useState(false)
  const { busy, error, run } = useSending()
  const send = (verdict: Verdict, reason?: string) =>
    run(async () => {
      await call('signByLink', {}, { token: secret, verdict, ...(reason === undefined ? {} : { reason }) })
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
