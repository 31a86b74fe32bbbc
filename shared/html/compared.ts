/**
 * A comparison as HTML: rows of the sheet in which what went is struck, what came is underlined and what stands
 * elsewhere says where to; readable without any colour (shared/html/compared.css).
 *
 * 1. Each row is written thrice: both sides in one text, and each side alone; a side that has nothing there is null.
 * 2. Numbers in what changed are told apart.
 * 3. Words beside the text come from the dictionary that is given; the text is never changed.
 */
import type { AssembledBlock } from '../assemble/assemble.ts'
import { openingSpan, spanLevel } from '../assemble/headings.ts'
import type {
  BlockDifference,
  BlockInside,
  CellDifference,
  Difference,
  Piece,
} from '../compare/difference.ts'
import { figuresIn } from '../compare/figures.ts'
import { sliceInlines } from '../compare/inlines.ts'
import { isChange } from '../compare/lines.ts'
import type { MatterDifference } from '../compare/matter.ts'
import type { ReportComparison, SectionDifference } from '../compare/reports.ts'
import { fill } from '../i18n/fill.ts'
import type { compare as words } from '../i18n/zh/compare.ts'
import { type Block, type Inline, inlineText, type TableCell, type TableRow } from '../schema/text.ts'
import {
  headingTag,
  type ImageAddresses,
  inlinesHtml,
  numberHtml,
  type Place,
  spanHtml,
  writeBlock,
} from './blocks.ts'
import { element, join, type Markup, nothing, text } from './markup.ts'

/** Both sides in one text, or one of them. */
type View = 'both' | 'old' | 'new'

export type ComparedRow = {
  readonly isChange: boolean
  /** A section's heading: it says where what follows stands. */
  readonly isHeading: boolean
  /** Where the row stands: in a section, or around the text. */
  readonly sectionId: string | null
  readonly both: Markup
  readonly old: Markup | null
  readonly new: Markup | null
}

type CompareWords = { readonly [Key in keyof typeof words]: string }

export type ComparedWays = {
  readonly words: CompareWords
  readonly images: { readonly old: ImageAddresses; readonly new: ImageAddresses }
}

/** Around the text what stands before the first section, and what behind the last. */
const behind: ReadonlySet<string> = new Set([
  'attachmentsNote',
  'signature',
  'date',
  'note',
  'copies',
  'printer',
  'printedOn',
])

export function comparedRows(comparison: ReportComparison, ways: ComparedWays): ComparedRow[] {
  const { matter, sections } = comparison
  const around = (is: (field: string) => boolean) =>
    matter.filter(({ field }) => is(field)).map(one => matterRow(one, ways))
  return [
    ...around(field => !behind.has(field)),
    ...sections.flatMap(section => sectionRows(section, ways)),
    ...around(field => behind.has(field)),
  ]
}

const views = ['both', 'old', 'new'] as const

function rowOf(
  about: Pick<ComparedRow, 'isChange' | 'isHeading' | 'sectionId'>,
  write: (view: View) => Markup | null,
): ComparedRow {
  const [both, old, next] = views.map(write)
  return { ...about, both: both ?? nothing, old: old ?? null, new: next ?? null }
}

function matterRow({ field, pieces }: MatterDifference, { words }: ComparedWays): ComparedRow {
  const changed = pieces.some(isChange)
  return rowOf({ isChange: changed, isHeading: false, sectionId: null }, view => {
    if (isAbsent(pieces, view)) return null
    const line = piecesHtml(pieces, view)
    if (field === 'title') return element('h1', {}, line)
    const label = element('span', { class: 'cmp-field' }, text(words[`field_${field}`]))
    return element('p', { class: 'cmp-matter' }, label, line)
  })
}

const isAbsent = (pieces: readonly Piece[], view: View) =>
  view !== 'both' && pieces.every(({ kind }) => kind === (view === 'old' ? 'added' : 'removed'))

