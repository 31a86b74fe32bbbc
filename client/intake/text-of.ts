/** A read document as the text of a section, numbered as the sheet will print it there. */
import type { ReadDocument } from '../../shared/import/document-model.ts'
import { recognise } from '../../shared/import/recognise.ts'
import { emptyText, type Text } from '../../shared/schema/text.ts'

/** `before`: the text that it will stand behind; none where it comes in place of one. */
export function textOfDocument({ blocks }: ReadDocument, sectionLevel: number, before?: Text): Text {
  const content = recognise(blocks, { sectionLevel, reached: before ? reachedIn(before) : [] })
  return content.length === 0 ? emptyText : { type: 'doc', content }
}

/** What the numbers of a text's own headings have reached at its end, by relative level. */
function reachedIn({ content }: Text): number[] {
  const reached: number[] = []
  for (const block of content) {
    const span =
      block.type === 'paragraph'
        ? block.content?.[0]?.marks?.find(mark => mark.type === 'headingSpan')
        : undefined
    const level =
      block.type === 'heading'
        ? block.attrs.level
        : span?.type === 'headingSpan'
          ? span.attrs.level
          : undefined
    if (level === undefined) continue
    const numbered = block.type !== 'heading' || block.attrs.numbered
    reached.length = Math.min(reached.length, numbered ? level : level - 1)
    if (!numbered) continue
    while (reached.length < level) reached.push(0)
    reached[level - 1] = (reached[level - 1] ?? 0) + 1
  }
  return reached
}
