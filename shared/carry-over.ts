/**
 * Last year's words taken over with this year's blanks: every figure, year and name gives way to a visible
 * blank, which the check for placeholders finds, so that no old value can stay by oversight.
 *
 * 1. Every run of digits is blanked, without exception; its unit stays.
 * 2. Numerals in hanzi are blanked where they count something (十二场, 百分之八十, 二〇二五年, 三月五日), never in
 *    set phrases (第三次, 三位一体, 一系列): a wrong blank there would have to be mended by hand.
 * 3. Names are blanked where they are known: those handed in, and anonymous ones (李某某).
 * 4. Nothing else changes: with the old values put back the text is as it was.
 */
import type { Block, Inline, ListItem, TableCell, TableRow } from './schema/text.ts'

/** What stands for a value that is to be filled in, as offices write it themselves. */
export const blankMark = '【　】'

export type Blank = {
  /** Where the mark stands in the new text. */
  readonly at: number
  readonly old: string
}
export type Span = { readonly from: number; readonly to: number }

const numerals = '零〇○一二三四五六七八九十百千万亿两几'
const numeral = `[${numerals}]`

/** Whatever these count is a figure, even for a single numeral: 三户. */
const concrete =
  '人次|人|名|户|家|场|次(?!产业)|件|份|座|公里|千米|平方米|立方米|平方公里|米|亩|公顷|吨|公斤|斤|元|台|辆|所|间|栋|幢|例|批|天|周|小时|分钟|处(?![走奔宣寻])|个百分点|个月|个工作日|株|棵|艘|盏'
/** With a single numeral these are set phrases as often as figures (三项制度), with several they are figures. */
const general = `${concrete}|个|项|条|类|种|期|支|部|张|口|对|头|只|位(?!一体)|套|篇|册|盘|村|处|起`

/** Not after 第 or another part of a number; a figure in digits has kept its 万 and 亿. */
const begins = `(?<![第${numerals}\\p{Nd}.．余多])`

const digitRun = /\p{Nd}+(?:[.．]\p{Nd}+|[,，]\p{Nd}{3}(?!\p{Nd}))*/gu

const hanziFigures: readonly RegExp[] = [
  // 二〇二五年
  /[一二][〇零○一二三四五六七八九]{3}(?=年)/gu,
  // 百分之八十五点六
  new RegExp(`(?<=百分之)${numeral}+(?:点${numeral}+)?`, 'gu'),
  // 三分之一
  new RegExp(`${begins}(?![百千万]分之)${numeral}+(?=分之${numeral})|(?<=(?<!百)分之)${numeral}+`, 'gu'),
  // 十二月三十日
  /(?<![第零〇一二三四五六七八九十两几个\p{Nd}])(?:十[一二]?|[一二三四五六七八九])(?=月(?![度季份]?[一二三四五六七八九十]+(?![日号\p{Script=Han}]))(?!亮|球))/gu,
  /(?<=月)(?:三十[一]?|二?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[日号])/gu,
  // 三十六项, 一百二十余人
  new RegExp(`${begins}(?!千家万户)${numeral}{2,}(?=[余多来]?(?:${general}))`, 'gu'),
  // 三户, 十余场
  new RegExp(`${begins}[二三四五六七八九十两](?=[余多来]?(?:${concrete}))`, 'gu'),
  // 近千人, 数百件
  new RegExp(`(?<=[近超约逾达共数过])[十百千万亿](?=[余多来]?(?:${general}))`, 'gu'),
  // 七成以上
  /(?<![第\p{Script=Han}])[一二三四五六七八九两]{1,2}(?=成(?:以上|以下|左右|多|[，。、；）]))|(?<=[达到超近约过])[一二三四五六七八九两]{1,2}(?=成(?:以上|以下|左右|多|[，。、；）]))/gu,
]

/** Phrases whose numerals count nothing. */
const setPhrases =
  /三番五次|三天两头|四套班子|一家三口|三口之家|千家万户|挨家挨户|两次三番|[三四五]位一体|万元户|百家争鸣|两部门/gu

const surnames =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马苗方俞任袁柳史唐薛雷贺倪汤罗毕郝安常于傅齐康伍余顾孟黄穆萧尹姚邵汪毛戴宋庞熊纪舒项祝董梁杜阮蓝闵席季贾路江童颜郭梅林钟徐邱骆高夏蔡田胡凌霍万柯管卢莫房丁邓洪包左石崔吉龚程邢裴陆荣翁段侯宁仇刘叶'
/** 李某某, 张某: with one 某 only where the word ends behind it. */
const anonymous = new RegExp(`[${surnames}]某(?:某|(?=[，。、；（）(等]|同志|户))`, 'gu')

