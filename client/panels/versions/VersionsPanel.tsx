/**
 * 版本: the versions of the report, the newest first; one is saved here by name, looked at, and gone back to.
 * What makes itself again and again (报送, 导入之前…) is folded where several stand together.
 */
import { Anchor, Button, Group, NativeSelect, ScrollArea, Skeleton, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { Link } from 'react-router'
import type { Report, Section, Version } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import {
  accessTo,
  type Actor,
  mayEditOutline,
  maySaveVersion,
  mayWrite,
  holders,
} from '../../../shared/permissions.ts'
import { isSigned } from '../../../shared/versions/versions.ts'
import { keys, useCall } from '../../api/queries.ts'
import { useVersions } from '../../api/versions.ts'
import { useErrorText } from '../../ui/error-text.ts'
import { tell } from '../../ui/notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { VersionRow } from './VersionRow.tsx'
import './versions.css'

type Props = {
  readonly report: Report
  /** The section in focus. */
  readonly section: Section | undefined
  readonly actor: Actor
}

const filters = ['all', 'named', 'signed'] as const
type Filter = (typeof filters)[number]

export function VersionsPanel({ report, section, actor }: Props) {
  const { t } = useTranslation()
  const textOf = useErrorText()
  const { data, isError, error } = useVersions(report.id, report.revision)
  const [filter, setFilter] = useState<Filter>('all')
  const departmentIds = report.sections.flatMap(holders)
  const shown = (data ?? []).filter(version => isShown(version, filter))
  const writes = section && mayWrite(actor, accessTo(report, section)) ? section : undefined
  const row = (version: Version) => (
    <VersionRow
      key={version.id}
      reportId={report.id}
      version={version}
      mayRestore={mayEditOutline(actor, report)}
      section={writes}
    />
  )
  return (
    <ScrollArea className="panel-scroll" type="hover">
      <section className="panel-body versions" aria-label={t('versions.panel')}>
        {maySaveVersion(actor, { departmentIds }) && <SaveVersion reportId={report.id} />}
        <NativeSelect
          size="xs"
          aria-label={t('versions.filter')}
          value={filter}
          onChange={event => setFilter(filters.find(one => one === event.currentTarget.value) ?? 'all')}
          data={filters.map(value => ({ value, label: t(`versions.filter_${value}`) }))}
        />
        <Anchor
          component={Link}
          size="sm"
          to={`/reports/${report.id}/history${section ? `?section=${section.id}` : ''}`}
        >
          {t('versions.history')}
        </Anchor>
        {isError && <p className="panel-note">{textOf(error)}</p>}
        {!data && !isError && <Skeleton height={120} />}
        {data && shown.length === 0 && <p className="panel-note">{t('versions.empty')}</p>}
        {shown.length > 0 && (
          <ol aria-label={t('versions.list')}>
            {/* One list for React too: a row that stays keeps its open menu when newer ones come before it. */}
            {folded(shown).flatMap(group => {
              const [first] = group
              if (group.length < foldedLeast || !first) return group.map(row)
              return (
                <li key={first.id}>
                  <details>
                    <summary>{t('versions.automatic', { n: group.length })}</summary>
                    <ol>{group.map(row)}</ol>
                  </details>
                </li>
              )
            })}
          </ol>
        )}
      </section>
    </ScrollArea>
  )
}

const foldedLeast = 3

function isShown({ kind, name }: Version, filter: Filter): boolean {
  if (filter === 'all') return true
  return filter === 'signed' ? isSigned(kind) : kind === 'manual' || name !== ''
}

/** Versions that made themselves and have no name, as far as they stand together; every other one alone. */
function folded(versions: readonly Version[]): Version[][] {
  const groups: Version[][] = []
  for (const version of versions) {
    const last = groups.at(-1)
    if (last?.[0] && folds(version) && folds(last[0])) last.push(version)
    else groups.push([version])
  }
  return groups
}

const folds = ({ kind, name }: Version) =>
  name === '' && (kind === 'submission' || kind === 'before-import' || kind === 'before-restore')

function SaveVersion({ reportId }: { readonly reportId: string }) {
  const { t } = useTranslation()
  const tellFailure = useTellFailure()
  const save = useCall('saveVersion', [keys.versions(reportId), keys.report(reportId)])
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    save.mutate([{ reportId }, { name }], {
      onSuccess: saved => {
        setName('')
        tell(t('versions.saved', { name: saved.name }))
      },
      onError: tellFailure,
    })
  }
  return (
    <form onSubmit={submit}>
      <p className="panel-note">{t('versions.lead')}</p>
      <Group gap={8} wrap="nowrap" align="flex-end">
        <TextInput
          className="versions-name"
          size="sm"
          label={t('versions.name')}
          placeholder={t('versions.namePlaceholder')}
          maxLength={limits.nameLength}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" loading={save.isPending} disabled={name.trim() === ''}>
          {t('versions.save')}
        </Button>
      </Group>
    </form>
  )
}
