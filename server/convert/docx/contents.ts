/**
 * 目录 on a page of its own before the text: Word's own table of contents, which it counts anew when somebody
 * asks, with entries and page numbers that are there already (pages.ts).
 */
import type { AssembledReport, ContentsEntry } from '../../../shared/assemble/assemble.ts'
import { run } from './inlines.ts'
import { line } from './matter.ts'
import { pPr } from './properties.ts'
import { bareSheetXml } from './sheet.ts'
import { placeName, type Writing } from './writing.ts'
import { chars, element, join, nothing, val, w, type Xml } from './xml.ts'

/** Deeper headings would make more pages of contents than anybody reads; print has as many. */
const deepest = 2

export function contentsOf(report: AssembledReport): readonly ContentsEntry[] {
  return report.contentsPage ? report.contents.filter(({ level }) => level <= deepest) : []
}

/** `places` and `pages` by the anchor of an entry. */
export function contentsXml(
  entries: readonly ContentsEntry[],
  writing: Writing,
  pages: ReadonlyMap<string, number>,
): Xml {
  if (entries.length === 0) return nothing
  const begin = join([
    fieldMark('begin'),
    instruction(`TOC \\o "1-${deepest}" \\h \\z \\u`),
    fieldMark('separate'),
  ])
  const lines = entries.map(({ id, level, number, heading }, at) => {
    const place = placeName(writing.placeOf(id) ?? 0)
    const words = element(
      'w:hyperlink',
      { 'w:anchor': place, 'w:history': 1 },
      run(`${number}${heading}`),
      w('r', {}, w('tab')),
      fieldMark('begin'),
      instruction(`PAGEREF ${place} \\h`),
      fieldMark('separate'),
      run(String(pages.get(id) ?? 1)),
      fieldMark('end'),
    )
    const properties = pPr({ style: level === 1 ? 'TOC1' : 'TOC2' })
    return w('p', {}, properties, at === 0 ? begin : nothing, words)
  })
  const gallery = w('docPartObj', {}, val('docPartGallery', 'Table of Contents'), w('docPartUnique'))
  const contents = w(
    'sdt',
    {},
    w('sdtPr', {}, gallery),
    w('sdtContent', {}, line('TOCHeading', '目　录'), ...lines, w('p', {}, fieldMark('end'))),
  )
  // The text begins on a page of its own that is number 1.
  return join([contents, w('p', {}, pPr({ section: bareSheetXml() }))])
}

const fieldMark = (type: string) => w('r', {}, w('fldChar', { fldCharType: type }))
const instruction = (words: string) =>
  w('r', {}, element('w:instrText', { 'xml:space': 'preserve' }, chars(` ${words} `)))
