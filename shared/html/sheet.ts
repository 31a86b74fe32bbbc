/**
 * The sheet: an assembled report as HTML, in the order in which it is read. Title, 署名 and date under it
 * or at the end, 主送机关, sections with their numbers; and the table of contents beside it.
 * Its look is shared/html/paper.css; what surrounds it is the business of whoever shows it.
 */
import type { AssembledReport, AssembledSection, ContentsEntry } from '../assemble/assemble.ts'
import { headingTag, type ImageAddresses, numberHtml, sectionHtml } from './blocks.ts'
import { element, join, type Markup, newLine, nothing, text } from './markup.ts'
import { titlePhrases } from './title.ts'

/** Deeper headings do not stand in the contents. */
const contentsDepth = 3

/** The whole sheet, to be put into an element of class `paper`. */
export function sheetHtml(report: AssembledReport, images: ImageAddresses): Markup {
  const sections = report.sections.map(section => sheetSectionHtml(section, images))
  return join([headHtml(report), ...sections, tailHtml(report)], newLine)
}

/** What stands before the first section. */
export function headHtml(report: AssembledReport): Markup {
  const phrases = titlePhrases(report.title).map(text)
  const title = element('h1', {}, join(phrases, element('wbr', {})))
  const byline =
    report.signaturePlace === 'title'
      ? [line('byline', report.signature), line('byline', report.date && `（${report.date}）`)]
      : []
  const head = element('header', {}, title, ...byline)
  return join([head, line('addressee', report.addressee)])
}

/** A section with its heading. */
export function sheetSectionHtml(section: AssembledSection, images: ImageAddresses): Markup {
  const { id, level, number, heading, showsHeading } = section
  const words = [numberHtml(number), text(heading)]
  const line = showsHeading ? element(headingTag(level), { class: `level-${level}` }, ...words) : nothing
  return element('section', { id, class: 'section', 'data-level': level }, line, sectionHtml(section, images))
}

/** What stands after the last section: 署名 and date, unless they stand under the title. */
export function tailHtml(report: AssembledReport): Markup {
  const lines = [line('signer', report.signature), line('date', report.date)]
  if (report.signaturePlace === 'title' || (report.signature || report.date) === '') return nothing
  return element('footer', { class: 'signature' }, ...lines)
}

/** The entries of the table of contents that are shown. */
export function shownContents(report: AssembledReport): ContentsEntry[] {
  return report.contents.filter(entry => entry.level <= contentsDepth)
}

const line = (name: string, characters: string): Markup =>
  characters === '' ? nothing : element('p', { class: name }, text(characters))
