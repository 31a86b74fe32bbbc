/** A paragraph of the text, on a new page where a page break waits for it. */
import { type ParagraphProperties, pPr } from './properties.ts'
import type { Writing } from './writing.ts'
import { join, w, type Xml } from './xml.ts'

export function paragraphXml(writing: Writing, properties: ParagraphProperties, inner: Xml): Xml {
  const breaks = writing.takeBreaks()
  const { tracking } = writing
  const own = tracking ? { ...properties, mark: tracking.end() } : properties
  const runs = tracking && inner.xml !== '' ? tracking.runs(inner) : inner
  if (breaks === 0) return w('p', {}, pPr(own), runs)
  // Two breaks in a row leave a page blank.
  const blank = w('p', {}, pPr({ pageBreakBefore: true }))
  const last = w('p', {}, pPr({ ...own, pageBreakBefore: true }), runs)
  return join([...Array.from({ length: Math.min(breaks, blankMost) - 1 }, () => blank), last])
}

const blankMost = 20
