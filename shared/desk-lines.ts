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

/** A block of the text's top with its lines; an image and a page break have none. */
export type DeskBlock = {
  readonly block: number
  readonly type: Block['type']
  readonly lines: readonly DeskLine[]
  readonly caption: string
}

export function blocksOfText({ content }: Text): DeskBlock[] {
  let line = 0
  return content.map((block, at) => {
    const lines = linesOf(block).map(({ kind, content: inlines }) => ({
      line: line++,
      block: at,
      kind,
      text: inlines.map(letterOf).join(''),
      whole: inlines.some(inline => inline.type !== 'text' && inline.type !== 'hardBreak'),
    }))
    return { block: at, type: block.type, lines, caption: block.type === 'image' ? captionOf(block) : '' }
  })
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
