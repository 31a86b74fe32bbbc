/**
 * Characters of one line of foreign HTML, collected with their marks and cleaned as a browser lays them out.
 *
 * 1. Runs of blanks become one; a line break in the source is a blank, but nothing between two hanzi.
 * 2. Indents typed with blanks go: the sheet indents by itself. Zero-width characters go too.
 */
import type { Inline, TextMark } from '../schema/text.ts'

export type MarkName = 'bold' | 'italic' | 'underline'
export type Marks = readonly MarkName[]

type Run = { readonly characters: string; readonly marks: Marks }

const wide = /[\u2E80-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6‘’“”—…·]/
// oxlint-disable-next-line no-misleading-character-class -- single characters that show nothing
const invisible = /[\u200B-\u200F\u2060\uFEFF\u00AD]/g

export function readLine(runs: readonly Run[]): Inline[] {
  const source = runs.map(run => run.characters).join('')
  const kept: { character: string; marks: Marks }[] = []
  let at = 0
  for (const { characters, marks } of runs) {
    for (const character of characters) {
      const blank = isBlank(character)
      if (!blank) kept.push({ character, marks })
      else if (!isBlank(source[at - 1] ?? '') && keepsBlank(source, at)) kept.push({ character: ' ', marks })
      at += character.length
    }
  }
  return joinRuns(trim(kept))
}

const blankCharacters = new Set(' \t\r\n\f\u00A0')
const isBlank = (character: string) => blankCharacters.has(character)

/** Is the run of blanks that starts here more than a line break between two hanzi? */
function keepsBlank(source: string, at: number): boolean {
  const blanks = /^[ \t\r\n\f\u00A0]+/.exec(source.slice(at, at + 2000))?.[0] ?? ''
  if (!/[\r\n]/.test(blanks) || blanks.includes('\u00A0')) return true
  return !(wide.test(source[at - 1] ?? '') && wide.test(source[at + blanks.length] ?? ''))
}

function trim<Item extends { character: string }>(items: Item[]): Item[] {
  const edge = (item: Item) => /[\s\u3000]/.test(item.character)
  const first = items.findIndex(item => !edge(item))
  return first === -1 ? [] : items.slice(first, items.findLastIndex(item => !edge(item)) + 1)
}

function joinRuns(items: readonly { character: string; marks: Marks }[]): Inline[] {
  const content: { text: string; marks: Marks }[] = []
  for (const { character, marks } of items) {
    const last = content.at(-1)
    if (last && sameMarks(last.marks, marks)) last.text += character
    else content.push({ text: character, marks })
  }
  return content
    .map(({ text, marks }) => ({ text: text.replace(invisible, ''), marks }))
    .filter(({ text }) => text !== '')
    .map(({ text, marks }) => ({
      type: 'text',
      text,
      ...(marks.length > 0 ? { marks: marks.map(toMark) } : {}),
    }))
}

const sameMarks = (a: Marks, b: Marks) => a.length === b.length && a.every(mark => b.includes(mark))
const toMark = (type: MarkName): TextMark => ({ type })

/** Without its first `length` characters. */
export function dropStart(content: readonly Inline[], length: number): Inline[] {
  let left = length
  return content.flatMap((inline): Inline[] => {
    if (left <= 0 || inline.type !== 'text') return [inline]
    const rest = inline.text.slice(left)
    left -= inline.text.length
    return rest === '' ? [] : [{ ...inline, text: rest }]
  })
}
