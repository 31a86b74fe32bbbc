/**
 * The assembled report as a Word file (ISO/IEC 29500 transitional) in which nothing is left to touch: styles,
 * outline levels, pitch and faces of GB/T 9704-2012, page numbers on the outer side.
 *
 * 1. Pure: equal input, equal bytes.
 * 2. 22 lines of 28 characters in whatever opens it (measures.ts).
 * 3. Numbers of headings are text, which survives every program, copying and the way back; `word` leaves them
 *    to Word's multilevel list.
 * 4. Nothing in the file refers to anything outside of it.
 */
import type { NumberStyle } from '../../../shared/api.ts'
import type { AssembledReport } from '../../../shared/assemble/assemble.ts'
import type { ExportImages } from '../../../shared/assemble/images.ts'
import { sectionXml } from './blocks.ts'
import { drawingNamespaces } from './images.ts'
import { contentsOf, contentsXml } from './contents.ts'
import { imprintXml, letterheadXml } from './form.ts'
import { pagesOf } from './pages.ts'
import { attachmentXml, headXml, tailXml } from './matter.ts'
import { fontTablePart, namespaces, type Part, settingsPart, zipDocument } from './package.ts'
import { footerPart, sheetXml } from './sheet.ts'
import { stylesPart } from './styles.ts'
import { Writing } from './writing.ts'
import { part, w } from './xml.ts'

export type DocxOptions = {
  readonly images: ExportImages
  readonly numbers: NumberStyle
  /** 成文日期 as yyyy-mm-dd, for the file's properties. */
  readonly date: string | null
}

export function docxReport(report: AssembledReport, { images, numbers, date }: DocxOptions): Uint8Array {
  const entries = contentsOf(report)
  const writing = new Writing(
    numbers,
    images,
    entries.map(({ id }) => id),
  )
  const pages = entries.length > 0 ? pagesOf(report, images) : new Map<string, number>()
  const body = [
    contentsXml(entries, writing, pages),
    letterheadXml(report.letterhead),
    headXml(report),
    ...report.sections.map(section => sectionXml(section, writing)),
    tailXml(report),
    ...report.attachments.map(attachment => attachmentXml(attachment, writing)),
    imprintXml(report.imprint),
  ]
  const fixed = (name: string, relation: string, body: string): Part => ({
    id: `rId${name.replace(/\.xml$/u, '')}`,
    name,
    relation,
    body,
  })
  const odd = fixed('footer1.xml', 'footer', footerPart('odd', namespaces))
  const even = fixed('footer2.xml', 'footer', footerPart('even', namespaces))
  const sheet = sheetXml({ odd: odd.id, even: even.id })
  const document = part(w('document', { ...namespaces, ...drawingNamespaces }, w('body', {}, ...body, sheet)))
  const parts = [
    fixed('styles.xml', 'styles', stylesPart(namespaces)),
    fixed('settings.xml', 'settings', settingsPart()),
    fixed('fontTable.xml', 'fontTable', fontTablePart()),
    fixed('numbering.xml', 'numbering', writing.numbering.part(namespaces)),
    odd,
    even,
    ...writing.images(),
  ]
  return zipDocument(document, parts, { title: report.title, creator: report.signature, date })
}
