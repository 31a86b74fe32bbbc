/**
 * The assembled report as Markdown: CommonMark, tables as GFM where they are plain and as HTML where cells
 * are merged. Numbers of headings are written out, as every other file has them.
 *
 * 1. What a person wrote is never taken for markup: whatever could begin any is escaped.
 * 2. A mark closes also between a full stop and a hanzi, where asterisks would not: there it is HTML.
 * 3. One blank line between blocks; blank paragraphs, which Markdown does not have, fall away.
 */
import type {
  AssembledAttachment,
  AssembledBlock,
  AssembledReport,
  AssembledSection,
} from '../../shared/assemble/assemble.ts'
import { imprintLines, letterheadLines } from '../../shared/assemble/plain.ts'
import { pendingMark } from '../../shared/assemble/pending.ts'
import { openingSpan } from '../../shared/assemble/headings.ts'
import { type ImageAddresses, sectionHtml } from '../../shared/html/blocks.ts'
import { captionOf } from '../../shared/schema/caption.ts'
import {
  type Block,
  type Image,
  type Inline,
  inlineText,
  type List,
  type Table,
  type TableCell,
  type TextMark,
} from '../../shared/schema/text.ts'

/** Lines end with \n; the last one too. */
export function markdownReport(report: AssembledReport, images: ImageAddresses): string {
  const { signature, date } = report
  const underTitle = report.signaturePlace === 'title'
  const signed = underTitle ? [signature, date && `（${date}）`] : [signature, date]
  const blocks = [
    ...letterheadLines(report.letterhead).map(escapeLine),
    `# ${escapeInline(report.title)}`,
    ...(underTitle ? signed.map(escapeLine) : []),
    escapeLine(report.addressee),
    ...report.sections.flatMap(section => sectionBlocks(section, images)),
    ...report.attachmentsNote.map(({ number, title }, at) =>
      escapeLine(`${at === 0 ? '附件：' : ''}${number}${title}`),
    ),
    ...(underTitle ? [] : signed.map(escapeLine)),
    escapeLine(report.note),
    ...report.attachments.flatMap(attachment => attachmentBlocks(attachment, images)),
    ...imprintLines(report.imprint).map(escapeLine),
  ]
  return `${apart(blocks)}\n`
}

const apart = (blocks: readonly string[]) => blocks.filter(block => block !== '').join('\n\n')

/** `level` on the sheet; the title is level 0. */
const headingLine = (level: number, line: string) => `${'#'.repeat(Math.min(6, level + 1))} ${line}`

function sectionBlocks(section: AssembledSection, images: ImageAddresses): string[] {
  const { level, number, heading, showsHeading, pending, blocks } = section
  const line = showsHeading ? [headingLine(level, escapeInline(`${number}${heading}`))] : []
  return [...line, ...(pending ? [pendingMark] : []), ...blocksMarkdown(blocks, images)]
}

/** The title of an attachment stands as high as that of the report. */
function attachmentBlocks({ label, section, below }: AssembledAttachment, images: ImageAddresses): string[] {
  const parts = [{ ...section, number: '' }, ...below]
  return [escapeLine(label), ...parts.flatMap(part => sectionBlocks(part, images))]
}

function blocksMarkdown(blocks: readonly AssembledBlock[], images: ImageAddresses): string[] {
  return blocks.flatMap(({ block, heading }, at) => {
    const written = writeBlock(block, { heading, images })
    return startsListAfterList(block, blocks[at - 1]?.block) ? [listEnd, written] : [written]
  })
}

/** Two lists side by side would be one. */
const listEnd = '<!-- -->'
const startsListAfterList = (block: Block, before: Block | undefined) =>
  block.type === before?.type && (block.type === 'bulletList' || block.type === 'orderedList')

type Place = { readonly heading: AssembledBlock['heading']; readonly images: ImageAddresses }
type BlockWriters = {
  readonly [Type in Block['type']]: (block: Extract<Block, { type: Type }>, place: Place) => string
}

