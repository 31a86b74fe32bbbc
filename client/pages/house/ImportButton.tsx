/** A CSV table read in the browser, shown as what it would add and change, and only then brought in. */
import { Button, FileButton, Group, Modal, Text } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { HouseEntry } from '../../../shared/api.ts'
import { type ReadHouseCsv, readHouseCsv } from '../../../shared/house-csv.ts'
import type { HouseWords } from '../../../shared/house-list.ts'
import { decodeText } from '../../../shared/import/decode.ts'
import { limits } from '../../../shared/limits.ts'
import { tellFailure } from '../../ui/notice.ts'
import type { HouseEdits } from './use-house-edits.ts'

type Props = { readonly entries: readonly HouseEntry[]; readonly edits: HouseEdits }
type Brought = { readonly name: string; readonly read: ReadHouseCsv }

export function ImportButton({ entries, edits }: Props) {
  const { t } = useTranslation()
  const [brought, setBrought] = useState<Brought>()
  const take = async (file: File | null) => {
    if (!file) return
    const bytes = file.size > limits.importBytes ? undefined : new Uint8Array(await file.arrayBuffer())
    const decoded = bytes && decodeText(bytes)
    if (!decoded || decoded.lossy || decoded.text.includes('\u0000'))
      return tellFailure(t('house.unreadable'))
    setBrought({ name: file.name, read: readHouseCsv(decoded.text) })
  }
  return (
    <>
      <FileButton accept=".csv,.txt,text/csv" onChange={file => void take(file)}>
        {props => (
          <Button {...props} variant="default" leftSection={<IconUpload size={17} stroke={1.7} />}>
            {t('house.import')}
          </Button>
        )}
      </FileButton>
      {brought && (
        <Preview
          brought={brought}
          entries={entries}
          isBusy={edits.isBusy}
          onBring={wanted => edits.bring(wanted, entries, () => setBrought(undefined))}
          onClose={() => setBrought(undefined)}
        />
      )}
    </>
  )
}

type PreviewProps = {
  readonly brought: Brought
  readonly entries: readonly HouseEntry[]
  readonly isBusy: boolean
  readonly onBring: (wanted: readonly HouseWords[]) => void
  readonly onClose: () => void
}

const rowsShown = 100

function Preview({ brought: { name, read }, entries, isBusy, onBring, onClose }: PreviewProps) {
  const { t } = useTranslation()
  const known = new Map(entries.map(entry => [keyOf(entry), entry]))
  const added = read.entries.filter(words => !known.has(keyOf(words)))
  const changed = read.entries.filter(words => {
    const before = known.get(keyOf(words))
    return before && textOf(before) !== textOf(words)
  })
  const wanted = [...added, ...changed]
  const same = read.entries.length - wanted.length
  return (
    <Modal opened onClose={onClose} title={t('house.importTitle', { name })} size="lg">
      <Text>
        {wanted.length === 0
          ? t('house.importNothing')
          : t('house.importLead', { added: added.length, changed: changed.length, same })}
      </Text>
      {read.entries.length === 0 && (
        <Text c="dimmed" size="sm" mt={4}>
          {t('house.importFormat')}
        </Text>
      )}
      <ul className="house-brought">
        {wanted.slice(0, rowsShown).map(words => {
          const before = known.get(keyOf(words))
          return (
            <li key={keyOf(words)}>
              <strong>{before ? t('house.importChanged') : t('house.importAdded')}</strong>
              <span>
                {t(`house.kind_${words.kind}`)} · {words.wording}
                {words.instead !== '' && ` → ${words.instead}`}
                {words.rank !== null && ` (${words.rank})`}
                {before && (
                  <small>{t('house.importWas', { instead: before.instead || t('common.none') })}</small>
                )}
              </span>
            </li>
          )
        })}
        {wanted.length > rowsShown && <li>{`… ${wanted.length - rowsShown}`}</li>}
      </ul>
      {read.problems.length > 0 && (
        <details className="house-problems" open>
          <summary>{t('house.importProblems', { n: read.problems.length })}</summary>
          <ul>
            {read.problems.slice(0, rowsShown).map(({ row, code, text }) => (
              <li key={row}>{t('house.problem', { row, why: t(`house.problem_${code}`), text })}</li>
            ))}
          </ul>
        </details>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button disabled={wanted.length === 0} loading={isBusy} onClick={() => onBring(wanted)}>
          {t('house.importDo', { n: wanted.length })}
        </Button>
      </Group>
    </Modal>
  )
}

const keyOf = ({ kind, wording }: HouseWords) => `${kind} ${wording}`
const textOf = ({ instead, rank, note }: HouseWords) => JSON.stringify([instead, rank, note])
