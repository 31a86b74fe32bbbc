/**
 * The comparison itself: the sheet in one text, or its two sides beside each other; what is the same may be folded
 * away and unfolded again.
 */
import { Button } from '@mantine/core'
import { memo, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import '../../../shared/html/compared.css'
import '../../../shared/html/paper.css'
import type { Row } from '../../compare/order.ts'
import type { Choice } from './choice.ts'
import { changeId } from './use-steps.ts'

type Props = {
  readonly rows: readonly Row[]
  readonly view: Choice['view']
  readonly shown: Choice['shown']
  /** Of the change that is looked at, from 1. */
  readonly at: number
}

type Numbered = { readonly row: Row; readonly key: string; readonly nth: number | undefined }
type Part = { readonly key: string; readonly rows: readonly Numbered[]; readonly folds: boolean }

export function Rows({ rows, view, shown, at }: Props) {
  const { t } = useTranslation()
  return (
    <article
      className={`paper compare-sheet compare-${view}`}
      aria-label={t('compare.title')}
      lang="zh-CN"
      data-shown={shown}
    >
      {partsOf(rows, shown === 'changes').map(part =>
        part.folds ? (
          <Folded key={part.key} rows={part.rows} view={view} />
        ) : (
          part.rows.map(({ row, key, nth }) => (
            <ComparedRow key={key} row={row} nth={nth} view={view} isAt={nth !== undefined && nth === at} />
          ))
        ),
      )}
    </article>
  )
}

/** Runs of what is the same stand apart, if they are to be folded. */
function partsOf(rows: readonly Row[], folding: boolean): Part[] {
  const parts: { key: string; rows: Numbered[]; folds: boolean }[] = []
  const changed = new Set(rows.flatMap(({ isChange, sectionId }) => (isChange ? [sectionId] : [])))
  let nth = 0
  for (const [index, row] of rows.entries()) {
    // The heading says in which section the changes below it stand.
    const leads = row.isHeading && changed.has(row.sectionId)
    const folds = folding && !row.isChange && !leads
    const numbered = { row, key: `${index}`, nth: row.isChange ? (nth += 1) : undefined }
    const last = parts.at(-1)
    if (last?.folds === folds) last.rows.push(numbered)
    else parts.push({ key: `part-${index}`, rows: [numbered], folds })
  }
  return parts
}

function Folded({ rows, view }: { readonly rows: readonly Numbered[]; readonly view: Choice['view'] }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  if (open) return rows.map(({ row, key }) => <ComparedRow key={key} row={row} view={view} />)
  return (
    <div className="compare-fold">
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        aria-label={t('compare.unfold', { n: rows.length })}
        onClick={() => setOpen(true)}
      >
        {t('compare.folded', { n: rows.length })}
      </Button>
    </div>
  )
}

type RowProps = {
  readonly row: Row
  readonly nth?: number | undefined
  readonly view: Choice['view']
  readonly isAt?: boolean
}

const ComparedRow = memo(function ComparedRow({ row, nth, view, isAt = false }: RowProps) {
  const about =
    nth === undefined
      ? { className: 'compare-row' }
      : {
          className: 'compare-row compare-change',
          id: changeId(nth),
          tabIndex: -1,
          'data-at': isAt || undefined,
        }
  if (view === 'unified') return <div {...about} dangerouslySetInnerHTML={{ __html: row.both }} />
  return (
    <div {...about}>
      <Side html={row.old} />
      <Side html={row.new} />
    </div>
  )
})

/** Markup of shared/html is escaped by construction. */
const Side = ({ html }: { readonly html: string | null }) =>
  html === null ? <div data-absent="" /> : <div dangerouslySetInnerHTML={{ __html: html }} />
