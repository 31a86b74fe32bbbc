/**
 * A text as it lies on the desk: its lines in document order, as shared/schema/letters.ts counts them in the
 * document, each with its sentences.
 */
import type { Block, Inline, Text } from './schema/text.ts'

export type Sentence = { readonly from: number; readonly until: number; readonly text: string }

export type DeskLine = {
  /** Its place among all lines, and that of the block of the text's top that holds it. */
  readonly line: number
  readonly block: number
  readonly kind: 'paragraph' | 'heading'
  /** A line break, or what is no letter, is one character. */
  readonly text: string
  /** It holds something that is neither words nor a line break: it goes whole or not at all. */
  readonly whole: boolean
}

/** A cell of a table with those of its block's lines that stand in it. */
type DeskCell = {
  readonly isHead: boolean
  readonly colspan: number
  readonly rowspan: number
  readonly lines: readonly DeskLine[]
}

/** A block of the text's top with its lines; an image and a page break have none. */
export type DeskBlock = {
  readonly block: number
  readonly type: Block['type']
  readonly lines: readonly DeskLine[]
  /** Of a table. */
  readonly rows: readonly (readonly DeskCell[])[]
  readonly caption: string
}

export function blocksOfText({ content }: Text): DeskBlock[] {
  let next = 0
  return content.map((block, at) => {
    const lines = linesOf(block).map(({ kind, content: inlines }) => ({
      line: next++,
      block: at,
      kind,
      text: inlines.map(letterOf).join(''),
      whole: inlines.some(inline => inline.type !== 'text' && inline.type !== 'hardBreak'),
    }))
    const rows = block.type === 'table' ? rowsOf(block, lines) : []
    return {
      block: at,
      type: block.type,
      lines,
      rows,
      caption: block.type === 'image' ? captionOf(block) : '',
    }
  })
}

function rowsOf({ content }: Extract<Block, { type: 'table' }>, lines: readonly DeskLine[]): DeskCell[][] {
  let from = 0
  return content.map(row =>
    (row.content ?? []).map(({ type, attrs, content: inside }) => {
      const until = from + inside.flatMap(linesOf).length
      const own = lines.slice(from, until)
      from = until
      const { colspan = 1, rowspan = 1 } = attrs ?? {}
      return { isHead: type === 'tableHeader', colspan, rowspan, lines: own }
    }),
  )
}

const captionOf = ({ attrs }: Extract<Block, { type: 'image' }>) =>
  typeof attrs.caption === 'string' ? attrs.caption : ''

type Line = { readonly kind: DeskLine['kind']; readonly content: readonly Inline[] }

function linesOf(block: Block): Line[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [{ kind: block.type, content: block.content ?? [] }]
    case 'bulletList':
    case 'orderedList':
      return block.content.flatMap(item => item.content.flatMap(linesOf))
    case 'table':
      return block.content.flatMap(row => (row.content ?? []).flatMap(cell => cell.content.flatMap(linesOf)))
    case 'image':
    case 'pageBreak':
      return []
  }
}

const letterOf = (inline: Inline) => (inline.type === 'text' ? inline.text : '\n')

/** A line cut behind each 。！？； with what closes quotes and brackets behind it. */
export function sentencesOf(line: string): Sentence[] {
  const sentences: Sentence[] = []
  let from = 0
  for (const { 0: end, index } of line.matchAll(/[。！？；!?]+[”’」』）)》]*|\n/gu)) {
    const until = index + end.length
    if (line.slice(from, until).trim() !== '') sentences.push({ from, until, text: line.slice(from, until) })
    from = until
  }
  if (line.slice(from).trim() !== '') sentences.push({ from, until: line.length, text: line.slice(from) })
  return sentences
}
