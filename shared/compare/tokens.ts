/**
 * Words of a line as comparing takes them: numbers whole (3.5, 1,234, 二十三), everything else as `segment` cuts it.
 *
 * 1. Joined, the tokens are the line, character for character.
 * 2. A number is one token, whatever `segment` makes of it: 3.5 that became 3.8 is never 3.[5→8].
 * 3. What is no text in a line (a break, a cited figure) is a token of its own.
 */
import type { Segment } from '../differences.ts'
import type { Block, Inline } from '../schema/text.ts'
import { captionOf } from '../schema/caption.ts'
import { inlineText } from '../schema/text.ts'

const number = /[0-9０-９]+(?:[.．][0-9０-９]+|,[0-9]{3}(?![0-9]))*/gu
const hanNumber = /^[〇零○一二两三四五六七八九十百千万亿]+$/u

export function tokensOf(content: readonly Inline[] | undefined, segment: Segment): string[] {
  const tokens: string[] = []
  let text = ''
  const flush = () => {
    tokens.push(...tokensOfText(text, segment))
    text = ''
  }
  for (const inline of content ?? []) {
    if (inline.type === 'text') text += inline.text
    else {
      flush()
      const characters = inlineText([inline])
      if (characters !== '') tokens.push(characters)
    }
  }
  flush()
  return tokens
}

function tokensOfText(text: string, segment: Segment): string[] {
  const tokens: string[] = []
  let from = 0
  for (const found of text.matchAll(number)) {
    addWords(tokens, text.slice(from, found.index), segment)
    tokens.push(found[0])
    from = found.index + found[0].length
  }
  addWords(tokens, text.slice(from), segment)
  return tokens
}

/** 二 and 十三 are one number. */
function addWords(tokens: string[], text: string, segment: Segment): void {
  if (text === '') return
  let isNumber = false
  for (const word of segment(text)) {
    const joins = hanNumber.test(word)
    if (joins && isNumber) tokens[tokens.length - 1] += word
    else tokens.push(word)
    isNumber = joins
  }
}

/** Words of a block with all that stands in it. */
export function blockTokens(block: Block, segment: Segment): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return tokensOf(block.content, segment)
    case 'bulletList':
    case 'orderedList':
      return (block.content ?? []).flatMap(item => blocksTokens(item.content, segment))
    case 'table':
      return (block.content ?? []).flatMap(row =>
        (row.content ?? []).flatMap(cell => blocksTokens(cell.content, segment)),
      )
    case 'image':
      return [
        // The image itself is a word: with another caption it is still alike.
        ...textOfAttribute(block.attrs?.imageId),
        ...tokensOfText(captionOf(block), segment),
      ]
    case 'pageBreak':
      return []
  }
}

const textOfAttribute = (said: unknown) => (typeof said === 'string' ? [said] : [])

export function blocksTokens(blocks: readonly Block[] | undefined, segment: Segment): string[] {
  return (blocks ?? []).flatMap(block => blockTokens(block, segment))
}
