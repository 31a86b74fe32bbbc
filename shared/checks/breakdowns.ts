/**
 * Where a text takes a figure apart: 32278人，其中甲29197人，乙3081人 · 198名（甲63名，乙74名，丙61名） ·
 * 甲3个、乙5个，共计8个. A breakdown is read for each unit that whole and parts share.
 */
import type { Facts } from './facts.ts'
import type { Indicator } from './indicators.ts'
import { behindLast } from './sentences.ts'

export type Breakdown = {
  readonly whole: Indicator
  readonly parts: readonly Indicator[]
  /** The text says itself that there is more: 等. */
  readonly isOpen: boolean
}

/** A breakdown is no longer than this on either side, characters: what it costs is bounded. */
const reach = 400

export function findBreakdowns(facts: Facts): Breakdown[] {
  const byLine = Map.groupBy(facts.indicators(), ({ line }) => line)
  return [...byLine].flatMap(([line, indicators]) => [
    ...behindOf(line.text, indicators),
    ...inBrackets(line.text, indicators),
    ...beforeTotal(line.text, indicators),
  ])
}

/** Those of a line's indicators that stand within [from, to]; they are in order. */
function within(indicators: readonly Indicator[], from: number, to: number): Indicator[] {
  let [low, high] = [0, indicators.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((indicators[middle]?.quantity.from ?? 0) < from) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < indicators.length && (indicators[end]?.quantity.to ?? 0) <= to) end += 1
  return indicators.slice(low, end)
}

/** Where the parts may stand, and where the whole is looked for: [wholeFrom, start) and [start, end). */
type Stretch = { readonly wholeFrom: number; readonly start: number; readonly end: number }

const among = /其中[，：:、]?|分别[是为][：:]?|包括[：:]?/gu

function behindOf(text: string, indicators: readonly Indicator[]): Breakdown[] {
  return [...text.matchAll(among)].flatMap(match => {
    const start = match.index + match[0].length
    if (depthAt(text, match.index) > 0) return []
    const wholeFrom = sentenceStart(text, match.index)
    return apart(text, indicators, { wholeFrom, start, end: endOfParts(text, start, indicators) })
  })
}

/** The sentence before too, if 其中 opens its own. */
function sentenceStart(text: string, at: number): number {
  const least = Math.max(0, at - reach)
  const before = text.slice(least, at).replace(/[。，；\s]+$/u, '')
  return least + Math.max(before.lastIndexOf('。'), before.lastIndexOf('；'), before.lastIndexOf(';')) + 1
}

/** To the end of the sentence; to the semicolon where the parts are parted by commas; never into the next whole. */
function endOfParts(text: string, start: number, indicators: readonly Indicator[]): number {
  const stop = indexFrom(
    text,
    /[。\n]|其中|[,，；;](?:占|共计|合计|总计|全[年县区市镇]|累计|同比|较|比上|截至|截止)/gu,
    start,
  )
  const semicolon = indexFrom(text, /[；;]/gu, start)
  if (semicolon >= stop) return stop
  const before = within(indicators, start, semicolon)
  const units = new Set(before.map(({ quantity }) => quantity.unit))
  // One figure of each unit before the semicolon: the semicolon parts the parts.
  return units.size === before.length && before.length > 0 ? stop : semicolon
}

function indexFrom(text: string, pattern: RegExp, from: number): number {
  const part = text.slice(from, from + reach)
  const at = part.search(new RegExp(pattern.source, 'u'))
  return from + (at === -1 ? part.length : at)
}

function inBrackets(text: string, indicators: readonly Indicator[]): Breakdown[] {
  return [...text.matchAll(/[（(]([^（）()]{4,200})[）)]/gu)].flatMap(match => {
    const start = match.index + 1
    const end = match.index + match[0].length - 1
    const whole = within(indicators, match.index - 60, match.index).at(-1)
    if (
      !whole ||
      match.index - whole.quantity.to > 8 ||
      /[，。；]/u.test(text.slice(whole.quantity.to, match.index))
    )
      return []
    if (match[1]?.startsWith('其中') && /其中/u.test(text.slice(start + 2, end))) return []
    const parts = partsIn(text, indicators, whole, { wholeFrom: 0, start, end })
    return parts.length < 2 ? [] : [{ whole, parts, isOpen: isOpen(text, start, end) }]
  })
}

const totals = /[，、；,;]?(?:合计|共计|总计|一共|共)(?:为|有|达到?|[\p{Script=Han}]{0,6}?)(?=\d)/gu