function sectionRows(section: SectionDifference, ways: ComparedWays): ComparedRow[] {
  const { id, kind, blocks } = section
  const head = headingRow(section, ways)
  // What left is told where it went; its text stands there.
  if (kind === 'left') return section.along ? [] : [head]
  const rows = blocks.map(block =>
    rowOf({ isChange: block.kind !== 'same', isHeading: false, sectionId: id }, view =>
      blockHtml(block, view, section, ways),
    ),
  )
  return section.old?.showsHeading || section.new?.showsHeading || head.isChange ? [head, ...rows] : rows
}

function headingRow(section: SectionDifference, { words }: ComparedWays): ComparedRow {
  const { id, kind, heading, label, along } = section
  const tag = sectionTag(section, words)
  const moved = kind === 'left' || kind === 'arrived'
  const isOwn = (kind !== 'kept' && !(moved && along)) || heading.some(isChange)
  return rowOf({ isChange: isOwn, isHeading: true, sectionId: id }, view => {
    const isOld = kind === 'left' || kind === 'removed'
    if ((view === 'old' && (kind === 'added' || kind === 'arrived')) || (view === 'new' && isOld)) return null
    const side = isOld || view === 'old' ? section.old : section.new
    const level = side?.level ?? 1
    const line =
      kind === 'left' ? element('del', {}, text(section.old?.heading ?? '')) : piecesHtml(heading, view)
    const above = label === null ? nothing : element('p', { class: 'attachment-label' }, text(label))
    const number = label === null ? numberHtml(side?.showsHeading ? side.number : '') : nothing
    const anchor = view !== 'old' && !isOld ? `section-${id}` : undefined
    const title = element(headingTag(level), { id: anchor, class: `level-${level}` }, number, line, tag)
    return join([above, title])
  })
}

function sectionTag({ id, kind, old, new: next, along }: SectionDifference, words: CompareWords): Markup {
  const place = (side: typeof old) => (side?.number ?? '') + (side?.heading ?? '')
  const chip = (said: string) => element('span', { class: 'cmp-tag' }, text(`〔${said}〕`))
  if (along && kind !== 'added' && kind !== 'removed') return nothing
  switch (kind) {
    case 'added':
      return chip(words.sectionAdded)
    case 'removed':
      return chip(words.sectionRemoved)
    case 'arrived':
      return chip(fill(words.sectionArrived, { place: place(old) }))
    case 'left':
      return element(
        'a',
        { class: 'cmp-tag', href: `#section-${id}` },
        text(`〔${fill(words.sectionLeftTo, { place: place(next) })}〕`),
      )
    case 'kept':
      return nothing
  }
}

function blockHtml(
  block: BlockDifference,
  view: View,
  section: SectionDifference,
  ways: ComparedWays,
): Markup | null {
  const oldPlace = placeOf(section.old, 'old' in block ? block.old.at : undefined, ways.images.old)
  const newPlace = placeOf(section.new, 'new' in block ? block.new.at : undefined, ways.images.new)
  switch (block.kind) {
    case 'same':
      return view === 'old' ? writeBlock(block.old.item, oldPlace) : writeBlock(block.new.item, newPlace)
    case 'changed': {
      const [item, place] = view === 'old' ? [block.old.item, oldPlace] : [block.new.item, newPlace]
      return insideHtml(block.inside, item, { view, place, old: oldPlace, new: newPlace })
    }
    case 'removed':
      if (view === 'new') return null
      return wholeHtml('removed', block.old.item, oldPlace, moveTag('away', block.move, ways.words))
    case 'added': {
      if (view === 'old') return null
      const tag = moveTag('here', block.move, ways.words)
      if (block.inside === null) return wholeHtml('added', block.new.item, newPlace, tag)
      const inside = insideHtml(block.inside, block.new.item, {
        view: 'both',
        place: newPlace,
        old: oldPlace,
        new: newPlace,
      })
      return element('div', { class: 'cmp-moved-here' }, tag, inside)
    }
  }
}

