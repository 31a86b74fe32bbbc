/**
 * `indicator-conflict` 同一指标两个数: one indicator, one period, one unit, two values in one report.
 * Source: DOMAIN §3 #7. The key is the phrase before the number with unit, period and group.
 * Silent: values that agree when rounded (1.25万 and 12,512), plans beside results, changes, parts behind 其中,
 * figures of somebody in particular (东河镇), things that are done again and again (召开会议3次), about-values,
 * cells of tables, and summaries that only stand in one file.
 */
import type { Facts } from '../facts.ts'
import type { Indicator } from '../indicators.ts'
import { cite, found, type Rule } from '../rule.ts'

type Stated = { readonly facts: Facts; readonly indicator: Indicator }

export const indicatorConflict: Rule = {
  name: 'indicator-conflict',
  ofReport: all => {
    const stated = new Map<string, Stated[]>()
    for (const facts of all)
      for (const { key, indicator } of facts.derive(keysIn)) {
        const others = stated.get(key)
        if (others) others.push({ facts, indicator })
        else stated.set(key, [{ facts, indicator }])
      }
    return [...stated.values()].flatMap(judge)
  },
}

/** What an indicator is mostly called by; a shorter name must have one of them. */
const nouns =
  /率|产值|收入|支出|投资|人口|人数|户数|面积|产量|就业|总额|余额|贷款|存款|销售额|税收|利润|总量|总值|资金|里程|参保|床位|企业|贫困户|脱贫|农户|学生|教师|党员|职工|村民|车辆|案件|门诊|住院|覆盖|耕地|水田|绿化|供水|用电|存栏|出栏|床位|诊疗|招生|毕业生|引资|出口|进口|游客|接待|房屋|道路|公路/u
/** Done again and again: each time another number. */
const repeated =
  /会议|培训|活动|检查|宣传|讲座|走访|慰问|调研|演练|座谈|督查|巡查|执法|印发|出动|发放|悬挂|张贴|组织|召开|举办|开展|制作|推送|投入|其中|包括|分别|每|人均|平均|最|第|新建|改造|建成|硬化|种植|捐|补助|奖励|安排|选派|派出|选出|评选|聘请|接收|邀请/u
const shortest = 4

const keysIn = (facts: Facts) =>
  facts.indicators().flatMap(indicator => {
    const key = keyOf(facts, indicator)
    return key === undefined ? [] : [{ key, indicator }]
  })

function keyOf(
  { part, heading, id }: Facts,
  { name, quantity, standing, period, group, line, sentence }: Indicator,
) {
  if (standing !== 'actual' || quantity.unit === '' || quantity.isAbout || quantity.isRange) return undefined
  if (line.kind === 'cell' || quantity.isHanzi) return undefined
  const core = name.replace(/(?:总?人数|总数|总额|总量|总户数|户数|数量|总|数)$/u, '')
  if (name.length < shortest || core.length < 2 || !/^[\p{Script=Han}A-Za-z]+$/u.test(name)) return undefined
  if (!nouns.test(name) || repeated.test(name)) return undefined
  const lead = line.text.slice(Math.max(sentence.from, quantity.from - 200), quantity.from)
  if (/其中|包括|分别/u.test(lead)) return undefined
  const subject = group || subjectOf(line.text) || subjectOf(heading)
  return `${part}|${core}|${quantity.unit}|${period}|${subject}|${subject === '' ? '' : id}`
}

/** A heading or a line that opens with somebody in particular: （一）东河镇。 */
function subjectOf(text: string): string {
  const head = text.slice(0, 14)
  return (
    /([\p{Script=Han}]{2,5}(?:街道|社区|镇|乡|村|小学|中学|医院|公司))(?:[。：，]|$)/u.exec(head)?.[1] ?? ''
  )
}

function judge(stated: Stated[]) {
  const [first] = stated
  if (!first) return []
  const other = stated.find(({ indicator }) => !agree(first.indicator, indicator))
  if (!other) return []
  // The value that fewer say is the one to look at; where none is rarer, the later one.
  const like = (one: Stated) => stated.filter(({ indicator }) => agree(one.indicator, indicator))
  const [odd, usual] = like(first).length < like(other).length ? [first, other] : [other, first]
  const rest = stated.filter(one => one !== odd)
  const { facts, indicator } = odd
  return [
    found('indicator-conflict', facts, indicator.line, indicator.quantity, {
      severity: 'error',
      message: 'say_indicator_conflict',
      values: { name: indicator.name, one: words(indicator), other: words(usual.indicator) },
      related: rest.map(one => cite(one.facts, one.indicator.line, one.indicator.quantity)),
    }),
  ]
}

const words = ({ line, quantity }: Indicator) => line.text.slice(quantity.from, quantity.to)

/** 12,512 and 1.25万 say the same. */
function agree({ quantity: a }: Indicator, { quantity: b }: Indicator): boolean {
  return Math.abs(a.value - b.value) <= (a.grain === b.grain ? 0 : Math.max(a.grain, b.grain) * 0.501)
}
