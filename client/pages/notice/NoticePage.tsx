/**
 * /reports/:reportId/notice, 通知与催报: what goes to each department's group chat, to copy or to print. An
 * invitation's secret is held by this page alone, so the page itself is what is printed.
 */
import { Button, SegmentedControl } from '@mantine/core'
import { IconArrowLeft, IconPrinter, IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { Link, useParams } from 'react-router'
import type { Report } from '../../../shared/api.ts'
import { departmentsOf, dutiesOf } from '../../../shared/notice/duties.ts'
import { mayRemind } from '../../../shared/permissions.ts'
import { useDepartments, useReport } from '../../api/queries.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useSession } from '../../ui/session.tsx'
import { useNow } from '../../ui/use-now.ts'
import { NotFoundPage } from '../NotFoundPage.tsx'
import './notice.css'
import { DepartmentNotice } from './DepartmentNotice.tsx'

export type Kind = 'notice' | 'reminder'

export function NoticePage() {
  const { t } = useTranslation()
  const { reportId = '' } = useParams()
  const { actor } = useSession()
  const { data: report, isError, error, refetch } = useReport(reportId)
  if (report) return mayRemind(actor, report) ? <Notices report={report} /> : <NotFoundPage />
  return (
    <Page title={t('notices.title')}>
      {isError ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <PageLoading />}
    </Page>
  )
}

function Notices({ report }: { readonly report: Report }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Kind>('notice')
  const departments = useDepartments().data ?? []
  const now = useNow()
  const holding = departmentsOf(report).flatMap(id => departments.find(one => one.id === id) ?? [])
  const owing = holding.filter(({ id }) => dutiesOf(report, id, now).some(duty => duty.owed))
  const shown = kind === 'notice' ? holding : owing
  return (
    <Page
      title={t('notices.titleOf', { report: report.title })}
      lead={t('notices.lead')}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconPrinter size={17} stroke={1.7} />}
            onClick={() => window.print()}
          >
            {t('notices.print')}
          </Button>
          <Button
            component={Link}
            to={`/reports/${report.id}`}
            variant="default"
            leftSection={<IconArrowLeft size={17} stroke={1.7} />}
          >
            {t('notices.backToReport')}
          </Button>
        </>
      }
    >
      <SegmentedControl
        className="notice-kind"
        aria-label={t('notices.kind')}
        value={kind}
        onChange={value => setKind(value === 'reminder' ? 'reminder' : 'notice')}
        data={[
          { value: 'notice', label: t('notices.notice') },
          { value: 'reminder', label: t('notices.reminder') },
        ]}
      />
      {shown.length === 0 ? (
        <EmptyState
          title={t(holding.length === 0 ? 'notices.noneTitle' : 'notices.nothingOwedTitle')}
          lead={t(holding.length === 0 ? 'notices.noneLead' : 'notices.nothingOwedLead')}
          icon={<IconSend size={30} stroke={1.4} />}
        />
      ) : (
        <ul className="notice-list">
          {shown.map(department => (
            <DepartmentNotice
              key={department.id}
              report={report}
              department={department}
              kind={kind}
              now={now}
            />
          ))}
        </ul>
      )}
    </Page>
  )
}
