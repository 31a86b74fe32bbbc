/** 去年的报告: which report the checks, the side panel and the comparison read beside this one. */
import { Select } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import { useReports } from '../../api/queries.ts'
import { titleWithPeriod } from '../../ui/title-with-period.ts'

type Props = {
  readonly report: Report
  readonly value: string | null
  readonly onChange: (earlierId: string | null) => void
}

export function EarlierField({ report, value, onChange }: Props) {
  const { t } = useTranslation()
  const reports = useReports()
  const others = (reports.data ?? []).filter(({ id }) => id !== report.id)
  const data = others.map(one => ({ value: one.id, label: titleWithPeriod(one) }))
  const isGone = reports.isSuccess && value !== null && !others.some(({ id }) => id === value)
  return (
    <Select
      label={t('lastYear.link')}
      description={t('lastYear.linkHint')}
      placeholder={t('lastYear.unlinked')}
      data={isGone ? [{ value, label: t('lastYear.linkGone') }, ...data] : data}
      value={value}
      onChange={onChange}
      disabled={!reports.isSuccess}
      clearable
      searchable
      clearButtonProps={{ 'aria-label': t('lastYear.unlink') }}
      nothingFoundMessage={t('lastYear.linkNone')}
    />
  )
}