function beforeTotal(text: string, indicators: readonly Indicator[]): Breakdown[] {
  return [...text.matchAll(totals)].flatMap(match => {
    const at = match.index + match[0].length
    const whole = within(indicators, at, at + 40)[0]
    if (whole?.quantity.from !== at || depthAt(text, match.index) > 0) return []
    const least = Math.max(0, match.index - reach)
    const sentence = text.slice(least, match.index)
    const start =
      least + Math.max(sentence.lastIndexOf('。'), sentence.lastIndexOf('；'), sentence.lastIndexOf('：')) + 1
    if (/其中|包括|分别/u.test(text.slice(start, match.index))) return []
    const parts = partsIn(text, indicators, whole, { wholeFrom: 0, start, end: match.index })
    // The last part stands right before the total, and all are of one kind.
    if (parts.length < 2 || match.index - (parts.at(-1)?.quantity.to ?? 0) > 2) return []
    if (whole.quantity.value < Math.max(...parts.map(({ quantity }) => quantity.value))) return []
    return [{ whole, parts, isOpen: isOpen(text, start, match.index) }]
  })
}

/** One breakdown for each unit that stands in both stretches. */
function apart(text: string, indicators: readonly Indicator[], stretch: Stretch): Breakdown[] {
  const { wholeFrom, start, end } = stretch
  const wholes = new Map<string, Indicator>()
  for (const indicator of within(indicators, wholeFrom, start - 1))
    if (isWhole(text, indicator)) wholes.set(indicator.quantity.unit, indicator)
  return [...wholes.values()].flatMap(whole => {
    const parts = partsIn(text, indicators, whole, stretch)
    return parts.length < 2 ? [] : [{ whole, parts, isOpen: isOpen(text, start, end) }]
  })
}

const isWhole = (text: string, { quantity, standing }: Indicator) =>
  quantity.unit !== '' && standing !== 'change' && depthAt(text, quantity.from) === 0

const notAPart =
  /增加|减少|增长|下降|提高|同比|环比|比上年|比去年|人均|平均|户均|每|目标|计划|任务|共计|合计|总计|累计|占|另|此外|还有|标准/u
/** Classes that may hold the same people twice. */
const overlapping =
  /党员|女(?!子)|少数民族|岁以[下上]|以[下上]|本科|硕士|博士|研究生|高级|中级|职称|骨干|新增|重点|主要|省级|市级|国家级|优秀|先进|特别|首次|受表彰|一等奖|持证|残疾|低保/u

function partsIn(
  text: string,
  indicators: readonly Indicator[],
  whole: Indicator,
  { start, end }: Stretch,
): Indicator[] {
  const depth = depthAt(text, start)
  const parts = within(indicators, start, end).filter(({ quantity, line }) => {
    if (quantity.unit !== whole.quantity.unit) return false
    if (quantity.unit === '' || quantity.unit === '%' || quantity.unit === '百分点' || quantity.unit === '倍')
      return false
    if (depthAt(line.text, quantity.from) !== depth) return false
    const label = clauseBefore(text, quantity.from, start)
    return !notAPart.test(label) && (label !== '' || isNamedBehind(text, quantity.to))
  })
  const labels = parts.map(({ quantity }) => clauseBefore(text, quantity.from, start))
  return labels.some(label => overlapping.test(label)) && !arePartsByLevel(labels) ? [] : parts
}

/** 国家级2个、省级5个、市级8个, 高级3人、中级5人、初级2人: classes that exclude each other. */
function arePartsByLevel(labels: readonly string[]): boolean {
  return (
    labels.every(label => /(?:国家|省|市|县|区|校|[高中初])级/u.test(label)) ||
    (labels.length === 2 &&
      labels.some(label => /男/u.test(label)) &&
      labels.some(label => /女/u.test(label)))
  )
}

/** 12名男生、13名女生 · 12个为平原村: the part is named behind its figure. 12个村通了公交 tells of something done. */
function isNamedBehind(text: string, at: number): boolean {
  const name = /^[^，、；。,;）)]{0,12}/u.exec(text.slice(at, at + 12))?.[0] ?? ''
  return name.length < 8 && !/[了过已被获通建开参]|完成|实现/u.test(name)
}

function clauseBefore(text: string, at: number, least: number): string {
  return behindLast('，,、；;。（(', text.slice(Math.max(least, at - 24), at))
}

const isOpen = (text: string, start: number, end: number) =>
  /\d\s?[\p{Script=Han}]{0,3}等(?=[，。；）)]|$)|等等|……/u.test(
    text.slice(start, Math.min(text.length, end + 1)),
  )

/** How many brackets are open before a place of the line, the nearest 200 characters counted. */
function depthAt(text: string, at: number): number {
  let depth = 0
  for (let place = Math.max(0, at - 200); place < at; place += 1) {
    const sign = text[place] ?? ''
    if (sign === '（' || sign === '(') depth += 1
    else if (sign === '）' || sign === ')') depth = Math.max(0, depth - 1)
  }
  return depth
}
