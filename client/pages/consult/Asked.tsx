/** A round as whoever is asked in it sees it: the text, their answer, and what became of their opinions. */
import { useTranslation } from '../../i18n.ts'
import type { Consultation, ConsultRecipient } from '../../../shared/api.ts'
import { useAnswer, useConsultedText } from '../../api/consult.ts'
import { AnswerForm } from '../../opinions/AnswerForm.tsx'
import { tell } from '../../ui/notice.ts'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useTimes } from '../../ui/times.ts'
import { useNow } from '../../ui/use-now.ts'

type Props = { readonly reportId: string; readonly round: Consultation }

export function Asked({ reportId, round }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const late = Date.parse(round.dueAt) < useNow()
  return (
    <section className="consult-round" aria-labelledby={`round-${round.id}`}>
      <h2 id={`round-${round.id}`}>{t('consult.roundOf', { round: round.round, title: round.title })}</h2>
      {round.note && <p>{round.note}</p>}
      <p>
        {round.closedAt === null ? t('consult.dueBy', { time: moment(round.dueAt) }) : t('consult.closed')}
      </p>
      {round.closedAt === null && late && <p>{t('consult.lateLead')}</p>}
      {round.recipients.map(recipient => (
        <Answer key={recipient.id} reportId={reportId} round={round} recipient={recipient} />
      ))}
    </section>
  )
}

function Answer({ reportId, round, recipient }: Props & { readonly recipient: ConsultRecipient }) {
  const { t } = useTranslation()
  const text = useConsultedText(reportId, round.id).data
  const { mutateAsync } = useAnswer(reportId, recipient.id)
  const decided = recipient.opinions.filter(({ outcome }) => outcome !== null)
  return (
    <>
      {recipient.state !== 'waiting' && (
        <p>{t('consult.already', { state: t(`consult.state_${recipient.state}`) })}</p>
      )}
      {decided.length > 0 && (
        <ul>
          {decided.map(({ id, text: words, outcome, reason }) => (
            <li key={id}>
              <q>{words}</q> <strong>{outcome && t(`consult.outcome_${outcome}`)}</strong> {reason}
            </li>
          ))}
        </ul>
      )}
      {round.closedAt !== null ? null : text ? (
        <AnswerForm
          key={recipient.answeredAt}
          text={text}
          said={recipient.opinions}
          onSend={async answer => {
            await mutateAsync(answer)
            tell(t('consult.sentNotice'))
          }}
        />
      ) : (
        <PageLoading />
      )}
    </>
  )
}
