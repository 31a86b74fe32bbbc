/** What is asked of a section on the plain page: guidance, until when, why it came back and with which notes. */
import { useTranslation } from '../../i18n.ts'
import type { HandIn } from '../../../shared/api.ts'
import { useTimes } from '../../ui/times.ts'

export function Asked({ asked }: { readonly asked: HandIn }) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const { guidance, dueAt, returnReason, notes } = asked
  return (
    <>
      <div className="door-facts">
        <p>{dueAt === null ? t('handIn.noDue') : t('handIn.due', { time: moment(dueAt) })}</p>
        {asked.status === 'returned' && returnReason !== null && (
          <p className="hand-in-off">{t('handIn.returned', { reason: returnReason })}</p>
        )}
      </div>
      {guidance !== '' && (
        <section className="hand-in-guidance">
          <h2>{t('handIn.guidance')}</h2>
          <p>{guidance}</p>
        </section>
      )}
      {notes.length > 0 && (
        <section className="hand-in-notes">
          <h2>{t('steps.notesTitle')}</h2>
          <ul>
            {notes.map(({ quote, note }, nth) => (
              <li key={`${nth}-${quote}`}>
                <blockquote>{quote}</blockquote>
                <p>{note}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
