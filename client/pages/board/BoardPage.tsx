/**
 * /reports/:reportId/board, 分工进度: every section with who writes it, where it stands and until when; what is
 * true of many is set at once. It listens to the live report, so that it is never yesterday's.
 */
import { Button } from '@mantine/core'
import { IconArrowLeft, IconArrowsExchange, IconListCheck, IconSend } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import { Link, useParams } from 'react-router'
import type { Report } from '../../../shared/api.ts'
import { mayAssemble, mayEditOutline, mayRemind } from '../../../shared/permissions.ts'
import { useDepartments, useReport } from '../../api/queries.ts'
import { ReportConnectionProvider, useReportSnapshot } from '../../collab/react.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useSession } from '../../ui/session.tsx'
import { useLobby } from '../../ui/use-lobby.ts'
import { useNow } from '../../ui/use-now.ts'
import './board.css'
import { BoardTable } from './BoardTable.tsx'
import { Budget } from './Budget.tsx'
import { FromFiles } from './FromFiles.tsx'
import { rowsOf } from './rows.ts'
import { Tables } from './Tables.tsx'

export function BoardPage() {
  const { t } = useTranslation()
  const { reportId = '' } = useParams()
  const { epoch } = useSession()
  const { data: report, isError, error, refetch } = useReport(reportId)
  if (report)
    return (
      // Nothing is edited here, so no local copies.
      <ReportConnectionProvider reportId={reportId} installationId={undefined} epoch={epoch}>
        <Board report={report} />
      </ReportConnectionProvider>
    )
  return (
    <Page title={t('board.title')}>
      {isError ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <PageLoading />}
    </Page>
  )
}

function Board({ report }: { readonly report: Report }) {
  const { t } = useTranslation()
  useLobby(report)
  const { actor } = useSession()
  const { present } = useReportSnapshot()
  const departments = useDepartments().data ?? []
  const rows = rowsOf(report, departments, useNow())
  const count = (status: string) => report.sections.filter(section => section.status === status).length
  const lead = t('board.lead', {
    sections: rows.length,
    accepted: count('accepted'),
    submitted: count('submitted'),
    late: rows.filter(row => row.late).length,
  })
  return (
    <Page
      wide
      title={t('board.titleOf', { report: report.title })}
      lead={lead}
      actions={
        <>
          <Tables reportId={report.id} />
          {mayEditOutline(actor, report) && rows.length > 0 && (
            <FromFiles report={report} departments={departments} />
          )}
          {mayRemind(actor, report) && (
            <Button
              component={Link}
              to={`/reports/${report.id}/notice`}
              variant="default"
              leftSection={<IconSend size={17} stroke={1.7} />}
            >
              {t('board.toNotices')}
            </Button>
          )}
          {mayAssemble(actor) && (
            <Button
              component={Link}
              to={`/reports/${report.id}/desk`}
              variant="default"
              leftSection={<IconArrowsExchange size={17} stroke={1.7} />}
            >
              {t('board.toDesk')}
            </Button>
          )}
          <Button
            component={Link}
            to={`/reports/${report.id}`}
            variant="default"
            leftSection={<IconArrowLeft size={17} stroke={1.7} />}
          >
            {t('board.toSheet')}
          </Button>
        </>
      }
    >
      {rows.length === 0 ? (
        <EmptyState
          title={t('board.empty')}
          lead={t('board.emptyLead')}
          icon={<IconListCheck size={30} stroke={1.4} />}
        />
      ) : (
        <>
          <Budget report={report} />
          <BoardTable report={report} rows={rows} departments={departments} present={present} />
        </>
      )}
    </Page>
  )
}
