/** The list as a table; on a phone each entry is a card. */
import { ActionIcon, Group } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { HouseEntry } from '../../../shared/api.ts'

type Props = {
  readonly entries: readonly HouseEntry[]
  /** Undefined for who only reads. */
  readonly onChange: ((entry: HouseEntry) => void) | undefined
  readonly onRemove: ((entry: HouseEntry) => void) | undefined
}

/** A browser draws so many at once without a pause; the search narrows down. */
const rowsFirst = 300

export function EntryTable({ entries, onChange, onRemove }: Props) {
  const { t } = useTranslation()
  const [isAll, setIsAll] = useState(false)
  const shown = isAll ? entries : entries.slice(0, rowsFirst)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a table wider than its page scrolls by keys too
    <section className="house-scroll" aria-label={t('house.list')} tabIndex={0}>
      <table className="house-table">
        <thead>
          <tr>
            <th>{t('house.kind')}</th>
            <th>{t('house.wording')}</th>
            <th>{t('house.instead')}</th>
            <th>{t('house.rank')}</th>
            <th>{t('house.note')}</th>
            {onChange && <th>{t('house.actions')}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map(entry => (
            <tr key={entry.id}>
              <td>{t(`house.kind_${entry.kind}`)}</td>
              <th scope="row">{entry.wording}</th>
              <td data-label={t('house.instead')}>{entry.instead}</td>
              <td data-label={t('house.rank')}>{entry.rank}</td>
              <td data-label={t('house.note')}>{entry.note}</td>
              {onChange && (
                <td>
                  <Group gap={4} wrap="nowrap">
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={32}
                      aria-label={t('house.change', { wording: entry.wording })}
                      onClick={() => onChange(entry)}
                    >
                      <IconPencil size={17} stroke={1.6} />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={32}
                      aria-label={t('house.remove', { wording: entry.wording })}
                      onClick={() => onRemove?.(entry)}
                    >
                      <IconTrash size={17} stroke={1.6} />
                    </ActionIcon>
                  </Group>
                </td>
              )}
            </tr>
          ))}
          {shown.length === 0 && (
            <tr>
              <td colSpan={6}>{t('house.noMatch')}</td>
            </tr>
          )}
        </tbody>
      </table>
      {shown.length < entries.length && (
        <button type="button" className="house-more" onClick={() => setIsAll(true)}>
          {t('house.showAll', { n: entries.length })}
        </button>
      )}
    </section>
  )
}
