/**
 * The assembled report as plain text, numbers included: one line a paragraph, heading or table row, cells
 * parted by tabs, list items with their marks; an image is its caption, a page break nothing. Nothing is indented, so that it pastes cleanly.
 */
import type { Block, List, TableRow } from '../schema/text.ts'
import { captionOf, inlineText } from '../schema/text.ts'
import type { AssembledBlock, AssembledReport, AssembledSection } from './assemble.ts'

type PlainWriters = {
  readonly [Type in Block['type']]: (block: Extract<Block, { type: Type }>) => readonly string[]
}

/** Lines end with \n; the last one too. */
export function plainReport(report: AssembledReport): string {
  return `${plainLines(report).join('\n')}\n`
}

function plainLines(report: AssembledReport): string[] {
  const { title, addressee, signature, date } = report
  const underTitle = report.signaturePlace === 'title'
  const byline = underTitle ? filled([signature, date && `（${date}）`]) : []
  const end = underTitle ? [] : filled([signature, date])
  return [
    title,
    ...byline,
    '',
    ...filled([addressee]),
    ...report.sections.flatMap(sectionLines),
    ...(end.length > 0 ? ['', ...end] : []),
  ]
}

function sectionLines(section: AssembledSection): string[] {
  const heading = section.showsHeading ? [`${section.number}${section.heading}`] : []
  return [...heading, ...section.blocks.flatMap(numberedLines)]
}

/** One block at the top of a text: the first line carries its heading's number. */
export function numberedLines({ block, heading }: AssembledBlock): readonly string[] {
  const [first = '', ...rest] = linesOf(block)
  if (block.type === 'image' || block.type === 'pageBreak') return linesOf(block)
  return heading ? [`${heading.number}${first}`, ...rest] : [first, ...rest]
}

const writers: PlainWriters = {
  paragraph: block => inlineText(block.content).split('\n'),
  heading: block => inlineText(block.content).split('\n'),
  bulletList: list => itemLines(list, () => '•'),
  orderedList: list => itemLines(list, at => `${(Number(list.attrs?.start) || 1) + at}.`),
  table: table => (table.content ?? []).map(rowLine),
  image: image => filled([captionOf(image)]),
  pageBreak: () => [],
}

function linesOf<Type extends Block['type']>(block: Extract<Block, { type: Type }>): readonly string[] {
  const write = Object.hasOwn(writers, block.type) ? writers[block.type] : undefined
  return write ? write(block) : []
}

function itemLines(list: List, mark: (at: number) => string): string[] {
  return (list.content ?? []).flatMap((item, at) => {
    const [first = '', ...rest] = (item.content ?? []).flatMap(linesOf)
    return [`${mark(at)}${first}`, ...rest]
  })
}

function rowLine(row: TableRow): string {
  return (row.content ?? []).map(cell => (cell.content ?? []).flatMap(linesOf).join(' ')).join('\t')
}

const filled = (lines: readonly string[]) => lines.filter(line => line !== '')
