/**
 * What each line of a source is: a piece's title, a part, a numbered line, an unnumbered heading or plain text.
 *
 * 1. Pure reading: nothing is decided about sections here.
 * 2. A number counts only where it can be one: 1、2、3号 lists things, 3、4月 is item 3 only behind item 2.
 */
import { fromHanzi, readNumber } from '../numbering.ts'
import type { DocumentLine } from './document-model.ts'
import { guessRole } from './roles.ts'
import { inlayMark, type Line } from './source.ts'

export type Item = {
  readonly line: Line
  readonly kind: 'piece' | 'part' | 'number' | 'heading' | 'plain'
  /** Number: 1…5 by its shape; heading: the outline level that its source gave it; otherwise 0. */
  readonly level: number
  readonly value: number
  /** Characters of the line that the number takes. */
  readonly numberLength: number
  /** The digit itself was lost (、 for 1、) and is guessed from its neighbours. */
  readonly restored: boolean
  /** The source's own word that this is a heading. */
  readonly outlined: boolean
  /** Characters at its start that the source sets apart from the rest as a heading; else 0. */
  readonly opening: number
}

/** What a source says of a line beside its text. */
export type LineHint = Pick<DocumentLine, 'outline' | 'opening' | 'part' | 'seal' | 'lines'>
export type LineHints = ReadonlyMap<number, LineHint>

/** 篇一, 篇 3, 总结2, 第二篇 at the end or start of a short line. */
const piece =
  /^(?:[^。；：]{0,50}?篇\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})|[^。；：]{0,40}总结\s*\d{1,2}|第[一二三四五六七八九十\d]{1,3}篇(?:[\s：:].{0,40})?|【?篇[一二三四五六七八九十\d]{1,3}】?[\s：:].{0,40})$/u

export function isPieceLine(line: Line): boolean {
  return piece.test(line.text) && !readNumber(line.text)
}

/** Only 篇一, without words of its own. */
export function isBarePiece(text: string): boolean {
  return /^(?:篇\s*[一二三四五六七八九十\d]{1,3}|第[一二三四五六七八九十\d]{1,3}篇)[：:]?$/u.test(text)
}

/** The words before 篇一 or behind them. */
export function pieceName(text: string): string {
  return text
    .replace(
      /(?:第[一二三四五六七八九十\d]{1,3}篇|篇\s*[一二三四五六七八九十\d]{1,3}|(?<=总结)\s*\d{1,2})[：:]?/u,
      '',
    )
    .trim()
}

const part = /^第[一二三四五六七八九十\d]{1,3}(?:部分|章|单元)(?![的，。])/u
const partWidth = 40
/** Digits whose punctuation was lost to □. */
const brokenNumber = /^(\d{1,2})□\s*(?=\S)/u
/** 第一、 orders as （一） does (GB/T 15834 writes 第一，). */
const ordinal = /^第([一二三四五六七八九十]{1,3})、(?![一二三四五六七八九十])/u
/** 3、4月: an item only where 3 is what comes next. */
const ambiguous = /^[0-9]{1,2}、[0-9]{1,2}[号月日季期年届]/
const lostOne = /^、\s*(?=\S)/u
const lostTen = /^0、\s*/

export function readItems(lines: readonly Line[], hints: LineHints): Item[] {
  const drafts = lines.map(line => readItem(line, hints.get(line.number)))
  settleNumbers(drafts)
  findHeadings(drafts)
  return drafts
}

function readItem(line: Line, hint: LineHint | undefined): Item {
  const { text } = line
  const outline = hint?.outline ?? 0
  const outlined = outline > 0 && text.length <= outlinedWidth
  const opening = hint?.opening ?? 0
  const base = { line, level: 0, value: 0, numberLength: 0, restored: false, outlined, opening }
  if (isPieceLine(line)) return { ...base, kind: 'piece' }
  if (part.test(text) && text.length <= partWidth && !/[。；]/.test(text)) return { ...base, kind: 'part' }
  const number = readNumber(text)
  if (number) {
    const { level, value, length } = number
    return { ...base, kind: 'number', level, value, numberLength: length }
  }
  const broken = brokenNumber.exec(text)
  if (broken)
    return { ...base, kind: 'number', level: 3, value: Number(broken[1]), numberLength: broken[0].length }
  const order = ordinal.exec(text)
  const value = order && fromHanzi(order[1] ?? '')
  if (order && value) return { ...base, kind: 'number', level: 2, value, numberLength: order[0].length }
  return outlined ? { ...base, kind: 'heading', level: outline } : { ...base, kind: 'plain' }
}

/** A longer line is a paragraph in a heading's clothes. */
const outlinedWidth = 120

