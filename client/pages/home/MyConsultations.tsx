/** 请您回复: the open rounds that ask this person for an opinion. */
import { useTranslation } from '../../i18n.ts'
import { Link } from 'react-router'
import { useMyConsultations } from '../../api/consult.ts'
import { useTimes } from '../../ui/times.ts'
import './my-work.css'

export function MyConsultations() {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const asked = useMyConsultations().data
  if (!asked || asked.length === 0) return null
  return (
    <section className="my-work" aria-labelledby="my-consultations">
      <h2 id="my-consultations">{t('consult.mine')}</h2>
      <ul>
        {asked.map(one => (
          <li key={one.consultationId}>
            <Link to={`/reports/${one.reportId}/consult`}>
              <strong>{one.title}</strong>
              <span>
                {t(`consult.state_${one.state}`)} · {t('consult.mineDue', { time: moment(one.dueAt) })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
