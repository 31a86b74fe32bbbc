/**
 * /reports/:reportId, the workbench: fetches the report, then opens the live connection around it.
 * Losing access or the report ends the page with words; a session that ended is asked for in place.
 */
import { Skeleton, VisuallyHidden } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import { useParams } from 'react-router'
import { useReport } from '../../api/queries.ts'
import { ReportConnectionProvider } from '../../collab/react.tsx'
import { SetAsideDesk } from '../../set-aside/desk.tsx'
import { lazy } from '../../ui/lazy.ts'
import { useSession } from '../../ui/session.tsx'
import { worded } from '../worded.ts'
import './report.css'
import { SheetLoading } from './SheetLoading.tsx'
import { Workbench } from './Workbench.tsx'

const NotLoaded = lazy(async () => ({ default: (await worded(import('./NotLoaded.tsx'))).NotLoaded }))

export function ReportPage() {
  const { reportId = '' } = useParams()
  const { installationId, epoch } = useSession()
  const { data: report, isError, error, refetch } = useReport(reportId)
  if (report)
    return (
      <ReportConnectionProvider reportId={reportId} installationId={installationId} epoch={epoch}>
        <SetAsideDesk reportId={reportId}>
          <Workbench report={report} />
        </SetAsideDesk>
      </ReportConnectionProvider>
    )
  return isError ? <NotLoaded error={error} onRetry={() => void refetch()} /> : <BenchLoading />
}

function BenchLoading() {
  const { t } = useTranslation()
  return (
    <output className="bench bench-loading">
      <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
      <span className="bench-bar" />
      <span className="bench-outline">
        {[80, 64, 70, 52, 76, 60].map(width => (
          <Skeleton key={width} height={16} width={`${width}%`} mt="lg" />
        ))}
      </span>
      <SheetLoading />
    </output>
  )
}
