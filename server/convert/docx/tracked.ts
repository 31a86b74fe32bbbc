/**
 * The blocks of a comparison as paragraphs and tables with tracked changes.
 *
 * 1. Accepting all leaves the new text, rejecting all the old one: what cannot be taken back inside a block (another
 *    kind of block, an image's size, a table with other columns) goes and comes as a whole.
 * 2. Numbers of headings are text here, so a number that changed is a change too.
 */
import type { AssembledBlock, AssembledSection } from '../../../shared/assemble/assemble.ts'
import { absoluteLevel, spanLevel } from '../../../shared/assemble/headings.ts'
import type {
  BlockDifference,
  BlockInside,
  CellDifference,
  Piece,
} from '../../../shared/compare/difference.ts'
import { keyOf } from '../../../shared/compare/normal.ts'
import type { Block, Inline, List, ListItem, Table, TableCell } from '../../../shared/schema/text.ts'
import { blocksIn, itemXml, listXml, type Place, writeBlock } from './blocks.ts'
import { run, runs } from './inlines.ts'
import { textWidth } from './measures.ts'
import { paragraphXml } from './paragraphs.ts'
import type { ParagraphProperties } from './properties.ts'
import type { RevisionKind, Revisions } from './revisions.ts'
import { headingStyle, spanStyle } from './styles.ts'
import { tableXml } from './tables.ts'
import type { Writing } from './writing.ts'
import { join, nothing, w, type Xml } from './xml.ts'

export type Tracked = { readonly writing: Writing; readonly revisions: Revisions }

type Side = {
  readonly level: number
  /** With the headings that it has on the sheet; within cells and items there are none. */
  readonly blocks: readonly (AssembledBlock | undefined)[]
}
type Sides = { readonly old: Side; readonly new: Side }
/** How wide a table may be there, and how lines stand in a cell. */
type Room = { readonly width: number; readonly cell?: ParagraphProperties | undefined }

const sheet: Room = { width: textWidth }
const noSide: Side = { level: 1, blocks: [] }

/** `arrived`: all of it stands elsewhere than it did, so what is the same has come from there. */
export function blocksXml(
  differences: readonly BlockDifference[],
  sections: { readonly old: AssembledSection | null; readonly new: AssembledSection | null },
  tracked: Tracked,
  arrived = false,
): Xml {
  const sides = { old: sections.old ?? noSide, new: sections.new ?? noSide }
  return differencesXml(differences, { sides, room: sheet, arrived, ...tracked })
}

type Context = Tracked & { readonly sides: Sides; readonly room: Room; readonly arrived: boolean }

function differencesXml(differences: readonly BlockDifference[], context: Context): Xml {
  let isAfterTable = false
  return join(
    differences.map(one => {
      const written = context.arrived ? arrivedXml(one, context) : differenceXml(one, context)
      if (written.xml === '') return nothing
      const isTable = (one.kind === 'removed' ? one.old : one.new).item.type === 'table'
      // Word makes one table of two that touch.
      const made = isTable && isAfterTable ? join([w('p'), written]) : written
      isAfterTable = isTable
      return made
    }),
  )
}

function differenceXml(one: BlockDifference, context: Context): Xml {
  switch (one.kind) {
    case 'same':
      return sameXml(one, context)
    case 'changed':
      return changedXml(one, context)
    case 'removed': {
      const kind = one.move === null ? 'del' : 'moveFrom'
      return rangedXml(kind, one.move, wholeXml(kind, one.old.item, one.old.at, context), context)
    }
    case 'added': {
      const kind = one.move === null ? 'ins' : 'moveTo'
      const inside = one.inside?.type === 'words' ? one.inside : null
      const written = inside
        ? arrivedLine(inside.pieces, one.new.item, one.new.at, context)
        : wholeXml(kind, one.new.item, one.new.at, context)
      return rangedXml(kind, one.move, written, context)
    }
  }
}

/** Of a section that has moved: nothing that stood in it before is written here. */
function arrivedXml(one: BlockDifference, context: Context): Xml {
  if (one.kind === 'removed') return nothing
  const { at, item } = one.new
  if (one.kind === 'changed' && one.inside.type === 'words' && isLine(item) && isAlike(one, context))
    return arrivedLine(one.inside.pieces, item, at, context)
  return wholeXml(one.kind === 'added' ? 'ins' : 'moveTo', item, at, context)
}

function rangedXml(kind: RevisionKind, move: number | null, inner: Xml, { revisions }: Context): Xml {
  if (move === null || (kind !== 'moveFrom' && kind !== 'moveTo')) return inner
  return revisions.moved(kind, `move${move}`, inner)
}

