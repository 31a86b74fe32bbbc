/** Begins from an earlier report: which one, and what of it comes along. */
import { Select } from '@mantine/core'
import { IconMailbox } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import { useSearchParams } from 'react-router'
import { useReports } from '../../api/queries.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { titleWithPeriod } from '../../ui/title-with-period.ts'
import { LastYearForm } from './LastYearForm.tsx'

export function LastYear() {
  const { t } = useTranslation()
  const reports = useReports()
  const [params, setParams] = useSearchParams()
  if (reports.isPending) return <PageLoading />
  if (reports.isError) return <LoadFailure error={reports.error} onRetry={() => void reports.refetch()} />
  if (reports.data.length === 0)
    return (
      <EmptyState
        title={t('lastYear.none')}
        lead={t('lastYear.noneLead')}
        icon={<IconMailbox size={30} stroke={1.4} />}
      />
    )
  const chosen = reports.data.find(({ id }) => id === params.get('report')) ?? reports.data[0]
  return (
    <>
      <Select
        label={t('lastYear.which')}
        description={t('lastYear.whichHint')}
        data={reports.data.map(one => ({ value: one.id, label: titleWithPeriod(one) }))}
        value={chosen?.id ?? null}
        onChange={id => id !== null && setParams({ from: 'report', report: id }, { replace: true })}
        allowDeselect={false}
        searchable
        mb="lg"
      />
      {chosen && <LastYearForm key={chosen.id} earlier={chosen} />}
    </>
  )
}
