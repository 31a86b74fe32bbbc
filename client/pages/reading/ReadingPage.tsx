/**
 * The reading view: the whole report as it is printed, live and numbered, with its contents, its lengths
 * against their limits, and the ways out (HTML, print, plain text).
 *
 * 1. It shows what shared/assemble makes of the mirrors; it never writes.
 * 2. A text that is not here yet shows as on its way, never as empty.
 */
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { useParams } from 'react-router'
import type { Report } from '../../../shared/api.ts'
import { closeCodes } from '../../../shared/frames.ts'
import { pagesPath } from '../../api/call.ts'
import { useReport } from '../../api/queries.ts'
import { ReportConnectionProvider, useReportConnection, useReportSnapshot } from '../../collab/react.tsx'
import { useFilledRegister } from '../../figures/react.tsx'
import { useLiveReport } from '../../editor/live-texts.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useSession } from '../../ui/session.tsx'
import { useLobby } from '../../ui/use-lobby.ts'
import { useExportChoice } from '../exports/export-choice.ts'
import { Contents } from './Contents.tsx'
import { PagedView } from './PagedView.tsx'
import { ReadingSheet } from './ReadingSheet.tsx'
import { ReadingTools } from './ReadingTools.tsx'
import './reading.css'

export function ReadingPage() {
  const { t } = useTranslation()
  const { reportId = '' } = useParams()
  const { installationId, epoch } = useSession()
  const { data: report, error, isPending, refetch } = useReport(reportId)
  return (
    <Page title={report?.title ?? t('reports.readFull')} bare>
      {isPending && <PageLoading />}
      {error && !report && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {report && (
        <ReportConnectionProvider reportId={report.id} installationId={installationId} epoch={epoch}>
          <FollowedReading report={report} />
        </ReportConnectionProvider>
      )}
    </Page>
  )
}

/** Follows the lobby as the workbench does: headings, order and limits at once, and signing in again. */
function FollowedReading({ report }: { readonly report: Report }) {
  useLobby(report)
  return <LiveReading report={report} />
}

/** Why it is no longer live: whatever else ends it, the page has to be loaded again. */
const endedWords = (code: number) =>
  code === closeCodes.notFound
    ? 'reports.ended_4404'
    : code === closeCodes.noAccess
      ? 'reports.ended_4403'
      : 'common.newVersionLead'

/** The view itself, over the connection that a provider above holds. */
export function LiveReading({ report }: { readonly report: Report }) {
  const { t } = useTranslation()
  const connection = useReportConnection()
  const { light, ended } = useReportSnapshot()
  const { figures } = useFilledRegister(report.id)
  const { assembled } = useLiveReport(report, connection, figures)
  const [paged, setPaged] = useState(false)
  const choice = useExportChoice(report)
  return (
    <div className="reading">
      <ReadingTools
        report={report}
        length={assembled.length}
        choice={choice}
        paged={paged}
        onPaged={setPaged}
      />
      {ended && ended.code !== closeCodes.notSignedIn && (
        <p className="reading-notice" role="alert">
          {t(endedWords(ended.code))}
        </p>
      )}
      {light === 'offline' && !ended && <output className="reading-notice">{t('reading.offline')}</output>}
      {report.sections.length === 0 ? (
        <EmptyState title={t('reading.empty')} lead={t('reading.emptyLead')} heading={1} />
      ) : paged ? (
        <PagedView key={choice.pending} title={report.title} address={pagesPath(report.id, choice.pending)} />
      ) : (
        <>
          <Contents report={assembled} />
          <ReadingSheet report={assembled} outline={report.sections} />
        </>
      )}
    </div>
  )
}
