/**
 * The quantities of a line: numbers with scale and unit, read once for all rules.
 *
 * 1. Arabic digits (1,234.5) and hanzi numerals (三十二); a scale 百 千 万 亿 may stand between number and unit.
 * 2. `value` counts in the unit named: 3.2万元 is 32000 of 元. Units that mean the same have one name (名 人).
 * 3. Years, months, days, numbers of documents, ordinals and model names are no quantities.
 * 4. About (约 余 多 近 逾 以上 左右), at least and at most are said, never rounded away.
 */
import type { Span } from './finding.ts'

export type Quantity = Span & {
  /** In `unit`, scale applied; of a range its lower end. */
  readonly value: number
  /** Canonical; '%' for percentages, '百分点', '倍', '' for none. */
  readonly unit: string
  /** Unit and scale as written: 万元. */
  readonly written: string
  /** What one unit of the last digit is worth: 3.2万 → 1000. */
  readonly grain: number
  /** Digits as written, without the decimal point. */
  readonly digits: number
  readonly isAbout: boolean
  readonly isRange: boolean
  readonly isHanzi: boolean
}

const unitNames =
  '平方公里|平方千米|平方米|立方米|立方|公里|千米|公顷|公斤|千克|人次|人天|场次|批次|班次|车次|架次|小时|分钟|百分点|个百分点|个村民小组|个行政村|个自然村|个村|个社区|个乡镇|个镇|个县|个工作日|个月|个项目|个点|个|项|户次|户|名|人|位|元|亩次|亩|吨|斤|家|场|次|期|件|份|条|起|例|宗|桩|批|台|套|辆|座|所|间|栋|幢|处|口|支|只|头|羽|株|棵|盏|册|篇|幅|块|张|根|米|度|千瓦时|千瓦|兆瓦|吉瓦|天|周|岁|课时|节|类|种|门|届|轮|站|环|趟|岗|剂|针|床|台次|人份|艘|艇|网格|亿美元|美元|港元'

/** Longest first, so that 平方米 is not read as 平. */
const units = [...new Set(unitNames.split('|'))].sort((a, b) => b.length - a.length).join('|')

const sameUnit: Readonly<Record<string, string>> = {
  名: '人',
  位: '人',
  千米: '公里',
  平方千米: '平方公里',
  个百分点: '百分点',
  千克: '公斤',
  立方: '立方米',
  场次: '场',
  个项目: '个',
  个点: '个',
  个村: '个',
  个行政村: '个',
  个自然村: '个',
  个村民小组: '个',
  个社区: '个',
  个乡镇: '个',
  个镇: '个',
  个县: '个',
}

const scales: Readonly<Record<string, number>> = {
  百: 1e2,
  千: 1e3,
  万: 1e4,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  百亿: 1e10,
  千亿: 1e11,
  万亿: 1e12,
}

