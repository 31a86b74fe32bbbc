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
import { imprintPlace, imprintXml, letterheadXml, unseen } from './form.ts'
import { layOut } from './pages.ts'
import { attachmentXml, headXml, tailXml } from './matter.ts'
import { fontTablePart, namespaces, type Part, settingsPart, zipDocument } from './package.ts'
import { pPr } from './properties.ts'
import { bareFooterPart, evenSheetXml, footerPart, sheetXml } from './sheet.ts'
import { stylesPart } from './styles.ts'
import { Writing } from './writing.ts'
import { nothing, part, w, type Xml } from './xml.ts'

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
  const laid = layOut(report, images)
  const text = [
    contentsXml(entries, writing, laid.pages),
    letterheadXml(report.letterhead),
    headXml(report),
    ...report.sections.map(section => sectionXml(section, writing)),
    tailXml(report),
    ...report.attachments.map(attachment => attachmentXml(attachment, writing)),
  ]
  const bare = fixed('footer3.xml', 'footer', bareFooterPart(namespaces))
  const place = report.imprint && imprintPlace(report.imprint, laid)
  const body = [
    ...text,
    place === null || place === 'here' ? nothing : w('p', {}, pPr({ ...unseen, section: sheetXml(feet) })),
    report.imprint ? imprintXml(report.imprint) : nothing,
    place === 'behind-blank'
      ? evenSheetXml({ odd: bare.id, even: bare.id })
      : place === 'next'
        ? evenSheetXml(feet)
        : sheetXml(feet),
  ]
  const extra = place === 'behind-blank' ? [bare] : []
  return pack(body, writing, extra, { title: report.title, creator: report.signature, date })
}

/** A document of such pages from a body of another writer. */
export function packDocument(
  body: readonly Xml[],
  writing: Writing,
  properties: Parameters<typeof zipDocument>[2],
): Uint8Array {
  return pack([...body, sheetXml(feet)], writing, [], properties)
}

const fixed = (name: string, relation: string, body: string): Part => ({
  id: `rId${name.replace(/\.xml$/u, '')}`,
  name,
  relation,
  body,
})

const odd = fixed('footer1.xml', 'footer', footerPart('odd', namespaces))
const even = fixed('footer2.xml', 'footer', footerPart('even', namespaces))
const feet = { odd: odd.id, even: even.id }

function pack(
  body: readonly Xml[],
  writing: Writing,
  extra: readonly Part[],
  properties: Parameters<typeof zipDocument>[2],
): Uint8Array {
  const document = part(w('document', { ...namespaces, ...drawingNamespaces }, w('body', {}, ...body)))
  const parts = [
    fixed('styles.xml', 'styles', stylesPart(namespaces)),
    fixed('settings.xml', 'settings', settingsPart()),
    fixed('fontTable.xml', 'fontTable', fontTablePart()),
    fixed('numbering.xml', 'numbering', writing.numbering.part(namespaces)),
    odd,
    even,
    ...extra,
    ...writing.images(),
  ]
  return zipDocument(document, parts, properties)
}