type Both = { readonly old: BlockAt; readonly new: BlockAt }
type BlockAt = { readonly at: number; readonly item: Block }

const isLine = ({ type }: Block) => type === 'paragraph' || type === 'heading'

/** May one become the other by its words alone? */
function isAlike({ old, new: next }: Both, { sides }: Context): boolean {
  const look = (side: Side, { at, item }: BlockAt) =>
    [
      item.type,
      item.type === 'heading' && item.attrs.level,
      side.blocks[at]?.heading?.kind,
      side.level,
    ].join()
  return look(sides.old, old) === look(sides.new, next)
}

/** The number may be another one. */
function sameXml(one: Both, context: Context): Xml {
  const { item, at } = one.new
  const numbers = numbersOf(one, context)
  if (!isLine(item) || (numbers.old === numbers.new && isAlike(one, context)))
    return writeBlock(item, placeOf(context.sides.new, at, context))
  const content = 'content' in item ? (item.content as readonly Inline[] | undefined) : undefined
  return lineXml(one, [{ kind: 'same', content: content ?? [] }], context)
}

function changedXml(one: Both & { readonly inside: BlockInside }, context: Context): Xml {
  const { inside } = one
  const [old, next] = [one.old.item, one.new.item]
  if (inside.type === 'words' && isLine(next)) return lineXml(one, inside.pieces, context)
  if (inside.type === 'list' && isList(old) && isList(next) && isSameList(old, next))
    return comparedList(next, inside, context)
  if (inside.type === 'table' && next.type === 'table') return comparedTable(next, inside, context)
  return bothXml(one, context)
}

const isList = (block: Block): block is List => block.type === 'bulletList' || block.type === 'orderedList'
const isSameList = (old: List, next: List) =>
  keyOf({ ...old, content: [] }) === keyOf({ ...next, content: [] })

const bothXml = (one: Both, context: Context) =>
  join([
    wholeXml('del', one.old.item, one.old.at, context),
    wholeXml('ins', one.new.item, one.new.at, context),
  ])

function wholeXml(kind: RevisionKind, block: Block, at: number, context: Context): Xml {
  const { writing, revisions, sides } = context
  const side = kind === 'del' || kind === 'moveFrom' ? sides.old : sides.new
  return writing.tracked(revisions.tracking(kind), () => writeBlock(block, placeOf(side, at, context)))
}

const placeOf = (side: Side, at: number, { writing, room }: Context): Place => ({
  writing,
  sectionLevel: side.level,
  heading: side.blocks[at]?.heading,
  ...room,
})

const numbersOf = ({ old, new: next }: Both, { sides }: Context) => ({
  old: sides.old.blocks[old.at]?.heading?.number ?? '',
  new: sides.new.blocks[next.at]?.heading?.number ?? '',
})

function lineXml(one: Both, pieces: readonly Piece[], context: Context): Xml {
  if (!isAlike(one, context)) return bothXml(one, context)
  const { at, item } = one.new
  const style = styleOf(item, at, context)
  const number = numberXml(numbersOf(one, context), style.span, context)
  return paragraphXml(
    context.writing,
    style.paragraph,
    join([number, piecesXml(pieces, style.span, context)]),
  )
}

/** A line that came from elsewhere: what it brought along, and what was added on the way. */
function arrivedLine(pieces: readonly Piece[], block: Block, at: number, context: Context): Xml {
  const { writing, revisions, sides } = context
  const style = styleOf(block, at, context)
  const came = (kind: RevisionKind, content: readonly Inline[]) =>
    revisions.runs(kind, spanRuns(content, style.span))
  const number = run(sides.new.blocks[at]?.heading?.number ?? '', style.span ? { style: style.span } : {})
  const words = pieces.map(piece => {
    if (piece.kind === 'removed') return nothing
    if (piece.kind === 'look') return came('moveTo', piece.new)
    return came(piece.kind === 'same' ? 'moveTo' : 'ins', piece.content)
  })
  const end = revisions.tracking('moveTo').end()
  return paragraphXml(
    writing,
    { ...style.paragraph, mark: end },
    join([revisions.runs('moveTo', number), ...words]),
  )
}

type LineStyle = { readonly paragraph: ParagraphProperties; readonly span: string | undefined }

function styleOf(block: Block, at: number, { sides, room }: Context): LineStyle {
  const { level, blocks } = sides.new
  const heading = blocks[at]?.heading
  if (block.type === 'heading') {
    const own = heading?.level ?? absoluteLevel(level, block.attrs?.level)
    return { paragraph: { style: headingStyle(own) }, span: undefined }
  }
  return {
    paragraph: room.cell ?? {},
    span: heading?.kind === 'run-in' ? spanStyle(heading.level) : undefined,
  }
}

