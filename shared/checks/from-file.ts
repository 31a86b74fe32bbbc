/**
 * A plain text as checks read it. Several summaries in one file (篇一, 篇二, or a title that was lost) are parts:
 * what one of them says does not contradict another, but may be copied from it.
 */
import { type Chunk, findChunks } from '../import/chunks.ts'
import { formOf } from '../import/form.ts'
import { type Item, readItems } from '../import/items.ts'
import { normaliseText, readLines } from '../import/source.ts'
import type { CheckedSection, CheckedText, Line, LineKind } from './checked-text.ts'

const titleWidth = 60

export function checkedFile(text: string): CheckedText {
  const items = readItems(
    readLines(normaliseText(text)).filter(line => line.text !== ''),
    new Map(),
  )
  const title = titleOf(items[0])
  const parts = joinParts(findChunks(items))
  const sections = parts.map((chunks, at): CheckedSection => {
    const opener = chunks[0]?.opener
    const lines = chunks.flatMap(chunk => [...(chunk.opener ? [chunk.opener] : []), ...chunk.items])
    return {
      id: `part-${at + 1}`,
      part: at,
      heading: opener?.line.text ?? (at === 0 ? title : ''),
      level: 1,
      role: null,
      lines: lines.map(item => lineOf(item, item === items[0] && title !== '')),
      length: null,
    }
  })
  return { kind: 'file', title, sections }
}

/** 第一部分 belongs to the piece that it stands in. */
function joinParts(chunks: readonly Chunk[]): Chunk[][] {
  const parts: Chunk[][] = []
  for (const chunk of chunks) {
    const last = parts.at(-1)
    if (last && chunk.kind === 'part') last.push(chunk)
    else if (chunk.items.length > 0 || chunk.opener) parts.push([chunk])
  }
  return parts
}

function titleOf(first: Item | undefined): string {
  const text = first?.line.text ?? ''
  const isTitle = first?.kind !== 'number' && text.length <= titleWidth && !/[。；：，！？]$/u.test(text)
  return isTitle ? text.replace(/^#+\s*/u, '') : ''
}

function lineOf(item: Item, isTitle: boolean): Line {
  const { text, number } = item.line
  return { text, at: number, kind: isTitle ? 'title' : kindOf(item, text) }
}

function kindOf(item: Item, text: string): LineKind {
  if (item.kind === 'heading' || item.kind === 'piece' || item.kind === 'part' || /^#{1,6}\s/.test(text))
    return 'heading'
  if (text.includes('\t') || /^\|.*\|$/.test(text)) return 'cell'
  const isOwn = item.kind === 'number' && formOf(text.slice(item.numberLength), item.level).kind === 'own'
  return isOwn ? 'heading' : 'paragraph'
}
