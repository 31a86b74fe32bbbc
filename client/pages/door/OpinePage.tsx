/**
 * 征求意见 by a personal link, without an account: the text as it was when the round began, and 无意见 or opinions.
 * Looking uses nothing up; the answer can be changed until the round is closed.
 */
import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { ResponseOf } from '../../../shared/api.ts'
import { call } from '../../api/call.ts'
import { AnswerForm } from '../../opinions/AnswerForm.tsx'
import { useTimes } from '../../ui/times.ts'
import { DoorSheet } from './DoorSheet.tsx'
import { LinkProblem } from './LinkProblem.tsx'

type Peek = ResponseOf<'peekOpinion'>

export function OpinePage({ secret }: { readonly secret: string }) {
  const { t } = useTranslation()
  const [peek, setPeek] = useState<Peek>()
  const [failure, setFailure] = useState<unknown>()
  const [sent, setSent] = useState(false)
  useEffect(() => {
    call('peekOpinion', {}, { token: secret }).then(setPeek, setFailure)
  }, [secret])
  if (failure !== undefined)
    return (
      <DoorSheet title={t('consult.linkFailed')} lead={t('consult.linkFailedLead')}>
        <LinkProblem error={failure} />
      </DoorSheet>
    )
  if (!peek) return <DoorSheet title={t('consult.title')} lead={t('common.oneMoment')} />
  const { organisation } = peek
  if (sent)
    return (
      <DoorSheet title={t('consult.sent')} lead={t('consult.sentLead')} organisation={organisation}>
        <button className="tg-button tg-button-quiet" type="button" onClick={() => location.reload()}>
          {t('consult.again')}
        </button>
      </DoorSheet>
    )
  return (
    <DoorSheet title={t('consult.answerTitle', { name: peek.name })} organisation={organisation} wide>
      <Facts peek={peek} />
      <AnswerForm
        text={peek.text}
        said={peek.opinions}
        onSend={async answer => {
          await call('opineByLink', {}, { token: secret, answer })
          setSent(true)
        }}
      />
    </DoorSheet>
  )
}

function Facts({ peek }: { readonly peek: Peek }) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const [opened] = useState(() => Date.now())
  return (
    <div className="door-facts">
      <p>
        <strong>{peek.title}</strong>
      </p>
      {peek.note && <p>{peek.note}</p>}
      <p>{t('consult.dueBy', { time: moment(peek.dueAt) })}</p>
      {Date.parse(peek.dueAt) < opened && <p>{t('consult.lateLead')}</p>}
      {peek.state !== 'waiting' && <p>{t('consult.already', { state: t(`consult.state_${peek.state}`) })}</p>}
    </div>
  )
}