function numberXml(
  numbers: { readonly old: string; readonly new: string },
  span: string | undefined,
  { revisions }: Tracked,
): Xml {
  const of = (number: string) => run(number, span ? { style: span } : {})
  if (numbers.old === numbers.new) return of(numbers.new)
  return join([revisions.runs('del', of(numbers.old)), revisions.runs('ins', of(numbers.new))])
}

/** Runs of a line; `span` is the style of its opening heading. */
export function piecesXml(
  pieces: readonly Piece[],
  span: string | undefined,
  { revisions }: Pick<Tracked, 'revisions'>,
): Xml {
  const gone = (content: readonly Inline[]) => revisions.runs('del', spanRuns(content, span))
  const come = (content: readonly Inline[]) => revisions.runs('ins', spanRuns(content, span))
  return join(
    pieces.map(piece => {
      switch (piece.kind) {
        case 'same':
          return spanRuns(piece.content, span)
        case 'removed':
          return gone(piece.content)
        case 'added':
          return come(piece.content)
        case 'look':
          return join([gone(piece.old), come(piece.new)])
      }
    }),
  )
}

const spanRuns = (content: readonly Inline[], span: string | undefined) =>
  join(
    content.map(inline =>
      span !== undefined && spanLevel(inline) !== undefined
        ? runs([{ ...inline, marks: [] }], { style: span })
        : runs([inline]),
    ),
  )

/** Within items and cells no heading has a number. */
const within = (context: Context, room: Room): Context => ({
  ...context,
  room,
  arrived: false,
  sides: {
    old: { level: context.sides.old.level, blocks: [] },
    new: { level: context.sides.new.level, blocks: [] },
  },
})

type ListInside = Extract<BlockInside, { type: 'list' }>
type ItemDifference = ListInside['items'][number]

/** One list of the items of both. */
function comparedList(list: List, { items }: ListInside, context: Context): Xml {
  const { writing, revisions } = context
  // Copies, since the same item may stand in both and twice.
  const known = new Map<ListItem, ItemDifference>(
    items.map(one => [{ ...(one.kind === 'removed' ? one.old : one.new).item }, one]),
  )
  const place = placeOf(context.sides.new, -1, context)
  return listXml({ ...list, content: [...known.keys()] }, place, (item, numbering, at) => {
    const one = known.get(item)
    const whole = (kind: RevisionKind, of: ListItem) =>
      writing.tracked(revisions.tracking(kind), () => itemXml(of, numbering, at))
    if (!one || one.kind === 'same') return itemXml(item, numbering, at)
    if (one.kind === 'removed') return whole('del', item)
    if (one.kind === 'added') return whole('ins', item)
    const [only, ...rest] = one.inside
    const isOneLine = only?.kind === 'changed' && rest.length === 0 && only.new.item.type === 'paragraph'
    if (!isOneLine || only.inside.type !== 'words' || only.old.item.type !== 'paragraph')
      return join([whole('del', one.old.item), whole('ins', one.new.item)])
    const words = piecesXml(only.inside.pieces, undefined, context)
    return paragraphXml(writing, { style: 'ListParagraph', numbering }, words)
  })
}

type TableInside = Extract<BlockInside, { type: 'table' }>

/** One table of the rows of both. */
function comparedTable(table: Table, { rows }: TableInside, context: Context): Xml {
  const { writing, revisions, room } = context
  const known = new Map<TableCell, CellDifference | RevisionKind>()
  const content = rows.map(one => {
    const row = (one.kind === 'removed' ? one.old : one.new).item
    const cells = (row.content ?? []).map((cell, at) => {
      const copy = { ...cell }
      const change = one.kind === 'changed' ? one.inside[at] : kindOfRow(one.kind)
      if (change) known.set(copy, change)
      return copy
    })
    return { ...row, content: cells }
  })
  const markOf = (at: number) => {
    const kind = kindOfRow(rows[at]?.kind)
    return kind ? revisions.tracking(kind).row() : nothing
  }
  return tableXml(
    { ...table, content },
    room.width,
    ({ cell, content: blocks, paragraph, width }) => {
      const inner = within(context, { width, cell: paragraph })
      const place = placeOf(inner.sides.new, -1, inner)
      const change = known.get(cell)
      if (change === undefined) return blocksIn(blocks, place)
      if (typeof change === 'object') return differencesXml(change.blocks, inner)
      return writing.tracked(revisions.tracking(change), () => blocksIn(blocks, place))
    },
    markOf,
  )
}

const kindOfRow = (kind: string | undefined): 'del' | 'ins' | undefined =>
  kind === 'removed' ? 'del' : kind === 'added' ? 'ins' : undefined
