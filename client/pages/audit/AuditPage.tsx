/** The log of acts, for the administrator and (of their reports) the coordinator. */
import { Button } from '@mantine/core'
import { IconHistory, IconLock } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import { useSearchParams } from 'react-router'
import type { AuditEntry } from '../../../shared/api.ts'
import { auditWords } from '../../../shared/audit-words.ts'
import type { Dictionary } from '../../../shared/i18n/zh.ts'
import { auditScope } from '../../../shared/permissions.ts'
import { searchOf } from '../../api/call.ts'
import { useAudit } from '../../api/audit.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useHouseWords } from '../../ui/house-words.ts'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useSession } from '../../ui/session.tsx'
import { useTimes } from '../../ui/times.ts'
import { AuditFilters } from './AuditFilters.tsx'
import { type FieldName, filterOf } from './filter.ts'
import './audit.css'

export function AuditPage() {
  const { t } = useTranslation()
  const { actor } = useSession()
  const scope = auditScope(actor)
  const [fields, setFields] = useSearchParams()
  if (scope === 'nothing')
    return (
      <Page title={t('audit.title')} bare>
        <EmptyState
          title={t('common.notFound')}
          lead={t('common.notFoundLead')}
          icon={<IconLock />}
          heading={1}
        />
      </Page>
    )
  const change = (name: FieldName, value: string | null) =>
    setFields(
      known => {
        const next = new URLSearchParams(known)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  return (
    <Page
      title={t('audit.title')}
      lead={scope === 'all' ? t('audit.lead') : t('audit.leadReports')}
      actions={<Exports fields={fields} />}
    >
      <AuditFilters fields={fields} onChange={change} />
      <Entries fields={fields} />
    </Page>
  )
}

function Exports({ fields }: { fields: URLSearchParams }) {
  const { t } = useTranslation()
  const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions()
  const file = (format: string) => `/api/v1/audit/export${searchOf({ ...filterOf(fields), format, zone })}`
  return (
    <>
      <Button component="a" variant="default" href={file('csv')} download>
        {t('audit.exportCsv')}
      </Button>
      <Button component="a" variant="subtle" href={file('json')} download>
        {t('audit.exportJson')}
      </Button>
    </>
  )
}

function Entries({ fields }: { fields: URLSearchParams }) {
  const { t } = useTranslation()
  const pages = useAudit(filterOf(fields))
  const words = useHouseWords()
  if (pages.isPending) return <PageLoading />
  if (!pages.data) return <LoadFailure error={pages.error} onRetry={() => void pages.refetch()} />
  const entries = pages.data.pages.flatMap(page => page.entries)
  if (entries.length === 0)
    return (
      <EmptyState title={t('audit.none')} lead={t('audit.noneLead')} icon={<IconHistory stroke={1.5} />} />
    )
  return (
    <>
      <ol className="audit-list card" aria-label={t('audit.list')}>
        {entries.map(entry => (
          <Entry key={entry.seq} entry={entry} words={words} />
        ))}
      </ol>
      {pages.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('audit.older')}
        </Button>
      )}
    </>
  )
}

function Entry({ entry, words }: { entry: AuditEntry; words: Dictionary }) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const { who, did, changes } = auditWords(entry, words)
  const via = entry.via === null ? undefined : t(`audit.via_${entry.via}`)
  return (
    <li>
      <p className="audit-act">
        <strong>{who}</strong> {did}
      </p>
      <p className="audit-facts">
        <time dateTime={entry.at}>{moment(entry.at)}</time>
        {entry.reportTitle !== null && <span>{entry.reportTitle}</span>}
        {via && <span>{via}</span>}
        {entry.address && <span>{entry.address}</span>}
      </p>
      {changes.length > 0 && (
        <details>
          <summary>{t('audit.details')}</summary>
          <ul>
            {changes.map(change => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}
