/**
 * The assembled report as plain text, numbers included: one line a paragraph, heading or table row, cells
 * parted by tabs, list items with their marks; an image is its caption, a page break nothing. Nothing is indented, so that it pastes cleanly.
 */
import type { Block, List, TableRow } from '../schema/text.ts'
import { captionOf } from '../schema/caption.ts'
import { inlineText } from '../schema/text.ts'
import type { AssembledAttachment, AssembledBlock, AssembledReport, AssembledSection } from './assemble.ts'
import { pendingMark } from './pending.ts'

type PlainWriters = {
  readonly [Type in Block['type']]: (block: Extract<Block, { type: Type }>) => readonly string[]
}

/** Lines end with \n; the last one too. */
export function plainReport(report: AssembledReport): string {
  return `${plainLines(report).join('\n')}\n`
}

function plainLines(report: AssembledReport): string[] {
  const { title, addressee, signature, date, seal } = report
  const underTitle = report.signaturePlace === 'title'
  const byline = underTitle ? filled([signature, date && `（${date}）`]) : []
  const end = underTitle ? [] : filled([signature, date])
  return [
    ...parted(letterheadLines(report.letterhead)),
    title,
    ...byline,
    '',
    ...filled([addressee]),
    ...report.sections.flatMap(sectionLines),
    ...apart(noteLines(report.attachmentsNote)),
    ...apart(seal === 'stamp' ? [...end.slice(0, 1), '', ...end.slice(1)] : end),
    ...filled([report.note]),
    ...report.attachments.flatMap(attachmentLines),
    ...apart(imprintLines(report.imprint)),
  ]
}

/** 版头: what is filled in of it. */
export function letterheadLines(letterhead: AssembledReport['letterhead']): string[] {
  if (letterhead === null) return []
  const { copyNumber, urgency, issuer, documentNumber, signers } = letterhead
  const signed = signers.length > 0 ? `签发人：${signers.join('　')}` : ''
  return filled([copyNumber, urgency, issuer, filled([documentNumber, signed]).join('　')])
}

/** 附件：1. … below each other; a single one without a number. */
function noteLines(note: AssembledReport['attachmentsNote']): string[] {
  return note.map(({ number, title }, at) => `${at === 0 ? '附件：' : ''}${number}${title}`)
}

/** 版记: what is filled in of it. */
export function imprintLines(imprint: AssembledReport['imprint']): string[] {
  if (imprint === null) return []
  const { copies, printer, printedOn } = imprint
  return filled([copies && `抄送：${copies}`, filled([printer, printedOn]).join('　')])
}

function attachmentLines({ label, section, below }: AssembledAttachment): string[] {
  const own = { ...section, number: '' }
  return ['', label, '', ...sectionLines(own), ...below.flatMap(sectionLines)]
}

function sectionLines(section: AssembledSection): string[] {
  const heading = section.showsHeading ? [`${section.number}${section.heading}`] : []
  const mark = section.pending ? [pendingMark] : []
  return [...heading, ...mark, ...section.blocks.flatMap(numberedLines)]
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

/** With a blank line before them, if there are any. */
const apart = (lines: readonly string[]) => (lines.length > 0 ? ['', ...lines] : [])
/** With a blank line behind them. */
const parted = (lines: readonly string[]) => (lines.length > 0 ? [...lines, ''] : [])
const filled = (lines: readonly string[]) => lines.filter(line => line !== '')
