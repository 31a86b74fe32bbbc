/**
 * A draft beside the section as it is now: paragraph beside paragraph, differing words marked. On a narrow
 * screen the two stand below each other, and what is the same stands once.
 */
import { ActionIcon } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from '../i18n.ts'
import { compareLines, type Piece, type Row } from '../../shared/differences.ts'
import { makeSegment } from '../../shared/segment.ts'

type Props = {
  /** Whose draft it is, from when. */
  readonly by: string
  readonly draft: readonly string[]
  /** Null: there is nothing to compare with. */
  readonly current: readonly string[] | null
  readonly onCopy: (text: string) => void
}

export function Comparison({ by, draft, current, onCopy }: Props) {
  const { t } = useTranslation()
  const rows = useMemo(
    () => (current ? compareLines(draft, current, makeSegment()) : draft.map(onlyDraft)),
    [draft, current],
  )
  const isSame = current !== null && rows.every(isSameRow)
  return (
    <>
      <p className="aside-lead">
        {current === null ? t('setAside.noCurrent') : isSame ? t('setAside.sameText') : t('setAside.legend')}
      </p>
      <table className="aside-table" data-alone={current === null ? '' : undefined}>
        <thead>
          <tr>
            <th scope="col">
              {t('setAside.columnDraft')}
              <small>{by}</small>
            </th>
            {current && <th scope="col">{t('setAside.columnCurrent')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <ComparedRow key={keyOf(row, at)} row={row} compared={current !== null} onCopy={onCopy} />
          ))}
        </tbody>
      </table>
    </>
  )
}

type RowProps = {
  readonly row: Row
  readonly compared: boolean
  readonly onCopy: (text: string) => void
}

function ComparedRow({ row, compared, onCopy }: RowProps) {
  const { t } = useTranslation()
  const { left, right } = row
  const text = left?.map(piece => piece.text).join('') ?? ''
  return (
    <tr data-same={isSameRow(row) ? '' : undefined}>
      <td className="aside-own" data-absent={left === null ? '' : undefined}>
        {left && (
          <div>
            <Words pieces={left} label={t('setAside.legendDraft')} />
            {text !== '' && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={28}
                aria-label={t('setAside.copyParagraph')}
                title={t('setAside.copyParagraph')}
                onClick={() => onCopy(text)}
              >
                <IconCopy size={15} aria-hidden="true" />
              </ActionIcon>
            )}
          </div>
        )}
      </td>
      {compared && (
        <td className="aside-current" data-absent={right === null ? '' : undefined}>
          {right && <Words pieces={right} label={t('setAside.legendCurrent')} />}
        </td>
      )}
    </tr>
  )
}

/** `label` names a mark for those who hear it. */
function Words({ pieces, label }: { readonly pieces: readonly Piece[]; readonly label: string }) {
  const { t } = useTranslation()
  if (pieces.every(({ text }) => text === ''))
    return <p className="aside-empty">{t('setAside.emptyParagraph')}</p>
  return (
    <p lang="zh-CN">
      {pieces.map(({ text, isOwn }, at) =>
        isOwn ? (
          <mark key={`${at}-own`} title={label}>
            {text}
          </mark>
        ) : (
          <span key={`${at}-both`}>{text}</span>
        ),
      )}
    </p>
  )
}

const onlyDraft = (text: string): Row => ({ left: [{ text, isOwn: false }], right: null })

const isSameRow = ({ left, right }: Row) =>
  left !== null && right !== null && [...left, ...right].every(({ isOwn }) => !isOwn)

const keyOf = ({ left, right }: Row, at: number) =>
  `${at}-${(left ?? right ?? []).map(({ text }) => text.slice(0, 8)).join('')}`
