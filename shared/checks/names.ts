/**
 * Names in a text, found without a dictionary: words before 镇 村 公司 小学 …, people beside their titles, and a
 * few pairs of words that are often mistaken for each other.
 *
 * 1. Where a name begins is not known: every length is counted, and only a form that occurs often enough, or
 *    is exactly as long as one that does, is ever spoken of.
 * 2. A name that a person's title once stands beside is looked for everywhere.
 */
import type { Line } from './checked-text.ts'
import type { Facts } from './facts.ts'
import { sentenceAround } from './sentences.ts'

/** Where a name first stands in a section, and how often it is there. */
export type NameUse = {
  readonly line: Line
  readonly at: number
  readonly sentence: string
  readonly count: number
  /** Once at least nothing that could belong to the name stands before it. */
  readonly isBounded: boolean
}

export type Usage = {
  readonly isBounded: boolean
  readonly count: number
  readonly first: { readonly facts: Facts; readonly use: NameUse }
}

const suffixes =
  '工业园区|产业园区|工业区|产业园|开发区|度假区|示范区|合作社|幼儿园|派出所|卫生院|敬老院|文化馆|图书馆|水库|街道|社区|小学|中学|学校|医院|公司|集团|基地|广场|大道|大街|公园|大桥|工程|项目|行动|机制|村|镇'
const named = new RegExp(`[\\p{Script=Han}]{2,7}?(?:${suffixes})`, 'gu')
const suffix = new RegExp(`(?:${suffixes})`, 'gu')

const stemLengths = [2, 3, 4, 5]

const shortestName = 5

export const surnames =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹苏潘葛范彭鲁韦马苗方俞任袁柳史唐薛雷贺倪汤罗毕郝邬安常于傅康伍余顾孟黄穆萧尹姚邵汪毛戴宋庞熊纪舒项祝董梁杜阮蓝闵季贾路江童颜郭梅林钟徐邱骆高夏蔡田胡凌霍万柯卢莫房丁邓洪左石崔吉龚程邢裴陆荣翁段侯宁甄曲封储靳刘景詹龙叶司黎乔阎覃关'
const titles =
  '同志|书记|局长|主任|校长|院长|镇长|乡长|县长|区长|市长|科长|所长|站长|队长|主席|委员|部长|老师|教师|教授|医生|医师|护士|经理|董事长|工程师|研究员|队员|组长|代表|先进个人|模范|标兵'
const person = new RegExp(
  `(?<=(?:${titles}|[、，：（“]))([${surnames}][\\p{Script=Han}]{2})(?=[、，。；）（等同在被荣获为”和与])|(?<![\\p{Script=Han}])([${surnames}][\\p{Script=Han}]{2})(?=(?:副)?(?:${titles}))|([${surnames}][\\p{Script=Han}]{2})(?=同志)`,
  'gu',
)

/** Words of which the second is mostly a slip; which one is meant shows by which is usual. */
const mistaken = /结[对队](?!伍)/gu

export function namesIn(facts: Facts): ReadonlyMap<string, NameUse> {
  const names = new Map<string, NameUse>()
  const add = (name: string, line: Line, at: number, alone = false) => {
    const before = names.get(name)
    const isBounded = before?.isBounded || alone || boundary.test(line.text.slice(Math.max(0, at - 1), at))
    names.set(
      name,
      before
        ? { ...before, isBounded, count: before.count + 1 }
        : { line, at, isBounded, sentence: sentenceAround(line.text, at), count: 1 },
    )
  }
  for (const line of facts.lines) {
    const { text } = line
    named.lastIndex = 0
    if (named.test(text))
      for (const match of text.matchAll(suffix)) addStems(text, match, (name, at) => add(name, line, at))
    for (const match of text.matchAll(person)) add(match[0], line, match.index, true)
    for (const match of text.matchAll(mistaken)) add(match[0], line, match.index, true)
  }
  return names
}

/** Nothing, a mark, or a word that no name ends with. */
const boundary = /^(?:|[^\p{Script=Han}]|[在到于至和与及由从被是])$/u

const inName = /^\p{Script=Han}+$/u
/** Words that no name has inside it. */
const notInName = /[的了在和与及是为对向从到把被等由将并其该各每全本我两几这那有个以]/u

function addStems(text: string, match: RegExpExecArray, add: (name: string, at: number) => void): void {
  for (const length of stemLengths) {
    // 东山村 and 东升村 are too short to be called one name; 滨海工业园区 is not.
    if (length + match[0].length < shortestName) continue
    const from = match.index - length
    const stem = text.slice(Math.max(0, from), match.index)
    if (from < 0 || !inName.test(stem) || notInName.test(stem)) return
    add(stem + match[0], from)
  }
}