const arabic = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`
const hanzi = '[一二三四五六七八九十百千万亿两零〇]{1,9}'
const scale = '万亿|千亿|百亿|千万|百万|十万|千(?![米克瓦])|[百万亿]'
const about = '[余多来]'
const range = String.raw`(?:[%％]?\s?[—–~～\-－]{1,2}\s?|至|到)`

const arabicPattern = new RegExp(
  String.raw`(?<![\dA-Za-z.〔［\[+])(?<number>${arabic})(?:(?<range>${range})(?<upper>${arabic}))?` +
    String.raw`\s?(?<about>${about})?\s?(?<scale>${scale})?\s?(?<later>${about})?\s?` +
    String.raw`(?:(?<percent>[%％‰])|(?<unit>${units}))?`,
  'gu',
)
const hanziPattern = new RegExp(
  String.raw`(?<![第\dA-Za-z.零〇一二三四五六七八九十百千万亿两几数])(?<number>${hanzi})(?<about>${about})?(?<unit>${units})`,
  'gu',
)
const hanziPercent =
  /百分之(?<number>[一二三四五六七八九十百零〇]{1,4}(?:点[一二三四五六七八九零〇]{1,3})?)/gu

/** What follows a number that is a date, a clock time or the name of something. */
const notCounted =
  /^\s?(?:年(?!人均|均|产)|月(?![球亮])|[日号](?!均|产)|时(?!段)|[:：]\d|\.\d|[-－+]\d|[A-Za-z])/u
/** 一体, 一方面: numerals that count nothing. */
const setPhrases =
  /一(?:方面|体|系列|起|些|定|样|批批|次次|度|道|处处|律|切|支笔|张网|张蓝图|条龙|站|把手|线|类|种|户一|村一|人一|位一体|环扣|轮(?!又)|届|门|块|步|周年)|[三四五]位一体|千家万户|百家|三农|一家|一件事|十[五四三]|两个确保|万元户|三下乡|两山|两不愁/uy

const digitValues: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** The value of 一千二百万, 三十二, 一百零五; undefined for what is no number. */
export function readHanzi(text: string): number | undefined {
  let total = 0
  let part = 0
  let digit: number | undefined
  for (const char of text) {
    const value = digitValues[char]
    if (value !== undefined) {
      if (digit !== undefined && digit !== 0) return undefined
      digit = value
      continue
    }
    const weight = char === '十' ? 10 : (scales[char] ?? 0)
    if (weight >= 1e4) {
      total = (total + part + (digit ?? 0)) * weight
      part = 0
    } else part += (digit ?? (part === 0 && weight === 10 ? 1 : 0)) * weight
    digit = undefined
  }
  const sum = total + part + (digit ?? 0)
  return sum > 0 ? sum : undefined
}

/** All quantities of a line, in order. */
export function readQuantities(text: string): Quantity[] {
  const found: Quantity[] = []
  if (/\d/.test(text))
    for (const match of text.matchAll(arabicPattern)) {
      const quantity = fromArabic(text, match)
      if (quantity) found.push(quantity)
    }
  if (/[一二三四五六七八九十两百千]/u.test(text)) {
    // 3百万: the scale of a figure in digits begins no figure in hanzi.
    const taken = new Set(
      found.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)),
    )
    for (const match of text.matchAll(hanziPattern)) addHanzi(text, match, taken, found)
    for (const match of text.matchAll(hanziPercent)) addPercent(match, found)
    found.sort((a, b) => a.from - b.from)
  }
  return found
}

function fromArabic(text: string, match: RegExpExecArray): Quantity | undefined {
  const groups = match.groups ?? {}
  const { number = '', unit, percent } = groups
  const from = match.index
  const numberEnd = from + number.length
  const to = from + match[0].trimEnd().length
  const bare = !unit && !percent && !groups.scale
  if (/[第〔]$/u.test(text.slice(Math.max(0, from - 1), from))) return undefined
  const rest = text.slice(
    groups.range === undefined ? numberEnd : to,
    (groups.range === undefined ? numberEnd : to) + 6,
  )
  if (bare && notCounted.test(rest)) return undefined
  if (bare && /^[)）、.．]/u.test(rest) && from === 0) return undefined
  // 112线, 5A, 8.26: names.
  if (unit === '度' && /^\d{4}$/.test(number)) return undefined
  const factor = scales[groups.scale ?? ''] ?? 1
  const decimals = number.split('.')[1]?.length ?? 0
  const around = isAbout(text, from, to) || groups.about !== undefined || groups.later !== undefined
  return {
    from,
    to,
    value: round(Number(number.replaceAll(',', '')) * factor),
    unit: percent ? (percent === '‰' ? '‰' : '%') : canonical(unit ?? ''),
    written: text.slice(groups.upper ? to : numberEnd, to).trim() || (percent ?? ''),
    grain: factor / 10 ** decimals,
    digits: number.replace(/[,.]/g, '').replace(/^0+/, '').length,
    isAbout: around,
    isRange: groups.upper !== undefined,
    isHanzi: false,
  }
}

function addHanzi(text: string, match: RegExpExecArray, taken: ReadonlySet<number>, found: Quantity[]): void {
  const { number = '', unit = '', about: around } = match.groups ?? {}
  setPhrases.lastIndex = match.index
  if (setPhrases.test(text)) return
  const value = readHanzi(number)
  const span = { from: match.index, to: match.index + match[0].length }
  if (value === undefined || taken.has(span.from)) return
  found.push({
    ...span,
    value,
    unit: canonical(unit),
    written: unit,
    grain: 1,
    digits: String(value).length,
    isAbout: around !== undefined || isAbout(text, span.from, span.to) || /^[百千万亿]+$/u.test(number),
    isRange: false,
    isHanzi: true,
  })
}

function addPercent(match: RegExpExecArray, found: Quantity[]): void {
  const [whole = '', fraction = ''] = (match.groups?.number ?? '').split('点')
  const value = readHanzi(whole)
  if (value === undefined) return
  const decimals = Array.from(fraction, char => digitValues[char] ?? 0).join('')
  found.push({
    from: match.index,
    to: match.index + match[0].length,
    value: Number(`${value}.${decimals || 0}`),
    unit: '%',
    written: '%',
    grain: 1 / 10 ** decimals.length,
    digits: String(value).length + decimals.length,
    isAbout: false,
    isRange: false,
    isHanzi: true,
  })
}

const canonical = (unit: string) => sameUnit[unit] ?? unit

/** 0.1 * 3 is not 0.3 otherwise. */
const round = (value: number) => Number(value.toPrecision(12))

const before =
  /(?:约|近|逾|超|超过|突破|大约|将近|接近|不足|不到|不低于|不少于|不超过|至少|最多|低于|高于)\s?$/u
const after = /^\s?(?:以上|左右|以下|上下|以内|余|多)/u

function isAbout(text: string, from: number, to: number): boolean {
  return before.test(text.slice(Math.max(0, from - 4), from)) || after.test(text.slice(to, to + 3))
}
