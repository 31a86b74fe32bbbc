/** A read document as plain lines, for pages that have no editor, and the kinds of things that are no lines. */
import type { ReadDocument, RemarkKind } from '../../shared/import/document-model.ts'
import { inlineText, plainText } from '../../shared/schema/text.ts'

export function linesOfDocument({ blocks, remarks }: ReadDocument): {
  readonly text: string
  readonly left: readonly RemarkKind[]
} {
  const hasImages = blocks.some(block => block.kind === 'whole' && block.block.type === 'image')
  const left = new Set<RemarkKind>([
    ...remarks.map(({ kind }) => kind),
    ...(hasImages ? ['image-left' as const] : []),
  ])
  const lines = blocks.map(block =>
    block.kind === 'line'
      ? inlineText(block.content)
      : plainText({ type: 'doc', content: [block.block] }).replaceAll('\t', '　'),
  )
  return { text: lines.filter(line => line.trim() !== '').join('\n'), left: [...left] }
}