function placeOf(section: SectionDifference['old'], at: number | undefined, images: ImageAddresses): Place {
  const assembled: AssembledBlock | undefined = at === undefined ? undefined : section?.blocks[at]
  return { sectionLevel: section?.level ?? 1, images, heading: assembled?.heading }
}

/** 〔移走1〕 and 〔移来1〕 lead to each other. */
function moveTag(way: 'away' | 'here', move: number | null, words: CompareWords): Markup {
  if (move === null) return nothing
  const [own, other] = way === 'away' ? (['from', 'to'] as const) : (['to', 'from'] as const)
  const said = fill(way === 'away' ? words.movedAway : words.movedHere, { n: move })
  return element(
    'p',
    { class: 'cmp-move', id: `move-${move}-${own}` },
    element('a', { class: 'cmp-tag', href: `#move-${move}-${other}` }, text(`〔${said}〕`)),
  )
}

/** A block that only one side has. */
function wholeHtml(kind: 'removed' | 'added', block: Block, place: Place, tag: Markup): Markup {
  const moved = tag.html === '' ? '' : kind === 'removed' ? ' cmp-moved-away' : ' cmp-moved-here'
  const isLine = block.type === 'paragraph' || block.type === 'heading'
  // What moved unchanged is not struck and written again: its place alone changed.
  const inner = isLine
    ? lineHtml(
        block,
        [{ kind: moved === '' || kind === 'removed' ? kind : 'same', content: block.content ?? [] }],
        {
          view: 'both',
          place,
          old: place,
          new: place,
        },
      )
    : writeBlock(block, place)
  return element('div', { class: `cmp-${kind}${isLine ? '' : ' cmp-whole'}${moved}` }, tag, inner)
}

type Within = {
  readonly view: View
  /** Of the side that gives tags and numbers. */
  readonly place: Place
  readonly old: Place
  readonly new: Place
}

function insideHtml(inside: BlockInside, block: Block, within: Within): Markup {
  switch (inside.type) {
    case 'words':
      return lineHtml(block, inside.pieces, within)
    case 'list': {
      const items = itemsOf(inside.items, within.view, {
        same: ({ content }) => blocksOf(content, within.place),
        changed: (_, blocks) => differencesHtml(blocks, within),
      })
      const start = block.type === 'orderedList' ? Number(block.attrs?.start) || 1 : undefined
      return element(
        block.type === 'orderedList' ? 'ol' : 'ul',
        { start: start !== undefined && start > 1 ? start : undefined },
        ...items.map(({ kind, html }) => element('li', { class: kind && `cmp-${kind} cmp-whole` }, html)),
      )
    }
    case 'table': {
      const rows = itemsOf(inside.rows, within.view, {
        same: row => rowCells(row, within.place),
        changed: (_, cells) => comparedCells(cells, within),
      })
      const written = rows.map(({ kind, html }) =>
        element('tr', { class: kind && `cmp-${kind} cmp-whole` }, html),
      )
      return element('table', {}, element('tbody', {}, ...written))
    }
  }
}

type Written = { readonly kind: 'removed' | 'added' | undefined; readonly html: Markup }

function itemsOf<Item, Inside>(
  differences: readonly Difference<Item, Inside>[],
  view: View,
  write: { readonly same: (item: Item) => Markup; readonly changed: (item: Item, inside: Inside) => Markup },
): Written[] {
  return differences.flatMap((one): Written[] => {
    if (one.kind === 'same') return [{ kind: undefined, html: write.same(one.new.item) }]
    if (one.kind === 'changed') return [{ kind: undefined, html: write.changed(one.new.item, one.inside) }]
    if (one.kind === 'removed')
      return view === 'new' ? [] : [{ kind: 'removed', html: write.same(one.old.item) }]
    return view === 'old' ? [] : [{ kind: 'added', html: write.same(one.new.item) }]
  })
}

const blocksOf = (blocks: readonly Block[] | undefined, place: Place) =>
  join((blocks ?? []).map(block => writeBlock(block, { ...place, heading: undefined })))

