/** What became of a figure: who changed what and when, the newest first. Asked for when it is opened. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../i18n.ts'
import type { FigureChange } from '../../shared/api.ts'
import { call } from '../api/call.ts'
import { keys, useDepartments } from '../api/queries.ts'
import { useTimes } from '../ui/times.ts'

const fields = [
  'name',
  'value',
  'unit',
  'standing',
  'asOf',
  'period',
  'source',
  'basis',
  'departmentId',
  'dueAt',
] as const
type Field = (typeof fields)[number]

export function FigureHistory({ reportId, figureId }: { reportId: string; figureId: string }) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const [open, setOpen] = useState(false)
  const { data: changes = [] } = useQuery({
    queryKey: [...keys.figures(reportId), figureId],
    queryFn: () => call('listFigureChanges', { reportId, figureId }),
    enabled: open,
  })
  const said = useSaid()
  return (
    <details className="figure-history" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('figures.history')}</summary>
      <ol>
        {changes.map(change => (
          <li key={change.version}>
            <span>{t('figures.historyLine', { time: moment(change.at), name: change.personName })}</span>
            {fields
              .filter(
                field => field in change.after && said(change.after, field) !== said(change.before, field),
              )
              .map(field => (
                <span key={field}>
                  {t('figures.changed', {
                    field: t(`figures.field_${field}`),
                    before: said(change.before, field),
                    after: said(change.after, field),
                  })}
                </span>
              ))}
          </li>
        ))}
      </ol>
    </details>
  )
}

function useSaid(): (values: FigureChange['after'], field: Field) => string {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const { data: departments = [] } = useDepartments()
  return (values, field) => {
    const value = values[field]
    if (value === undefined || value === null || value === '') return t('figures.nothing')
    if (field === 'standing') return t(`figures.standing_${values.standing ?? 'estimate'}`)
    if (field === 'dueAt') return moment(value)
    if (field === 'departmentId') return departments.find(({ id }) => id === value)?.name ?? value
    return value
  }
}
