/** Texts and reports as literals, for the tests of the sheet: own, fictional, of the town 枫渡镇. */
import type { ReportToAssemble, SectionToAssemble } from '../../../shared/assemble/assemble.ts'
import type { Report } from '../../../shared/api.ts'
import { emptyMatter, type Matter, noProgress } from '../../../shared/report.ts'
import type { ImageAttributes } from '../../../shared/schema/image.ts'
import type { Block, Inline, Paragraph, Text } from '../../../shared/schema/text.ts'

export const doc = (...content: Block[]): Text => ({ type: 'doc', content })

/** A text as it may come from a document that anybody wrote: not checked against the schema. */
export const unchecked = (json: string): Text => JSON.parse(json)

export const words = (text: string): Inline => ({ type: 'text', text })

export const p = (text = ''): Paragraph =>
  text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [words(text)] }

export const h = (level: number, text: string, numbered = true): Block => ({
  type: 'heading',
  attrs: { level, numbered },
  content: text === '' ? [] : [words(text)],
})

/** A paragraph that opens with a 段首标题. */
export const runIn = (level: number, heading: string, body: string): Paragraph => ({
  type: 'paragraph',
  content: [{ type: 'text', text: heading, marks: [{ type: 'headingSpan', attrs: { level } }] }, words(body)],
})

export const ul = (...items: string[]): Block => ({
  type: 'bulletList',
  content: items.map(item => ({ type: 'listItem', content: [p(item)] })),
})

export const ol = (start: number, ...items: string[]): Block => ({
  type: 'orderedList',
  attrs: { start },
  content: items.map(item => ({ type: 'listItem', content: [p(item)] })),
})

/** A table whose first row is its head. */
export const table = (...rows: string[][]): Block => ({
  type: 'table',
  content: rows.map((cells, row) => ({
    type: 'tableRow',
    content: cells.map(cell => ({ type: row === 0 ? 'tableHeader' : 'tableCell', content: [p(cell)] })),
  })),
})

/** An image as an editor puts it in: nothing said of it but what a test says. */
export const image = (imageId: string, more: Partial<ImageAttributes> = {}): Block => ({
  type: 'image',
  attrs: { imageId, width: null, alt: '', caption: '', ...more },
})

export const pageBreak: Block = { type: 'pageBreak' }

/** A section with what a test says of it; unnumbered ones by `numbered: false`. */
export function section(
  id: string,
  parentId: string | null,
  level: number,
  heading: string,
  more: Partial<SectionToAssemble> = {},
): SectionToAssemble {
  return { id, parentId, level, heading, numbered: true, role: null, floor: null, ceiling: null, ...more }
}

export function reportOf(
  sections: readonly SectionToAssemble[],
  more: Partial<Omit<ReportToAssemble, 'matter'>> & { matter?: Partial<Matter> } = {},
): ReportToAssemble {
  const { matter, ...rest } = more
  return {
    title: '枫渡镇2026年工作总结',
    wordsCeiling: null,
    sections,
    ...rest,
    matter: { ...emptyMatter, ...matter },
  }
}

/** The same report as the API shows it: what an export is given. */
export function asApiReport(report: ReportToAssemble): Report {
  return {
    id: 'r000000000000001',
    title: report.title,
    period: '2026年度',
    stage: 'final',
    deadline: null,
    wordsCeiling: report.wordsCeiling,
    budgetUnit: 'words',
    signoff: 'none',
    gating: null,
    matter: report.matter,
    revision: 1,
    sections: report.sections.map(part => ({
      ...part,
      number: '',
      status: 'accepted',
      leadId: null,
      coIds: [],
      effectiveLeadId: null,
      effectiveCoIds: [],
      dueAt: null,
      guidance: '',
      returnReason: null,
      rounds: 1,
      progress: noProgress,
      grants: 1,
      generation: 1,
      text: '',
      words: 0,
    })),
  }
}
