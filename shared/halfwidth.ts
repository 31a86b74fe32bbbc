/**
 * Half-width marks beside hanzi, and the full-width ones that belong there (GB/T 15834-2011).
 *
 * 1. Left alone: 1,234 · 3:1 · 10:30 · addresses · Latin words · 1. (the standard's own third level).
 */
import type { Block, Inline, ListItem, TableRow, Text } from './schema/text.ts'

/** Characters [from, to) of a line, and what belongs in their place. */
export type MarkEdit = { readonly from: number; readonly to: number; readonly text: string }

const mark =
  /(?<=[\p{Script=Han}”》）\]%％])\s?[,;:?!]|[,;:?!](?=\s?[\p{Script=Han}“《（])|\((?=[^()]{0,60}\p{Script=Han})|(?<=[\p{Script=Han}”》])\(|(?<=\p{Script=Han}[^()]{0,60})\)|\)(?=\p{Script=Han})/gu
const wide: Readonly<Record<string, string>> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '(': '（',
  ')': '）',
  '?': '？',
  '!': '！',
}
const address = /(?:https?:\/\/|www\.)[^\s\p{Script=Han}]+/gu

/** A full stop that ends a sentence of hanzi, and what follows on a bracket that closes over them. */
const closing =
  /(?<=[\p{Script=Han}”》）]|\p{Script=Han}\))\.(?=$|[\p{Script=Han}“《”』」])|(?<=\p{Script=Han}\))[,;:?!](?!\d)/gu

/**
 * The marks of a line that are set right on request, in order: those that a check tells of, and those that need
 * a look, a full stop among them.
 */
export function marksToWiden(line: string): MarkEdit[] {
  const told = halfwidthMarks(line)
  const more = [...withoutAddresses(line).matchAll(closing)].flatMap(({ index, 0: sign }): MarkEdit[] =>
    told.some(({ from, to }) => index >= from && index < to)
      ? []
      : [{ from: index, to: index + 1, text: sign === '.' ? '。' : (wide[sign] ?? sign) }],
  )
  return [...told, ...more].sort((a, b) => a.from - b.from)
}

const withoutAddresses = (line: string) => line.replace(address, whole => ' '.repeat(whole.length))

/** The marks of a line that stand beside hanzi, in order. */
export function halfwidthMarks(line: string): MarkEdit[] {
  if (!/[,;:()?!]/.test(line)) return []
  const text = withoutAddresses(line)
  return [...text.matchAll(mark)].flatMap((match): MarkEdit[] => {
    const at = match.index + match[0].length - 1
    const sign = text[at] ?? ''
    if (/[,:]/.test(sign) && /\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + 1] ?? '')) return []
    return [{ from: match.index, to: at + 1, text: wide[sign] ?? sign }]
  })
}

/**
 * A text with them all set right, and how many there were. A mark keeps the look of its first character.
 * @public
 */
export function widenText(text: Text): { readonly text: Text; readonly count: number } {
  let count = 0
  const inlines = (content: readonly Inline[] | undefined): readonly Inline[] | undefined => {
    if (!content) return content
    const edits = marksToWiden(lineOf(content))
    count += edits.length
    return edits.length === 0 ? content : edited(content, edits)
  }
  const block = (one: Block): Block => {
    switch (one.type) {
      case 'paragraph':
        return one.content ? { ...one, content: inlines(one.content) ?? [] } : one
      case 'heading':
        return one.content ? { ...one, content: inlines(one.content) ?? [] } : one
      case 'bulletList':
        return { ...one, content: one.content.map(item) }
      case 'orderedList':
        return { ...one, content: one.content.map(item) }
      case 'table':
        return { ...one, content: one.content.map(row) }
      case 'image':
      case 'pageBreak':
        return one
    }
  }
  const item = (one: ListItem): ListItem => ({ ...one, content: one.content.map(block) })
  const row = (one: TableRow): TableRow => ({
    ...one,
    content: (one.content ?? []).map(cell => ({ ...cell, content: cell.content.map(block) })),
  })
  return { text: { ...text, content: text.content.map(block) }, count }
}

/** Each inline that is no text takes one place, as it does in an editor. */
const lineOf = (content: readonly Inline[]) =>
  content.map(inline => (inline.type === 'text' ? inline.text : '\n')).join('')

function edited(content: readonly Inline[], edits: readonly MarkEdit[]): Inline[] {
  let at = 0
  return content.flatMap((inline): Inline[] => {
    const from = at
    at += inline.type === 'text' ? inline.text.length : 1
    if (inline.type !== 'text') return [inline]
    let text = ''
    let kept = from
    for (const edit of edits) {
      if (edit.to <= from || edit.from >= at) continue
      text += inline.text.slice(kept - from, Math.max(0, edit.from - from))
      if (edit.from >= from) text += edit.text
      kept = Math.min(at, edit.to)
    }
    text += inline.text.slice(kept - from)
    return text === '' ? [] : [{ ...inline, text }]
  })
}