/** Where the values stand that are last year's, in order, none over another. `names` are people's. */
export function findValues(text: string, names: readonly string[] = []): Span[] {
  const found = spansOf(text, digitRun)
  const phrases = spansOf(text, setPhrases)
  const free = (span: Span, taken: readonly Span[]) => !taken.some(other => overlap(span, other))
  const add = (spans: readonly Span[]) => {
    for (const span of spans) if (free(span, found)) found.push(span)
  }
  for (const name of longestFirst(names)) add(occurrences(text, name))
  add(spansOf(text, anonymous))
  for (const figure of hanziFigures) add(spansOf(text, figure).filter(span => free(span, phrases)))
  return found.sort((a, b) => a.from - b.from)
}

/** A name of one character stands in too many words. */
const longestFirst = (names: readonly string[]) =>
  names.filter(name => name.length > 1).sort((a, b) => b.length - a.length)

const overlap = (a: Span, b: Span) => a.from < b.to && b.from < a.to

const spansOf = (text: string, pattern: RegExp): Span[] =>
  [...text.matchAll(pattern)].map(match => ({ from: match.index, to: match.index + match[0].length }))

function occurrences(text: string, word: string): Span[] {
  const spans: Span[] = []
  for (let from = text.indexOf(word); from !== -1; from = text.indexOf(word, from + word.length))
    spans.push({ from, to: from + word.length })
  return spans
}

/** Only the names of these people give way. */
export function blankNames(text: string, names: readonly string[]): string {
  return longestFirst(names).reduce((made, name) => made.replaceAll(name, blankMark), text)
}

/** The text with a mark for each value, and what stood there. */
export function blankOut(text: string, names: readonly string[] = []): { text: string; blanks: Blank[] } {
  let made = ''
  let end = 0
  const blanks: Blank[] = []
  for (const { from, to } of findValues(text, names)) {
    made += text.slice(end, from)
    blanks.push({ at: made.length, old: text.slice(from, to) })
    made += blankMark
    end = to
  }
  return { text: made + text.slice(end), blanks }
}

/** A value as it is told: with what it counts. 230万元, 12.5%, 2025年. */
export function withUnit(text: string, { from, to }: Span): string {
  const unit =
    /^[余多来]?[百千万亿]{0,2}(?:[%％‰]|平方公里|平方米|立方米|公里|公顷|公斤|人次|个百分点|小时|分钟|\p{Script=Han})?/u.exec(
      text.slice(to),
    )
  return text.slice(from, to) + (unit?.[0] ?? '')
}

/** A block of last year's text with its values blanked; marks and shape stay. */
export function blankBlock<Kind extends Block>(block: Kind, names: readonly string[]): Kind
export function blankBlock(block: Block, names: readonly string[]): Block {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return block.content ? { ...block, content: blankInline(block.content, names) } : block
    case 'bulletList':
      return { ...block, content: block.content.map(item => blankInside(item, names)) }
    case 'orderedList':
      return { ...block, content: block.content.map(item => blankInside(item, names)) }
    case 'table':
      return { ...block, content: block.content.map(row => blankRow(row, names)) }
    case 'image': {
      const { caption, alt } = block.attrs
      const words = { caption: blankOut(caption, names).text, alt: blankOut(alt, names).text }
      return { ...block, attrs: { ...block.attrs, ...words } }
    }
    case 'pageBreak':
      return block
  }
}

function blankInside<Holder extends ListItem | TableCell>(holder: Holder, names: readonly string[]): Holder {
  return { ...holder, content: holder.content.map(block => blankBlock(block, names)) }
}

function blankRow(row: TableRow, names: readonly string[]): TableRow {
  return row.content ? { ...row, content: row.content.map(cell => blankInside(cell, names)) } : row
}

/** A value may run over pieces of different marks: its mark stands in the first of them. */
function blankInline(content: readonly Inline[], names: readonly string[]): Inline[] {
  const lengths = content.map(inline => (inline.type === 'text' ? inline.text.length : 1))
  const whole = content.map(inline => (inline.type === 'text' ? inline.text : '\n')).join('')
  const values = findValues(whole, names)
  let start = 0
  return content.flatMap((inline, at): Inline[] => {
    const from = start
    start += lengths[at] ?? 0
    if (inline.type !== 'text') return [inline]
    const text = pieceWithBlanks(inline.text, from, values)
    return text === '' ? [] : [{ ...inline, text }]
  })
}

/** The piece that begins at `from`: marks where values begin in it, and none of their characters. */
function pieceWithBlanks(piece: string, from: number, values: readonly Span[]): string {
  let made = ''
  for (let at = 0; at < piece.length; at += 1) {
    const value = values.find(span => span.from <= from + at && from + at < span.to)
    if (!value) made += piece[at]
    else if (value.from === from + at) made += blankMark
  }
  return made
}
