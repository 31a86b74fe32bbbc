/** /reports/:reportId/final, 成品: the files of every time that the report became final, and links to them. */
import { Button, Text } from '@mantine/core'
import { IconArrowLeft, IconFileCheck } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import { Link, useParams } from 'react-router'
import type { Publication } from '../../../shared/api.ts'
import { mayArchive, mayPublish } from '../../../shared/permissions.ts'
import { usePublications } from '../../api/publishing.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useSession } from '../../ui/session.tsx'
import { useTimes } from '../../ui/times.ts'
import { ArchiveButton } from './ArchiveButton.tsx'
import { Files } from './Files.tsx'
import './final.css'
import { PublicLinks } from './PublicLinks.tsx'
import { useFormatNames } from './format-names.ts'

export function FinalPage() {
  const { t } = useTranslation()
  const { reportId = '' } = useParams()
  const { actor } = useSession()
  const { data, isError, error, refetch } = usePublications(reportId)
  if (!data)
    return (
      <Page title={t('publishing.title')}>
        {isError ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <PageLoading />}
      </Page>
    )
  return (
    <Page
      title={t('publishing.titleOf', { report: data.reportTitle })}
      lead={t('publishing.lead')}
      actions={
        <>
          <Button
            component={Link}
            to={`/reports/${reportId}`}
            variant="default"
            leftSection={<IconArrowLeft size={17} stroke={1.7} />}
          >
            {t('publishing.toSheet')}
          </Button>
          {data.publications[0]?.state === 'ready' && mayArchive(actor) && (
            <ArchiveButton reportId={reportId} />
          )}
        </>
      }
    >
      {data.publications.length === 0 && (
        <EmptyState
          title={t('publishing.empty')}
          lead={t('publishing.emptyLead')}
          icon={<IconFileCheck size={30} stroke={1.4} />}
        />
      )}
      {data.publications.map(publication => (
        <Made key={publication.id} reportId={reportId} publication={publication} />
      ))}
    </Page>
  )
}

type MadeProps = { readonly reportId: string; readonly publication: Publication }

function Made({ reportId, publication }: MadeProps) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const { actor } = useSession()
  const names = useFormatNames()
  const { number, at, byName, state, missing } = publication
  return (
    <section className="final-made" aria-labelledby={`final-${number}`}>
      <h2 id={`final-${number}`}>{t('publishing.number', { n: number })}</h2>
      <Text c="dimmed">{t('publishing.madeAt', { time: moment(at), name: byName ?? '' })}</Text>
      {state === 'making' && <output>{t('publishing.making')}</output>}
      {state === 'failed' && <p role="alert">{t('publishing.failed')}</p>}
      {missing.length > 0 && (
        <p>{t('publishing.missing', { formats: missing.map(names).join(t('common.listComma')) })}</p>
      )}
      {publication.files.length > 0 && <Files reportId={reportId} publication={publication} />}
      {state === 'ready' && mayPublish(actor) && (
        <PublicLinks reportId={reportId} publication={publication} />
      )}
    </section>
  )
}
