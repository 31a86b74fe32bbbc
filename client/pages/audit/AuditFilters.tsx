/** Narrowing the log: whose acts, which, on which report, between which days. */
import { Select, TextInput } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import { auditActions, auditKey } from '../../../shared/audit.ts'
import { usePeople, useReports } from '../../api/queries.ts'
import type { FieldName } from './filter.ts'

type Props = {
  readonly fields: URLSearchParams
  readonly onChange: (name: FieldName, value: string | null) => void
}

export function AuditFilters({ fields, onChange }: Props) {
  const { t } = useTranslation()
  const people = usePeople().data ?? []
  const reports = useReports().data ?? []
  return (
    <search className="audit-filters card" aria-label={t('audit.filters')}>
      <Choice
        label={t('audit.who')}
        placeholder={t('audit.anybody')}
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        value={fields.get('personId')}
        onChange={value => onChange('personId', value)}
      />
      <Choice
        label={t('audit.what')}
        placeholder={t('audit.anything')}
        data={auditActions.map(action => ({
          value: action,
          label: t(`audit.${auditKey(action)}`, { subject: '' }).trim(),
        }))}
        value={fields.get('action')}
        onChange={value => onChange('action', value)}
      />
      <Choice
        label={t('audit.report')}
        placeholder={t('audit.anyReport')}
        data={reports.map(({ id, title }) => ({ value: id, label: title }))}
        value={fields.get('reportId')}
        onChange={value => onChange('reportId', value)}
      />
      <TextInput
        type="date"
        label={t('audit.from')}
        value={fields.get('fromDay') ?? ''}
        onChange={event => onChange('fromDay', event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('audit.to')}
        value={fields.get('toDay') ?? ''}
        onChange={event => onChange('toDay', event.currentTarget.value)}
      />
    </search>
  )
}

type ChoiceProps = {
  readonly label: string
  readonly placeholder: string
  readonly data: readonly { readonly value: string; readonly label: string }[]
  readonly value: string | null
  readonly onChange: (value: string | null) => void
}

function Choice({ data, ...select }: ChoiceProps) {
  const { t } = useTranslation()
  return (
    <Select
      {...select}
      data={[...data]}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('common.clear') }}
    />
  )
}
