/**
 * The sheet: an assembled report as HTML, in the order in which it is read. 版头, title, 署名 and date under
 * it or at the end, 主送机关, sections with their numbers, 附件说明, 附注, attachments, 版记.
 * Its look is shared/html/paper.css; what surrounds it is the business of whoever shows it.
 */
import type {
  AssembledAttachment,
  AssembledReport,
  AssembledSection,
  ContentsEntry,
} from '../assemble/assemble.ts'
import { pendingMark } from '../assemble/pending.ts'
import { headingTag, type ImageAddresses, numberHtml, sectionHtml } from './blocks.ts'
import { imprintHtml, letterheadHtml } from './form.ts'
import { element, join, type Markup, newLine, nothing, text } from './markup.ts'
import { titlePhrases } from './title.ts'

/** Deeper headings do not stand in the contents. */
const contentsDepth = 3

/** The whole sheet, to be put into an element of class `paper`. */
export function sheetHtml(report: AssembledReport, images: ImageAddresses): Markup {
  const parts = [
    headHtml(report),
    ...report.sections.map(section => sheetSectionHtml(section, images)),
    tailHtml(report),
    ...report.attachments.map(attachment => attachmentHtml(attachment, images)),
    endHtml(report),
  ]
  return join(
    parts.filter(({ html }) => html !== ''),
    newLine,
  )
}

/** What stands before the first section. */
export function headHtml(report: AssembledReport): Markup {
  const lines = report.titleLines.map(words => element('span', { class: 'line' }, text(words)))
  const phrases = join(titlePhrases(report.title).map(text), element('wbr', {}))
  const title = element('h1', {}, lines.length > 0 ? join(lines) : phrases)
  const byline =
    report.signaturePlace === 'title'
      ? [line('byline', report.signature), line('byline', report.date && `（${report.date}）`)]
      : []
  const head = element('header', { class: 'title' }, title, ...byline)
  return join([letterheadHtml(report.letterhead), head, line('addressee', report.addressee)])
}

/** A section with its heading. */
export function sheetSectionHtml(section: AssembledSection, images: ImageAddresses): Markup {
  const { id, level, number, heading, showsHeading, pending } = section
  const words = [numberHtml(number), text(heading)]
  const head = showsHeading ? element(headingTag(level), { class: `level-${level}` }, ...words) : nothing
  const mark = pending ? line('pending', pendingMark) : nothing
  return element(
    'section',
    { id, class: 'section', 'data-level': level },
    head,
    mark,
    sectionHtml(section, images),
  )
}

/** An attachment: its label, its title, and what it says. */
export function attachmentHtml(
  { label, section, below }: AssembledAttachment,
  images: ImageAddresses,
): Markup {
  const { id, heading, pending } = section
  return element(
    'section',
    { id, class: 'attachment', 'data-level': 0, 'aria-label': `${label} ${heading}`.trim() },
    element('p', { class: 'attachment-label' }, text(label)),
    element('h2', { class: 'level-0' }, join(titlePhrases(heading).map(text), element('wbr', {}))),
    pending ? line('pending', pendingMark) : nothing,
    sectionHtml(section, images),
    ...below.map(part => sheetSectionHtml(part, images)),
  )
}

/** What stands after the last section: 附件说明, 署名 and date unless they stand under the title, 附注. */
export function tailHtml(report: AssembledReport): Markup {
  return join([attachmentsNoteHtml(report), signatureHtml(report), line('note', report.note)])
}

/** What stands behind the attachments: 版记. */
export function endHtml(report: AssembledReport): Markup {
  return imprintHtml(report.imprint)
}

/** 附件：1. … each under the other; a longer title goes on under its own first character. */
function attachmentsNoteHtml({ attachmentsNote }: AssembledReport): Markup {
  if (attachmentsNote.length === 0) return nothing
  const rows = attachmentsNote.flatMap(({ number, title }, at) => [
    element('span', {}, text(at === 0 ? '附件：' : '')),
    element('span', {}, text(number)),
    element('span', {}, text(title)),
  ])
  return element('div', { class: 'attachments-note' }, ...rows)
}

function signatureHtml({ signaturePlace, signature, date, seal }: AssembledReport): Markup {
  if (signaturePlace === 'title' || (signature || date) === '') return nothing
  const name = seal === 'none' ? 'signature' : `signature ${seal === 'seal' ? 'sealed' : 'stamped'}`
  return element('footer', { class: name }, line('signer', signature), line('date', date))
}

/** The entries of the table of contents that are shown. */
export function shownContents(report: AssembledReport): ContentsEntry[] {
  return report.contents.filter(entry => entry.level <= contentsDepth)
}

const line = (name: string, characters: string): Markup =>
  characters === '' ? nothing : element('p', { class: name }, text(characters))