/** Numbers that only their neighbours explain: ambiguous ones, and those whose digit was lost. */
function settleNumbers(items: Item[]): void {
  /** Value of the last number at each level since a shallower one. */
  let last: number[] = []
  const following = nextNumbers(items)
  for (const [at, item] of items.entries()) {
    if (item.kind === 'piece' || item.kind === 'part') last = []
    const settled = settleNumber(item, last[3] ?? 0, following[at])
    items[at] = settled
    if (settled.kind !== 'number') continue
    last.length = Math.min(last.length, settled.level + 1)
    last[settled.level] = settled.value
  }
}

function settleNumber(item: Item, lastValue: number, following: Item | undefined): Item {
  const { text } = item.line
  if (item.kind === 'number' && ambiguous.test(text) && (item.value !== lastValue + 1 || item.value === 1))
    return { ...item, kind: 'plain', level: 0, value: 0, numberLength: 0 }
  if (item.kind !== 'plain') return item
  const one = lostOne.exec(text)
  if (one) {
    const fits = following?.level === 3 && following.value === lastValue + 2
    return fits ? restore(item, lastValue + 1, one[0].length) : item
  }
  const ten = lostTen.exec(text)
  return ten && lastValue === 9 ? restore(item, 10, ten[0].length) : item
}

const restore = (item: Item, value: number, numberLength: number): Item => ({
  ...item,
  kind: 'number',
  level: 3,
  value,
  numberLength,
  restored: true,
})

/** For each item the next numbered one of the same piece or part. */
function nextNumbers(items: readonly Item[]): (Item | undefined)[] {
  let next: Item | undefined
  return items
    .toReversed()
    .map(item => {
      const found = next
      if (item.kind === 'number') next = item
      else if (item.kind !== 'plain') next = undefined
      return found
    })
    .toReversed()
}

const headingWidth = 25
const sentenceHeadingWidth = 22
const paragraphWidth = 40
/** Marks that end a sentence, or promise that the line says more. */
const terminal = /[。！？!?：:；;…”"』」）)》〕\]]$/u

/** A line that stops in the middle of a sentence: long, without an end mark. */
export function isBroken(item: Item): boolean {
  return item.line.text.length >= 20 && !terminal.test(item.line.text)
}

/** Plain lines that are headings without a number. */
function findHeadings(items: Item[]): void {
  for (const [at, item] of items.entries())
    if (item.kind === 'plain' && isBareHeading(items, at)) items[at] = { ...item, kind: 'heading' }
  for (const places of sentenceHeadings(items)) {
    // One short sentence may be anything; three of them, each before a long paragraph, are headings.
    if (places.length < 3) continue
    for (const at of places) {
      const item = items[at]
      if (item) items[at] = { ...item, kind: 'heading' }
    }
  }
}

/** Sentences that may be headings, piece by piece; a piece with numbers needs none. */
function sentenceHeadings(items: readonly Item[]): number[][] {
  const pieces: { places: number[]; hasNumbers: boolean }[] = [{ places: [], hasNumbers: false }]
  for (const [at, item] of items.entries()) {
    if (item.kind === 'piece') pieces.push({ places: [], hasNumbers: false })
    const piece = pieces.at(-1)
    if (!piece) continue
    if (item.kind === 'number') piece.hasNumbers = true
    if (isSentenceHeading(items, at)) piece.places.push(at)
  }
  return pieces.filter(({ hasNumbers }) => !hasNumbers).map(({ places }) => places)
}

function isBareHeading(items: readonly Item[], at: number): boolean {
  const item = items[at]
  const next = items[at + 1]
  const before = items[at - 1]
  if (!item || !next || item.kind !== 'plain' || item.line.text === inlayMark) return false
  const { text } = item.line
  if (text.length < 2 || text.length > headingWidth || /[。！？!?；;：:，,…”、\t]$|[。；\t]/u.test(text))
    return false
  if (!/\p{Script=Han}{2}/u.test(text) || /^(?:[•·●○■◆▪*+-]|附件|注[：:])/u.test(text)) return false
  // Behind a broken line it is that line's other half.
  if (before?.kind === 'plain' && isBroken(before)) return false
  if (next.kind === 'number') return true
  return next.kind === 'plain' && (next.line.text.length >= paragraphWidth || guessRole(text) !== null)
}

function isSentenceHeading(items: readonly Item[], at: number): boolean {
  const item = items[at]
  const next = items[at + 1]
  const before = items[at - 1]
  if (item?.kind !== 'plain' || next?.kind !== 'plain') return false
  const { text } = item.line
  if (before?.kind === 'plain' && isBroken(before)) return false
  return (
    text.length <= sentenceHeadingWidth &&
    text.indexOf('。') === text.length - 1 &&
    next.line.text.length >= 60
  )
}