const writers: BlockWriters = {
  paragraph(block, { heading }) {
    const content = block.content ?? []
    if (heading?.kind !== 'run-in') return escapeStart(inlinesMarkdown(content, '\\\n'))
    const length = openingSpan(content)
    const span = content.slice(0, length).map(withoutMarks)
    const first = span[0]
    const numbered: Inline[] =
      first?.type === 'text'
        ? [{ ...first, text: heading.number + first.text }, ...span.slice(1)]
        : [{ type: 'text', text: heading.number }, ...span]
    const bold = numbered.map((inline): Inline => ({ ...inline, marks: [{ type: 'bold' }] }))
    return escapeStart(inlinesMarkdown([...bold, ...content.slice(length)], '\\\n'))
  },
  heading(block, { heading }) {
    const line = `${heading?.number ?? ''}${inlineText(block.content).replaceAll('\n', ' ')}`
    return headingLine(heading?.level ?? 5, escapeInline(line))
  },
  bulletList: (list, place) => itemsMarkdown(list, place, () => '- '),
  orderedList: (list, place) =>
    itemsMarkdown(list, place, at => `${(Number(list.attrs?.start) || 1) + at}. `),
  table: (table, { images }) => pipeTable(table) ?? htmlTable(table, images),
  image: imageMarkdown,
  // What programs that print Markdown know.
  pageBreak: () => '<div style="page-break-after: always"></div>',
}

// The table above is complete for the schema; a document may still hold what the schema has not.
function writeBlock<Type extends Block['type']>(block: Extract<Block, { type: Type }>, place: Place): string {
  const write = Object.hasOwn(writers, block.type) ? writers[block.type] : undefined
  return write ? write(block, place) : ''
}

function itemsMarkdown(list: List, { images }: Place, mark: (at: number) => string): string {
  const items = (list.content ?? []).map(({ content }, at) => {
    const opening = mark(at)
    const blocks = blocksMarkdown(
      (content ?? []).map(block => ({ block, heading: undefined })),
      images,
    )
    const [first = '', ...rest] = apart(blocks).split('\n')
    const indent = ' '.repeat(opening.length)
    return [opening + first, ...rest.map(line => (line === '' ? '' : indent + line))].join('\n')
  })
  return items.join('\n')
}

/** The image in the file itself, its caption on the line below; a missing one is its words. */
function imageMarkdown(image: Image, { images }: Place): string {
  const attrs: Partial<Image['attrs']> | undefined = image.attrs
  const caption = captionOf(image)
  const alt = typeof attrs?.alt === 'string' ? attrs.alt : ''
  const address = typeof attrs?.imageId === 'string' ? images(attrs.imageId) : undefined
  if (address === undefined) return escapeLine(caption || alt)
  const shown = `![${escapeInline(alt)}](${address})`
  return caption === '' ? shown : `${shown}\\\n${escapeLine(caption)}`
}

/** As GFM has tables: one row of heads, no merged cells, one line a cell. */
function pipeTable(table: Table): string | undefined {
  const [head, ...rows] = (table.content ?? []).map(row => row.content ?? [])
  if (!head || !head.every(({ type }) => type === 'tableHeader')) return undefined
  const isPlain = (cells: readonly TableCell[]) => cells.length === head.length && cells.every(isPlainCell)
  if (!isPlain(head) || !rows.every(row => isPlain(row) && row.every(({ type }) => type === 'tableCell')))
    return undefined
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rules = head.map((cell, at) => {
    const aligns = new Set([cell, ...rows.flatMap(row => row[at] ?? [])].map(({ attrs }) => attrs?.align))
    return aligns.size === 1 ? (ruleOf[[...aligns][0] ?? ''] ?? '---') : '---'
  })
  return [line(head.map(cellLine)), line(rules), ...rows.map(row => line(row.map(cellLine)))].join('\n')
}

const ruleOf: Readonly<Record<string, string>> = { left: ':--', center: ':-:', right: '--:' }

function isPlainCell({ attrs, content }: TableCell): boolean {
  const isSingle = (attrs?.colspan ?? 1) === 1 && (attrs?.rowspan ?? 1) === 1
  return isSingle && (content ?? []).length <= 1 && (content ?? []).every(({ type }) => type === 'paragraph')
}

