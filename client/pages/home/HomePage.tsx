/** The reports that this person may see; without any, the two ways to begin one. */
import { Button, SimpleGrid } from '@mantine/core'
import { IconFileImport, IconListTree, IconMailbox, IconPlus } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import { Link, useNavigate } from 'react-router'
import { mayAdminister, mayCreateReport } from '../../../shared/permissions.ts'
import { useCall, useReports } from '../../api/queries.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useSession } from '../../ui/session.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import './home.css'
import { MyConsultations } from './MyConsultations.tsx'
import { MySignedChanges } from './MySignedChanges.tsx'
import { MyMaterial } from './MyMaterial.tsx'
import { MyFigures } from './MyFigures.tsx'
import { MySignatures } from './MySignatures.tsx'
import { MyWork } from './MyWork.tsx'
import { ReportCard } from './ReportCard.tsx'

export function HomePage() {
  const { t } = useTranslation()
  const { actor } = useSession()
  const reports = useReports()
  const creates = mayCreateReport(actor)
  return (
    <Page
      title={t('common.reports')}
      lead={creates ? t('reports.leadCoordinator') : t('reports.lead')}
      actions={creates && <NewActions />}
    >
      <MyConsultations />
      <MySignatures />
      <MySignedChanges />
      <MyWork />
      <MyFigures />
      <MyMaterial />
      {reports.isPending && <PageLoading />}
      {reports.isError && !reports.data && (
        <LoadFailure error={reports.error} onRetry={() => void reports.refetch()} />
      )}
      {reports.data?.length === 0 && (creates ? <Begin /> : <NothingYet />)}
      {reports.data && reports.data.length > 0 && (
        <ul className="report-list">
          {reports.data.map(report => (
            <li key={report.id}>
              <ReportCard report={report} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}

function NewActions() {
  const { t } = useTranslation()
  return (
    <>
      <Button
        component={Link}
        to="/import"
        variant="default"
        leftSection={<IconFileImport size={18} stroke={1.6} />}
      >
        {t('reports.importShort')}
      </Button>
      <Button component={Link} to="/reports/new" leftSection={<IconPlus size={18} stroke={1.8} />}>
        {t('reports.new')}
      </Button>
    </>
  )
}

function Begin() {
  const { t } = useTranslation()
  const { actor, sampleLoaded } = useSession()
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <Link to="/import" className="begin">
          <IconFileImport size={34} stroke={1.4} aria-hidden="true" />
          <strong>{t('reports.beginImport')}</strong>
          <span>{t('reports.beginImportLead')}</span>
        </Link>
        <Link to="/reports/new" className="begin">
          <IconListTree size={34} stroke={1.4} aria-hidden="true" />
          <strong>{t('reports.beginOutline')}</strong>
          <span>{t('reports.beginOutlineLead')}</span>
        </Link>
      </SimpleGrid>
      {mayAdminister(actor) && !sampleLoaded && <Sample />}
    </>
  )
}

function Sample() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const fail = useTellFailure()
  const load = useCall('loadSample', [['me'], ['reports'], ['departments']])
  const start = () =>
    load.mutate([{}], {
      onSuccess: ({ id }) => void navigate(`/reports/${id}`),
      onError: fail,
    })
  return (
    <p className="begin-sample">
      {t('reports.sampleLead')}{' '}
      <Button variant="subtle" size="compact-md" loading={load.isPending} onClick={start}>
        {t('people.loadSample')}
      </Button>
    </p>
  )
}

function NothingYet() {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('reports.none')}
      lead={t('reports.noneLead')}
      icon={<IconMailbox size={30} stroke={1.4} />}
    />
  )
}
