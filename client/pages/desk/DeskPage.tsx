/**
 * /reports/:reportId/desk, 统稿台: all 来稿 and 材料 on the left, the text on the right. What is picked up on either side is
 * put down on the right: by pointer, by dragging, by keys.
 */
import { Button } from '@mantine/core'
import { IconArrowLeft, IconFileText } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import { Link, useParams } from 'react-router'
import { mayAssemble, mayEditOutline } from '../../../shared/permissions.ts'
import { useReport } from '../../api/queries.ts'
import { ReportConnectionProvider } from '../../collab/react.tsx'
import { AddMaterial } from '../../material/AddMaterial.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useSession } from '../../ui/session.tsx'
import { Desk } from './Desk.tsx'
import './desk.css'

export function DeskPage() {
  const { t } = useTranslation()
  const { reportId = '' } = useParams()
  const { epoch, actor } = useSession()
  const { data: report, isError, error, refetch } = useReport(reportId)
  if (!report)
    return (
      <Page title={t('desk.title')}>
        {isError ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <PageLoading />}
      </Page>
    )
  const actions = (
    <>
      {mayEditOutline(actor, report) && <AddMaterial reportId={reportId} />}
      <Button
        component={Link}
        to={`/reports/${reportId}/material`}
        variant="default"
        leftSection={<IconFileText size={17} stroke={1.7} />}
      >
        {t('material.toPage')}
      </Button>
    </>
  )
  const back = (
    <Button
      component={Link}
      to={`/reports/${reportId}`}
      variant="default"
      leftSection={<IconArrowLeft size={17} stroke={1.7} />}
    >
      {t('board.toSheet')}
    </Button>
  )
  if (!mayAssemble(actor))
    return (
      <Page title={t('desk.title')} actions={back}>
        <EmptyState title={t('desk.notYours')} lead={t('desk.notYoursLead')} />
      </Page>
    )
  return (
    // Nothing is edited here, so no local copies.
    <ReportConnectionProvider reportId={reportId} installationId={undefined} epoch={epoch}>
      <Page
        wide
        title={t('desk.titleOf', { report: report.title })}
        lead={t('desk.lead')}
        actions={
          <>
            {actions}
            {back}
          </>
        }
      >
        <Desk report={report} />
      </Page>
    </ReportConnectionProvider>
  )
}
