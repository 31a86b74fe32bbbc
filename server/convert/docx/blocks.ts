/** A section's blocks as paragraphs and tables: one entry per node type, complete at compile time. */
import {
  type AssembledBlock,
  type AssembledSection,
  headingAnchor,
} from '../../../shared/assemble/assemble.ts'
import { absoluteLevel, openingSpan } from '../../../shared/assemble/headings.ts'
import { pendingMark } from '../../../shared/assemble/pending.ts'
import { readNumber } from '../../../shared/numbering.ts'
import type { Block, Inline, List, ListItem } from '../../../shared/schema/text.ts'
import { bookmarked, run, runs } from './inlines.ts'
import { character, textWidth } from './measures.ts'
import { imageXml } from './images.ts'
import { paragraphXml } from './paragraphs.ts'
import { type ParagraphProperties, pPr } from './properties.ts'
import { headingStyle, spanStyle } from './styles.ts'
import { tableXml } from './tables.ts'
import { placeName, type Writing } from './writing.ts'
import { join, nothing, w, type Xml } from './xml.ts'

/** Where a block stands. */
export type Place = {
  readonly writing: Writing
  readonly sectionLevel: number
  readonly anchor?: string | undefined
  readonly heading?: AssembledBlock['heading']
  /** In a cell: its style, and how its lines stand. */
  readonly cell?: ParagraphProperties | undefined
  /** Twips that a table or an image may take. */
  readonly width: number
  /** In a list: how deep, from 0. */
  readonly depth?: number
}

type BlockWriters = {
  readonly [Type in Block['type']]: (block: Extract<Block, { type: Type }>, place: Place) => Xml
}

/** A section: its heading's line, and what stands under it. */
export function sectionXml(section: AssembledSection, writing: Writing): Xml {
  const { id, level, number, heading, showsHeading, pending } = section
  const line = showsHeading
    ? headingXml({ level, number, anchor: id, words: run(heading), writing })
    : nothing
  const mark = pending ? w('p', {}, pPr({ style: 'Pending' }), run(pendingMark)) : nothing
  return join([line, mark, blocksXml(section, writing)])
}

/** What stands under a section's heading: its own text. */
export function blocksXml({ id, level, blocks }: AssembledSection, writing: Writing): Xml {
  return join(
    blocks.map(({ block, heading }, at) => {
      const anchor = heading && headingAnchor(id, at)
      const written = writeBlock(block, { writing, sectionLevel: level, heading, anchor, width: textWidth })
      return apart(block, blocks[at - 1]?.block, written)
    }),
  )
}

/** Word makes one table of two that touch. */
const apart = (block: Block, before: Block | undefined, written: Xml): Xml =>
  block.type === 'table' && before?.type === 'table' ? join([w('p'), written]) : written

type HeadingLine = {
  readonly level: number
  readonly number: string
  readonly anchor: string | undefined
  readonly words: Xml
  readonly writing: Writing
}

function headingXml({ level, number, anchor, words, writing }: HeadingLine): Xml {
  const counted = countedBy(writing, level, number)
  const line = join([counted ? nothing : run(number), words])
  return paragraphXml(
    writing,
    { style: headingStyle(level), numbering: counted },
    marked(writing, anchor, line),
  )
}

/** The numbering of a heading that Word counts itself; undefined: its number is text. */
function countedBy(writing: Writing, level: number, number: string) {
  const read = writing.numbers === 'word' ? readNumber(number) : undefined
  if (!read || read.length !== number.length) return undefined
  return { id: writing.numbering.heading(level, read.value), level: level - 1 }
}

function marked(writing: Writing, anchor: string | undefined, inner: Xml): Xml {
  const place = writing.placeOf(anchor)
  return place === undefined ? inner : bookmarked(place, placeName(place), inner)
}

const blockWriters: BlockWriters = {
  paragraph(block, { writing, anchor, heading, cell }) {
    const content = block.content ?? []
    if (heading?.kind !== 'run-in') return paragraphXml(writing, cell ?? {}, runs(content))
    const length = openingSpan(content)
    const style = spanStyle(heading.level)
    const counted = countedBy(writing, heading.level, heading.number)
    const words = content.slice(0, length).map((inline): Inline => ({ ...inline, marks: [] }))
    const span = join([counted ? nothing : run(heading.number, { style }), runs(words, { style })])
    const body = runs(content.slice(length))
    return paragraphXml(writing, { ...cell, numbering: counted }, join([marked(writing, anchor, span), body]))
  },
  heading(block, { writing, sectionLevel, anchor, heading }) {
    const level = heading?.level ?? absoluteLevel(sectionLevel, block.attrs?.level)
    const words = runs(block.content)
    return headingXml({ level, number: heading?.number ?? '', anchor, words, writing })
  },
  bulletList: (list, place) => listXml(list, place),
  orderedList: (list, place) => listXml(list, place),
  table: (table, place) =>
    tableXml(
      table,
      place.width,
      ({ content, paragraph, width }) => blocksIn(content, { ...place, cell: paragraph, width }),
      () => place.writing.tracking?.row() ?? nothing,
    ),
  image: (image, { writing, width }) =>
    imageXml(image, width, writing, (properties, inner) => paragraphXml(writing, properties, inner)),
  pageBreak(_, { writing }) {
    // What came or went is a run that can be taken back; else the next paragraph begins the page.
    if (writing.tracking) return paragraphXml(writing, {}, w('r', {}, w('br', { type: 'page' })))
    writing.breakPage()
    return nothing
  },
}

// The table above is complete for the schema; a document may still hold what the schema has not.
export function writeBlock<Type extends Block['type']>(
  block: Extract<Block, { type: Type }>,
  place: Place,
): Xml {
  const write = Object.hasOwn(blockWriters, block.type) ? blockWriters[block.type] : undefined
  return write ? write(block, place) : nothing
}

export function blocksIn(blocks: readonly Block[] | undefined, place: Place): Xml {
  const within = { ...place, heading: undefined, anchor: undefined }
  return join((blocks ?? []).map((block, at) => apart(block, blocks?.[at - 1], writeBlock(block, within))))
}

/** Which list Word counts an item in, and how deep. */
type ItemNumber = { readonly id: number; readonly level: number }
/** Writes one item. */
export type WriteItem = (item: ListItem, numbering: ItemNumber, place: Place) => Xml

/** Word counts no deeper. */
const deepest = 8

/** The first paragraph of an item has its mark; what follows stands under its words. */
export function listXml(list: List, place: Place, write: WriteItem = itemXml): Xml {
  const depth = Math.min(place.depth ?? 0, deepest)
  const start = list.type === 'orderedList' ? Number(list.attrs?.start) || 1 : 1
  const id = place.writing.numbering.list(list.type, depth, Math.min(Math.max(start, 0), 32_767))
  return join((list.content ?? []).map(item => write(item, { id, level: depth }, place)))
}

export function itemXml(item: ListItem, numbering: ItemNumber, place: Place): Xml {
  const { level } = numbering
  const [first, ...rest] = item.content ?? []
  const inner = { ...place, depth: level + 1 }
  if (first?.type !== 'paragraph') return blocksIn(item.content, inner)
  const head = paragraphXml(place.writing, { style: 'ListParagraph', numbering }, runs(first.content))
  const indent = { left: [level * 200, level * 2 * character] } as const
  return join([head, blocksIn(rest, { ...inner, cell: { style: 'ListParagraph', indent } })])
}
