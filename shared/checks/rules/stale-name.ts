/**
 * `stale-name` 与上年相同的名称: a paragraph of last year's report came along with this year's figures and still names
 * the person, village or building of last year. Source: DOMAIN §3 #12, with last year's report beside this one.
 * Told are: people who were honoured or sent (先进个人李秀英), villages, and what one builds or starts but once
 * (建成东河大桥).
 * Silent: without last year's report; paragraphs to the letter or with no figure changed (`stale-duplicate`,
 * `stale-figure` tell of those); names of the house's list; holders of posts; names that stand in several sections
 * of either report, or that the paragraph begins with: what one tells of every year; buildings that are counted.
 */
import type { Line } from '../checked-text.ts'
import type { Facts } from '../facts.ts'
import type { Span } from '../finding.ts'
import type { Paragraph } from '../grams.ts'
import { found, type Rule, spanOf } from '../rule.ts'
import type { HouseList, Setting } from '../setting.ts'
import { surnames } from '../names.ts'

const honoured =
  '同志|先进个人|先进工作者|劳动模范|模范|标兵|老师|教师|医生|护士|工程师|队员|志愿者|带头人|大学生|学生'
const person = new RegExp(
  `(?<=(?:${honoured}))[${surnames}]\\p{Script=Han}{2}(?=[、，。；）（等同在被荣获为”和与])|(?<![\\p{Script=Han}])[${surnames}]\\p{Script=Han}{1,2}(?=(?:${honoured}))|[${surnames}]\\p{Script=Han}{2}(?=同志)`,
  'gu',
)

const leads =
  '在|到|对|由|为|向|驻|帮扶|包抓|联系|完成|建成|新建|改造|实施|打造|推进|创建|培育|指导|支持|选定|确定'
const village = new RegExp(
  `(?:(?<![\\p{Script=Han}])|(?<=${leads}))(?!${leads})\\p{Script=Han}{2,3}?(?:村(?![级组民庄务风容貌镇史屯里])|社区(?!矫正|服务|工作|治理))`,
  'gu',
)
const notAVillage =
  /^[村镇县]|[各全本该每行自示美乡农等两数几试贫薄弱强空旧跨进入帮联包多个的与和及化治改修整通增助强兴富惠建]|历史|传统|重点|城市|智慧|中心[村社]|新村/u

const built =
  '大桥|水库|泵站|公园|广场|小学|中学|幼儿园|卫生院|敬老院|文化馆|图书馆|产业园|污水处理厂|变电站|工程|项目'
const building = new RegExp(
  `(?<=新建|建成|改建|扩建|修建|启用|竣工|开工建设|启动|实施|引进)了?(?<name>\\p{Script=Han}{2,9}?(?:${built}))(?!\\s*(?:建设)?(?:[\\d一二两三四五六七八九十百多几]|等))`,
  'gu',
)
const notABuilding =
  /文化广场|健身|口袋|小型|公办|民办|乡镇|村级|标准|示范|重点|重大|民生|惠民|安居|实事|专项|建设项目|技改|招商|各|全|一批|农村|农田|老旧|基础|公路|河道|管网|饮水|亮化|绿化|硬化|[的等个座处]/u

export const staleName: Rule = {
  name: 'stale-name',
  ofReport: (all, { house }: Setting, earlier) =>
    all.flatMap(facts =>
      earlier.flatMap(before =>
        before.duplicatesIn(facts).flatMap(({ earlier: old, later, differing, isExact }) => {
          if (isExact || differing.length === 0) return []
          const words = textOf(old)
          return namesOf(facts, later).flatMap(({ line, span, name }) => {
            if (!words.includes(name) || isListed(name, house)) return []
            if (isInSeveral(name, all) || isInSeveral(name, earlier)) return []
            return [
              found('stale-name', facts, line, span, {
                severity: 'warning',
                message: 'say_stale_name',
                values: { name },
              }),
            ]
          })
        }),
      ),
    ),
}

const textOf = ({ line, rest }: Paragraph) => [line, ...rest].map(({ text }) => text).join('')

type Named = { readonly line: Line; readonly span: Span; readonly name: string }

/** Where each name first stands in the paragraph. */
function namesOf(facts: Facts, { line, rest }: Paragraph): Named[] {
  const known = facts.derive(namesByLine)
  const names = [line, ...rest].flatMap(one => known.get(one) ?? [])
  return names.filter(({ name }, at) => names.findIndex(other => other.name === name) === at)
}

const namesByLine = ({ lines }: Facts): ReadonlyMap<Line, readonly Named[]> =>
  new Map(lines.filter(({ kind }) => kind === 'paragraph').map(line => [line, namesInLine(line)]))

const opening = /^[\s（(\d一二三四五六七八九十）)、.．是]*/u

function namesInLine(line: Line): Named[] {
  const begins = opening.exec(line.text)?.[0].length ?? 0
  const of = (pattern: RegExp, not?: RegExp) =>
    [...line.text.matchAll(pattern)].flatMap(match => {
      const name = match.groups?.['name'] ?? match[0]
      const from = spanOf(match).from + match[0].indexOf(name)
      if (from <= begins || not?.test(name)) return []
      return [{ line, name, span: { from, to: from + name.length } }]
    })
  return [...of(person), ...of(village, notAVillage), ...of(building, notABuilding)]
}

/** The list may have the name alone, or what it is part of: 东河村, 东河村便民服务中心. */
function isListed(name: string, { names, places, leaders = [], selves = [] }: HouseList): boolean {
  return [...names, ...places, ...leaders.map(leader => leader.name), ...selves].some(
    listed => listed !== '' && (name.includes(listed) || listed.includes(name)),
  )
}

/** A file is one section: there each heading begins another. */
function isInSeveral(name: string, all: readonly Facts[]): boolean {
  let count = 0
  for (const { lines } of all) {
    let isTold = false
    for (const { kind, text } of lines) {
      if (kind === 'heading') isTold = false
      if (isTold || !text.includes(name)) continue
      isTold = true
      count += 1
    }
  }
  return count > 1
}