function cellLine({ content }: TableCell): string {
  const block = content?.[0]
  const line = block?.type === 'paragraph' ? inlinesMarkdown(block.content ?? [], '<br>') : ''
  return line.replaceAll('|', '\\|')
}

/** An HTML block ends at a blank line, which no text may make. */
function htmlTable(table: Table, images: ImageAddresses): string {
  const blocks = [{ block: table, heading: undefined }]
  return sectionHtml({ id: '', level: 1, blocks }, images).html.replace(/[\r\n]+/gu, ' ')
}

const withoutMarks = (inline: Inline): Inline => ({ ...inline, marks: [] })

type Emphasis = Exclude<TextMark['type'], 'headingSpan'>
const marksOf = (inline: Inline): Emphasis[] =>
  (['underline', 'bold', 'italic'] as const).filter(known => inline.marks?.some(({ type }) => type === known))

const signs: Readonly<
  Record<Emphasis, { readonly sign: string | undefined; readonly tag: 'strong' | 'em' | 'u' }>
> = {
  bold: { sign: '**', tag: 'strong' },
  italic: { sign: '*', tag: 'em' },
  underline: { sign: undefined, tag: 'u' },
}

/** Runs of equal marks, each wrapped; `lineBreak` stands for a break inside a paragraph. */
function inlinesMarkdown(content: readonly Inline[], lineBreak: string): string {
  const runs = runsOf(content)
  return runs
    .map(({ text, marks }, at) => {
      const before = runs[at - 1]?.text.at(-1) ?? ''
      const after = runs[at + 1]?.text[0] ?? ''
      const isAlone = (runs[at - 1]?.marks.length ?? 0) === 0 && (runs[at + 1]?.marks.length ?? 0) === 0
      const isBare = isAlone && marks.length === 1 && mayBeSigned(before, text, after)
      return marks.reduceRight((inner, mark) => wrap(inner, mark, isBare), escapeInline(text, lineBreak))
    })
    .join('')
}

function wrap(inner: string, mark: Emphasis, isBare: boolean): string {
  const { sign, tag } = signs[mark]
  return isBare && sign !== undefined ? `${sign}${inner}${sign}` : `<${tag}>${inner}</${tag}>`
}

type Run = { text: string; readonly marks: readonly Emphasis[] }

function runsOf(content: readonly Inline[]): Run[] {
  const runs: Run[] = []
  for (const inline of content) {
    const text = inlineText([inline])
    const marks = marksOf(inline)
    const last = runs.at(-1)
    if (last && last.marks.join() === marks.join()) last.text += text
    else runs.push({ text, marks })
  }
  return runs
}

const blank = /^\s?$/u
const punctuation = /^[\p{P}\p{S}]$/u

/** CommonMark 6.2: whether asterisks around `text` open and close between these neighbours. */
function mayBeSigned(before: string, text: string, after: string): boolean {
  const [first = '', last = ''] = [text[0], text.at(-1)]
  const flanks = (inner: string, outer: string) =>
    !blank.test(inner) && (!punctuation.test(inner) || blank.test(outer) || punctuation.test(outer))
  return flanks(first, before) && flanks(last, after)
}

/** What could begin markup anywhere in a line. */
function escapeInline(text: string, lineBreak = ' '): string {
  return text
    .replace(/[\\`*_[\]<>~$]/gu, '\\$&')
    .replaceAll('&', '&amp;')
    .replace(/\r\n?|\n/gu, '\n')
    .split('\n')
    .map(line => line.replace(/^[ \t]+|[ \t]+$/gu, blanks => '&#32;'.repeat(blanks.length)))
    .map((line, at) => (at > 0 && lineBreak.endsWith('\n') ? escapeStart(line) : line))
    .join(lineBreak)
}

/** What could begin a block at the start of a line: headings, rules, lists, and 1. */
function escapeStart(line: string): string {
  return line.replace(/^(?=[#+=-])/u, '\\').replace(/^(\d{1,9})(?=[.)])/u, '$1\\')
}

const escapeLine = (line: string) => escapeStart(escapeInline(line))
