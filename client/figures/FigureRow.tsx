/** A figure in a list: name, value or gap, and what is said of it. */
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n.ts'
import './figures.css'
import type { Figure } from '../../shared/api.ts'
import { gap } from '../../shared/figures/figure.ts'
import { useTimes } from '../ui/times.ts'
import { useNow } from '../ui/use-now.ts'

type Props = {
  readonly figure: Figure
  /** What stands beside: the owner's name, the report. */
  readonly beside: readonly string[]
  readonly children: ReactNode
}

export function FigureRow({ figure, beside, children }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const now = useNow()
  const { name, period, value, unit, standing, asOf, dueAt } = figure
  const isBlank = value === null
  const late = isBlank && dueAt !== null && Date.parse(dueAt) < now
  return (
    <li className="figure-row">
      <div className="figure-head">
        <strong>{period === '' ? name : t('figures.named', { name, period })}</strong>
        <span className={isBlank ? 'figure-value is-blank' : 'figure-value'}>
          {value ?? gap}
          {unit}
        </span>
      </div>
      <div className="figure-facts">
        <span>{isBlank ? t('figures.blank') : t(`figures.standing_${standing}`)}</span>
        {asOf !== null && <span>{t('figures.asOfDay', { day: asOf })}</span>}
        {beside.filter(Boolean).map(words => (
          <span key={words}>{words}</span>
        ))}
        {isBlank && dueAt !== null && (
          <span className={late ? 'late' : undefined}>
            {t('figures.due', { time: moment(dueAt) })}
            {late && ` ${t('figures.late')}`}
          </span>
        )}
      </div>
      <div className="figure-acts">{children}</div>
    </li>
  )
}