const rowCells = ({ content }: TableRow, place: Place) =>
  join((content ?? []).map(cell => cellHtml(cell, blocksOf(cell.content, place))))

const comparedCells = (cells: readonly CellDifference[], within: Within) =>
  join(
    cells.map(cell =>
      cellHtml(within.view === 'old' ? cell.old : cell.new, differencesHtml(cell.blocks, within)),
    ),
  )

function cellHtml(cell: TableCell, inner: Markup): Markup {
  const span = (said: unknown) => {
    const wide = Number(said)
    return Number.isInteger(wide) && wide > 1 && wide <= 1000 ? wide : undefined
  }
  return element(
    cell.type === 'tableHeader' ? 'th' : 'td',
    { colspan: span(cell.attrs?.colspan), rowspan: span(cell.attrs?.rowspan) },
    inner,
  )
}

/** Blocks within an item or a cell. */
function differencesHtml(blocks: readonly BlockDifference[], within: Within): Markup {
  const bare = (place: Place): Place => ({ ...place, heading: undefined })
  const inner = { ...within, place: bare(within.place), old: bare(within.old), new: bare(within.new) }
  return join(
    blocks.map(block => {
      if (block.kind === 'same') return writeBlock(block.new.item, inner.place)
      if (block.kind === 'changed')
        return insideHtml(block.inside, within.view === 'old' ? block.old.item : block.new.item, inner)
      if (block.kind === 'removed')
        return within.view === 'new' ? nothing : wholeHtml('removed', block.old.item, inner.old, nothing)
      return within.view === 'old' ? nothing : wholeHtml('added', block.new.item, inner.new, nothing)
    }),
  )
}

/** A paragraph, a heading or an image with its caption, of pieces. */
function lineHtml(block: Block, pieces: readonly Piece[], { view, place }: Within): Markup {
  const words = piecesHtml(pieces, view)
  const { heading, sectionLevel, images } = place
  if (block.type === 'heading') {
    const level = heading?.level ?? Math.min(sectionLevel + 1, 5)
    return element(headingTag(level), { class: `level-${level}` }, numberHtml(heading?.number ?? ''), words)
  }
  if (block.type === 'image') {
    const bare = { ...block, attrs: { ...block.attrs, caption: '' } }
    return join([writeBlock(bare, { sectionLevel, images }), element('p', { class: 'cmp-caption' }, words)])
  }
  const number = heading?.kind === 'run-in' && heading.number !== '' ? heading.number : ''
  const content = block.type === 'paragraph' ? (block.content ?? []) : []
  const opening = number === '' || openingSpan(content) === 0 ? nothing : numberSpan(content, number)
  return element('p', {}, opening, words)
}

const numberSpan = (content: readonly Inline[], number: string) =>
  spanHtml(spanLevel(content[0]), numberHtml(number))

function piecesHtml(pieces: readonly Piece[], view: View): Markup {
  return join(
    pieces.map(piece => {
      switch (piece.kind) {
        case 'same':
          return inlinesHtml(piece.content)
        case 'look':
          return view === 'old'
            ? inlinesHtml(piece.old)
            : element('span', { class: 'cmp-look' }, inlinesHtml(piece.new))
        case 'removed':
          return view === 'new' ? nothing : element('del', {}, withFigures(piece.content))
        case 'added':
          return view === 'old' ? nothing : element('ins', {}, withFigures(piece.content))
      }
    }),
  )
}

function withFigures(content: readonly Inline[]): Markup {
  const parts: Markup[] = []
  const words = inlineText(content)
  let at = 0
  for (const { from, to } of figuresIn(words)) {
    parts.push(inlinesHtml(sliceInlines(content, at, from)))
    parts.push(element('span', { class: 'cmp-figure' }, inlinesHtml(sliceInlines(content, from, to))))
    at = to
  }
  return join([...parts, inlinesHtml(sliceInlines(content, at, words.length))])
}
