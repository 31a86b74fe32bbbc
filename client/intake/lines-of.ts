/** A read document as plain lines, for pages that have no editor, and what is no line. */
import type { ReadDocument, RemarkKind } from '../../shared/import/document-model.ts'
import { numberOf } from '../../shared/import/document-lines.ts'
import { inlineText, plainText } from '../../shared/schema/text.ts'

export type LeftOut = {
  readonly kinds: readonly RemarkKind[]
  /** What the images are called, '' for one without a name: there is no place for them on such a page. */
  readonly images: readonly string[]
}

export function linesOfDocument({ blocks, remarks, images: carried }: ReadDocument): {
  readonly text: string
  readonly left: LeftOut
} {
  const named = blocks.flatMap(block =>
    block.kind === 'whole' && block.block.type === 'image' ? [block.block.attrs] : [],
  )
  const unread = remarks.filter(({ kind }) => kind === 'image-left').map(({ text }) => text)
  // Those inside lists and tables have no name here, but they are counted.
  const inside = Array.from({ length: Math.max(0, carried.length - named.length) }, () => '')
  const images = [...named.map(({ caption, alt }) => caption || alt), ...inside, ...unread]
  const kinds = new Set(remarks.map(({ kind }) => kind).filter(kind => kind !== 'image-left'))
  const lines = blocks.map(block =>
    block.kind === 'line'
      ? numberOf(block) + inlineText(block.content)
      : plainText({ type: 'doc', content: [block.block] }).replaceAll('\t', '　'),
  )
  return { text: lines.filter(line => line.trim() !== '').join('\n'), left: { kinds: [...kinds], images } }
}
