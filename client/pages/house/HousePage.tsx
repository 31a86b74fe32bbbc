/**
 * /house, 单位用语表: the house's own wordings, names and places, which the checks read. Everybody reads it; who keeps
 * the house's people adds, changes, deletes and imports, and takes each of these back.
 */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconDownload, IconPlus, IconSearch, IconVocabulary } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { HouseEntry } from '../../../shared/api.ts'
import { byteOrderMark } from '../../../shared/csv.ts'
import { writeHouseCsv } from '../../../shared/house-csv.ts'
import { houseKinds, type HouseKind } from '../../../shared/house-list.ts'
import { mayKeepHouseList } from '../../../shared/permissions.ts'
import { useHouse } from '../../api/queries.ts'
import { giveFile } from '../../ui/download.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useHouseWords } from '../../ui/house-words.ts'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useSession } from '../../ui/session.tsx'
import { EntryForm } from './EntryForm.tsx'
import { EntryTable } from './EntryTable.tsx'
import './house-page.css'
import { ImportButton } from './ImportButton.tsx'
import { useHouseEdits } from './use-house-edits.ts'

export function HousePage() {
  const { t } = useTranslation()
  const { house: words } = useHouseWords()
  const { actor } = useSession()
  const { data, error, isError, refetch } = useHouse()
  const [kind, setKind] = useState<HouseKind | ''>('')
  const [wanted, setWanted] = useState('')
  /** The entry that is being changed; null: a new one. */
  const [open, setOpen] = useState<HouseEntry | null>()
  const edits = useHouseEdits()
  const keeps = mayKeepHouseList(actor)
  const entries = data ?? []
  const shown = entries.filter(
    entry => (kind === '' || entry.kind === kind) && holds(entry, wanted.trim().toLowerCase()),
  )
  const exportAll = () => {
    const file = new Blob([byteOrderMark + writeHouseCsv(entries, words)], { type: 'text/csv;charset=utf-8' })
    giveFile(`${t('house.exportName')}.csv`, file)
  }
  return (
    <Page
      wide
      title={t('house.title')}
      lead={t('house.lead')}
      actions={
        <>
          {entries.length > 0 && (
            <Button
              variant="default"
              leftSection={<IconDownload size={17} stroke={1.7} />}
              onClick={exportAll}
            >
              {t('house.export')}
            </Button>
          )}
          {keeps && data && <ImportButton entries={data} edits={edits} />}
          {keeps && (
            <Button leftSection={<IconPlus size={18} stroke={1.7} />} onClick={() => setOpen(null)}>
              {t('house.add')}
            </Button>
          )}
        </>
      }
    >
      {!data && (isError ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <PageLoading />)}
      {data && entries.length === 0 && (
        <EmptyState
          title={t('house.empty')}
          lead={keeps ? t('house.emptyLead') : t('house.emptyReader')}
          icon={<IconVocabulary size={30} stroke={1.4} />}
        />
      )}
      {entries.length > 0 && (
        <>
          <div className="house-tools">
            <TextInput
              aria-label={t('house.search')}
              placeholder={t('house.search')}
              leftSection={<IconSearch size={16} stroke={1.7} />}
              value={wanted}
              onChange={event => setWanted(event.currentTarget.value)}
            />
            <NativeSelect
              aria-label={t('house.kind')}
              value={kind}
              onChange={event => setKind(houseKinds.find(one => one === event.currentTarget.value) ?? '')}
              data={[
                { value: '', label: t('house.allKinds') },
                ...houseKinds.map(value => ({ value, label: t(`house.kind_${value}`) })),
              ]}
            />
            <output>{t('house.count', { n: shown.length })}</output>
          </div>
          <EntryTable
            entries={shown}
            onChange={keeps ? setOpen : undefined}
            onRemove={keeps ? edits.remove : undefined}
          />
        </>
      )}
      {open !== undefined && (
        <EntryForm
          entry={open}
          kind={kind === '' ? 'term' : kind}
          edits={edits}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Page>
  )
}

function holds({ wording, instead, note }: HouseEntry, wanted: string): boolean {
  return wanted === '' || `${wording} ${instead} ${note}`.toLowerCase().includes(wanted)
}
