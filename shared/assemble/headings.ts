/**
 * The headings inside a section's own text: sub-headings and 段首标题 (run-in spans), numbered.
 *
 * 1. Only blocks at the top of the text count; a heading inside a list item or a cell has no number.
 * 2. A run-in heading is the span that opens its paragraph; further on such a span is mere type face.
 * 3. Absolute level = section's level + relative level, capped at deepestLevel.
 * 4. Attributes come from documents that anybody may have written: whatever is no level reads as 1.
 */
import { deepestLevel, formatNumber, headingCounter } from '../numbering.ts'
import { innerLevels } from '../schema/extensions.ts'
import type { Block, Inline, Text } from '../schema/text.ts'
import { inlineText } from '../schema/text.ts'

export type InnerHeading = {
  readonly kind: 'line' | 'run-in'
  /** 2…5 */
  readonly level: number
  /** As printed; empty for an unnumbered heading. */
  readonly number: string
  /** The value behind the number; 0 when unnumbered. */
  readonly ordinal: number
  readonly text: string
}

/** For each block at the top of a text its heading, if it is one: `headings[i]` belongs to `content[i]`. */
export function innerHeadings(text: Text, sectionLevel: number): (InnerHeading | undefined)[] {
  const counter = headingCounter()
  return text.content.map(block => {
    const found = findHeading(block)
    if (!found) return undefined
    const level = absoluteLevel(sectionLevel, found.level)
    if (!found.numbered) counter.skip(level)
    const ordinal = found.numbered ? counter.next(level) : 0
    const number = found.numbered ? formatNumber(level, ordinal) : ''
    return { kind: found.kind, level, number, ordinal, text: found.text }
  })
}

/** The level on the sheet of a heading whose attribute says `relative`, in a section of `sectionLevel`. */
export function absoluteLevel(sectionLevel: number, relative: unknown): number {
  return Math.min(deepestLevel, sectionLevel + relativeLevel(relative))
}

/** A level attribute as the schema means it: 1…3. */
export function relativeLevel(attribute: unknown): number {
  return innerLevels.find(level => level === Number(attribute)) ?? 1
}

/** The level attribute of the 段首标题 that an inline belongs to, or undefined. */
export function spanLevel(inline: Inline | undefined): number | undefined {
  const mark = inline?.marks?.find(candidate => candidate.type === 'headingSpan')
  return mark?.type === 'headingSpan' ? relativeLevel(mark.attrs?.level) : undefined
}

/** How many inlines at the start of a paragraph make up its run-in heading; 0: it has none. */
export function openingSpan(content: readonly Inline[]): number {
  const level = spanLevel(content[0])
  if (level === undefined) return 0
  const end = content.findIndex(inline => spanLevel(inline) !== level)
  const length = end === -1 ? content.length : end
  return inlineText(content.slice(0, length)).trim() === '' ? 0 : length
}

type Found = {
  readonly kind: InnerHeading['kind']
  readonly level: unknown
  readonly numbered: boolean
  readonly text: string
}

function findHeading(block: Block): Found | undefined {
  if (block.type === 'heading') {
    const attrs: Partial<typeof block.attrs> | undefined = block.attrs
    const numbered = attrs?.numbered ?? true
    return { kind: 'line', level: attrs?.level, numbered, text: inlineText(block.content).trim() }
  }
  if (block.type !== 'paragraph') return undefined
  const content = block.content ?? []
  const length = openingSpan(content)
  if (length === 0) return undefined
  const text = inlineText(content.slice(0, length)).trim()
  return { kind: 'run-in', level: spanLevel(content[0]), numbered: true, text }
}
