/** Blocks of text as the sample writes them: short words for the shapes of shared/schema/text.ts. */
import type { Block, Paragraph, Table, TableCell } from '../../shared/schema/text.ts'

export function paragraph(text: string): Paragraph {
  return text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] }
}

/** A paragraph that opens with a run-in heading, one level below its section. */
export function runIn(heading: string, body: string): Paragraph {
  return {
    type: 'paragraph',
    content: [
      { type: 'text', text: heading, marks: [{ type: 'headingSpan', attrs: { level: 1 } }] },
      { type: 'text', text: body },
    ],
  }
}

export function subheading(text: string): Block {
  return { type: 'heading', attrs: { level: 1, numbered: true }, content: [{ type: 'text', text }] }
}

const cell =
  (type: TableCell['type']) =>
  (text: string): TableCell => ({ type, content: [paragraph(text)] })

const table = (head: readonly string[], rows: readonly (readonly string[])[]): Table => ({
  type: 'table',
  content: [
    { type: 'tableRow', content: head.map(cell('tableHeader')) },
    ...rows.map(row => ({ type: 'tableRow' as const, content: row.map(cell('tableCell')) })),
  ],
})

/** The villages' areas add up to the 9,860 mu that the text states. */
export const figuresOfVillages = table(
  ['村名', '播种面积（亩）', '比上年增加（亩）'],
  [
    ['上澄村', '1680', '40'],
    ['下澄村', '1520', '35'],
    ['桐坞村', '1340', '30'],
    ['石埠村', '1260', '25'],
    ['长塘村', '1190', '25'],
    ['杏林村', '1080', '20'],
    ['罗家坪村', '960', '20'],
    ['岭下村', '830', '15'],
  ],
)
