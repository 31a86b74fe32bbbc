/** /reports/:reportId/versions/:versionId: the whole report as it was in a version, and the ways back to it. */
import { Button } from '@mantine/core'
import { IconArrowBackUp, IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { Link, useParams } from 'react-router'
import type { ResponseOf } from '../../../shared/api.ts'
import { accessTo, mayEditOutline, mayWrite } from '../../../shared/permissions.ts'
import { useReport } from '../../api/queries.ts'
import { useVersion } from '../../api/versions.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useSession } from '../../ui/session.tsx'
import { useTimes } from '../../ui/times.ts'
import { useRestore } from '../../versions/use-restore.ts'
import { useVersionNames } from '../../versions/version-name.ts'
import { PastSheet } from './PastSheet.tsx'

export function VersionPage() {
  const { t } = useTranslation()
  const { reportId = '', versionId = '' } = useParams()
  const { data, isError, error, refetch } = useVersion(reportId, versionId)
  if (data) return <Shown reportId={reportId} read={data} />
  return (
    <Page title={t('versions.tab')}>
      {isError ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <PageLoading />}
    </Page>
  )
}

type ShownProps = { readonly reportId: string; readonly read: ResponseOf<'readVersion'> }

function Shown({ reportId, read: { version, report, texts } }: ShownProps) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const { actor } = useSession()
  const { kindOf, nameOf } = useVersionNames()
  const now = useReport(reportId).data
  const { busy, restore } = useRestore(reportId)
  const [asks, setAsks] = useState(false)
  const versionId = version.id
  const words = nameOf(version)
  const said = { kind: kindOf(version), name: version.personName, time: moment(version.at) }
  const writes = (sectionId: string) => {
    const section = now?.sections.find(({ id }) => id === sectionId)
    return now !== undefined && section !== undefined && mayWrite(actor, accessTo(now, section))
  }
  return (
    <Page
      title={words}
      lead={t('versions.pageLead', said)}
      wide
      actions={
        <>
          <Button
            component={Link}
            to={`/reports/${reportId}`}
            variant="default"
            leftSection={<IconArrowLeft size={17} stroke={1.7} />}
          >
            {t('versions.toSheet')}
          </Button>
          {now && mayEditOutline(actor, now) && (
            <Button
              loading={busy}
              leftSection={<IconArrowBackUp size={17} stroke={1.7} />}
              onClick={() => setAsks(true)}
            >
              {t('versions.restoreReport')}
            </Button>
          )}
        </>
      }
    >
      <PastSheet
        reportId={reportId}
        report={report}
        texts={texts}
        label={t('versions.sheet')}
        restoring={{
          may: writes,
          busy,
          run: (sectionId, place) => void restore({ versionId, sectionId, words: place }),
        }}
      />
      <Confirm
        opened={asks}
        title={t('versions.restoreReport')}
        lead={t('versions.restoreLead', { version: words })}
        action={t('versions.restoreReport')}
        onConfirm={() => {
          setAsks(false)
          void restore({ versionId, words })
        }}
        onClose={() => setAsks(false)}
      />
    </Page>
  )
}
