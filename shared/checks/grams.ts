/**
 * Paragraphs as sets of grams, for finding what was written twice.
 *
 * 1. `masked` keeps hanzi and letters alone; every number is one #, so that last year's paragraph with this
 *    year's figures is the same text. A line that stops in mid-sentence and the plain line behind it are one
 *    paragraph, as they were before a copy broke them.
 * 2. Grams are five characters of it, as hashes; of those one in four is a probe, chosen by its value alone,
 *    so that two paragraphs that share text share probes: looking costs a quarter, and nothing is missed
 *    that is worth finding (thirty characters have 26 grams).
 */
import type { Line } from './checked-text.ts'

export type Paragraph = {
  readonly line: Line
  /** The lines that go on with it. */
  readonly rest: readonly Line[]
  readonly masked: string
  readonly grams: ReadonlySet<number>
  readonly probes: readonly number[]
  /** Each number with the masked characters around it: what stands where which number stands. */
  readonly figures: ReadonlyMap<string, string>
}

const gramLength = 5
const shortest = 30

export function readParagraphs(lines: readonly Line[]): Paragraph[] {
  return joinBroken(lines).flatMap(([line, ...rest]) => {
    if (!line) return []
    const text = [line, ...rest].map(part => part.text).join('')
    if (text.length < shortest) return []
    const { masked, numbers } = mask(text)
    if (masked.length < shortest - gramLength) return []
    const grams = gramsOf(masked)
    const probes = [...grams].filter(isProbe)
    return [{ line, rest, masked, grams, probes, figures: figuresOf(masked, numbers) }]
  })
}

const endMark = /[。！？!?：:；;…”）)》]\s*$/u
const numbered = /^\s*(?:[一二三四五六七八九十]{1,3}[、是]|[（(\d])/u

function joinBroken(lines: readonly Line[]): Line[][] {
  const joined: Line[][] = []
  let isOpen = false
  for (const line of lines) {
    if (line.kind !== 'paragraph') {
      isOpen = false
      continue
    }
    const last = joined.at(-1)
    if (isOpen && last && !numbered.test(line.text)) last.push(line)
    else joined.push([line])
    isOpen = line.text.length >= shortest && !endMark.test(line.text)
  }
  return joined
}

const isProbe = (gram: number) => (gram & 3) === 0

/** 《》 name documents, which many paragraphs cite: they are no likeness. */
const ignored = /《[^《》]{0,80}》/gu
const figure =
  /[\dxX_○.．%％]*\d[\dxX_○.．%％]*|(?<![A-Za-z])[xX]{1,4}(?![A-Za-z])|[^\p{Script=Han}A-Za-z\d]+/gu

function mask(text: string): { masked: string; numbers: readonly string[] } {
  const numbers: string[] = []
  const masked = text.replace(ignored, '').replace(figure, part => {
    if (!/[\dxX]/.test(part)) return ''
    numbers.push(part.replace(/[.．]$/u, ''))
    return '#'
  })
  return { masked, numbers }
}

function gramsOf(masked: string): Set<number> {
  const grams = new Set<number>()
  for (let at = 0; at + gramLength <= masked.length; at += 1) {
    // FNV-1a over the code units, 32 bits.
    let hash = 0x811c9dc5
    for (let end = at; end < at + gramLength; end += 1)
      hash = Math.imul(hash ^ masked.charCodeAt(end), 0x01000193) >>> 0
    grams.add(hash ^ (hash >>> 15))
  }
  return grams
}

const before = 6
const behind = 1

function figuresOf(masked: string, numbers: readonly string[]): Map<string, string> {
  const figures = new Map<string, string>()
  let number = 0
  for (let at = masked.indexOf('#'); at !== -1; at = masked.indexOf('#', at + 1)) {
    const around = masked.slice(Math.max(0, at - before), at + 1 + behind)
    const value = numbers[number] ?? ''
    number += 1
    if (around.length > before && !figures.has(around)) figures.set(around, value)
  }
  return figures
}
