/**
 * A report as what stands on its sheet, line by line: what two reports have in common that read the same.
 *
 * 1. Whether a heading on its own line is a section or stands inside a text makes no difference to the sheet.
 * 2. Images are told by their looks, not by their ids; attributes that say nothing are left out.
 * 3. A title is the lines that it is printed in. 文种 is told by 签发人 alone.
 */
import {
  assemble,
  type AssembledSection,
  allSections,
  type ReportToAssemble,
} from '../../../shared/assemble/assemble.ts'
import { printedTitle } from '../../../server/convert/docx/matter.ts'
import { openingSpan } from '../../../shared/assemble/headings.ts'
import type { NewReport } from '../../../shared/api.ts'
import { type Block, type Inline, inlineText, type Text } from '../../../shared/schema/text.ts'
import { asReport } from './read-back.ts'

export function sheetOf(report: ReportToAssemble, texts: ReadonlyMap<string, Text>) {
  const assembled = assemble(report, texts)
  const { title, addressee, signature, date, signaturePlace, seal, note, imprint, letterhead } = assembled
  return {
    title: printedTitle(assembled),
    words: title,
    letterhead,
    contents: assembled.contentsPage,
    addressee,
    signature,
    date,
    signaturePlace,
    seal,
    note,
    imprint,
    attachmentsNote: assembled.attachmentsNote,
    attachments: assembled.attachments.map(({ label, section }) => [label, section.heading]),
    lines: allSections(assembled).flatMap(linesOf),
  }
}

export function sheetOfNew(report: NewReport) {
  const { report: made, texts } = asReport(report)
  return sheetOf(made, texts)
}

function linesOf({ level, number, heading, showsHeading, blocks }: AssembledSection): unknown[] {
  const own = showsHeading ? [{ level, number, heading }] : []
  const below = blocks.map(({ block, heading }) => {
    if (heading?.kind === 'line')
      return { level: heading.level, number: heading.number, heading: heading.text }
    if (!heading || block.type !== 'paragraph') return plain(block)
    const content = block.content ?? []
    const words = inlines(content.slice(openingSpan(content)))
    return { level: heading.level, number: heading.number, runIn: heading.text, words }
  })
  return [...own, ...below]
}

function plain(block: Block): unknown {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlines(block.content)
    case 'bulletList':
    case 'orderedList': {
      const start = block.type === 'orderedList' ? (block.attrs?.start ?? 1) : undefined
      return { list: block.type, start, items: block.content.map(item => item.content.map(plain)) }
    }
    case 'table':
      return {
        rows: block.content.map(row =>
          (row.content ?? []).map(({ type, attrs, content }) => ({
            head: type === 'tableHeader',
            span: [attrs?.colspan ?? 1, attrs?.rowspan ?? 1],
            width: attrs?.colwidth ?? null,
            align: attrs?.align ?? null,
            content: content.map(plain),
          })),
        ),
      }
    case 'image':
      return { width: block.attrs.width, alt: block.attrs.alt, caption: block.attrs.caption }
    case 'pageBreak':
      return 'page break'
  }
}

/** Words with their marks, neighbours of one look joined. */
function inlines(content: readonly Inline[] | undefined): string {
  let last = ''
  const said = (content ?? []).map(inline => {
    const marks = (inline.marks ?? [])
      .flatMap(({ type }) => (type === 'headingSpan' ? [] : [type]))
      .sort()
      .join('+')
    const turn = marks === last ? '' : `<${marks}>`
    last = marks
    return turn + inlineText([inline])
  })
  return said.join('')
}
