/**
 * The indicator table (指标): every figure of a section with what it counts. Sums, shares, growth, conflicts
 * and units read it, and a person may sort and look through it.
 *
 * 1. The name is the phrase before the number, without words of time, place of one's own, and saying
 *    (全县 今年 达到 完成); an empty name is a figure that its clause does not name.
 * 2. Period and standing come from the sentence: last year's, a month's, a plan's figure is not this year's.
 * 3. The group is whom the sentence tells of, if it is somebody in particular: 东河镇, 甲校.
 */
import type { Line } from './checked-text.ts'
import type { Span } from './finding.ts'
import { type Quantity, readQuantities } from './quantities.ts'
import { behindLast, sentencesOf } from './sentences.ts'

export type Indicator = {
  readonly line: Line
  readonly quantity: Quantity
  readonly name: string
  /** '' is the report's own period; otherwise as written: 去年, 2024年, 1—6月. */
  readonly period: string
  readonly standing: 'actual' | 'plan' | 'change'
  readonly group: string
  readonly sentence: Span
}

/** How far back a word of time or a name still speaks of a figure, characters. */
const leadLength = 120

export function readIndicators(lines: readonly Line[]): Indicator[] {
  return lines.flatMap(line => {
    const quantities = readQuantities(line.text)
    if (quantities.length === 0) return []
    const sentences = sentencesOf(line.text)
    let at = 0
    return quantities.map((quantity, index): Indicator => {
      while ((sentences[at]?.to ?? Infinity) <= quantity.from) at += 1
      const sentence = sentences[at] ?? { from: 0, to: line.text.length }
      const before = phraseBefore(line.text, quantity, quantities[index - 1], sentence)
      const lead = line.text.slice(Math.max(sentence.from, quantity.from - leadLength), quantity.from)
      return {
        line,
        quantity,
        name: nameIn(before),
        period: periodIn(before, lead),
        standing: standingIn(before),
        group: groupIn(lead),
        sentence,
      }
    })
  })
}

/** From the last mark, or the figure before, up to the number. */
function phraseBefore(
  text: string,
  quantity: Quantity,
  previous: Quantity | undefined,
  sentence: Span,
): string {
  const from = Math.max(sentence.from, quantity.from - 40, previous?.to ?? 0)
  const phrase = text.slice(from, quantity.from)
  return behindLast('，,；;。：:（）()“”、》《？！\n', phrase)
}

const leading =
  /^(?:截至|截止|到|至|目前|现|今年以来|今年|本年度?|一年来|全年|年内|当年|[年期][末初]|(?:19|20)\d{2}年(?:度|末|底)?|\d{1,2}月(?:末|底|份)?|\d{1,2}[日号]|以来|累计|已经?|其中|共计?|实现|完成|(?:我|本|该|全)[县区市镇乡村局校院]?|为|的|是|有|了|及|和|并|也|还|又|就|使|对|在(?![校职册编建岗院])|将|把|由|从|我们)+/u
const trailing =
  /(?:达到?了?|已达到?|为|共计?|累计|合计|总计|完成|实现|有|约|近|逾|超过?|突破|至|到|是|了|的|计|仅|只|已|增至|增加到|增长到|提高到|上升到|下降到|降至|减少到|数为|分别|大约|将近|接近|不足|不到|不低于|不少于|至少|以上|发展到|扩大到|稳定在|保持在|控制在)+$/u

function nameIn(phrase: string): string {
  let name = phrase.replace(/\s/gu, '')
  for (let rounds = 0; rounds < 4; rounds += 1) {
    const shorter = name.replace(leading, '').replace(trailing, '')
    if (shorter === name) break
    name = shorter
  }
  return name
}

const periods =
  /(?:去年|上年|上一年|前年|同期|往年|明年|下年|来年|十[一二三四]五|\d{1,2}\s?[—–~～-]\s?\d{1,2}月份?|[上下]半年|前?[一二三四]季度|截[至止]\s?(?:(?:20|19)\d{2}年)?\d{1,2}月|(?:19|20)\d{2}[—–~～-](?:19|20)?\d{2}(?:学年|年)|(?:19|20)\d{2}年|\d{1,2}月份?|20xx年|每[年月周日天季]|[第][一二三四五六七八九十]+[轮批期次季]|首[轮批期次])/gu

/** The nearest word of time: in the figure's own clause, else earlier in its sentence. */
function periodIn(clause: string, lead: string): string {
  return (clause.match(periods)?.at(-1) ?? lead.match(periods)?.at(-1) ?? '').replace(/\s/gu, '')
}

const plan =
  /目标|计划|任务|力争|预计|(?<!公共)预算|规划|拟|将(?!近|军)|确保|争取|指标(?!完成)|应|需|要求|不低于|不少于|不超过|上限|标准/u
const change = /增加|减少|增长|下降|提高|降低|上升|回落|多|少|同比|环比|较|比|净增|新增|缩短|压减/u

function standingIn(phrase: string): Indicator['standing'] {
  if (plan.test(phrase)) return 'plan'
  return change.test(
    phrase.replace(/(?:比重|占比|新增|增加到|增长到|提高到|上升到|下降到|减少到|比例|减少至|增加至)/gu, ''),
  )
    ? 'change'
    : 'actual'
}

const named =
  /(?<![全我本该各每])[\p{Script=Han}A-Z甲乙丙丁]{1,6}?(?:街道|社区|镇|乡|村|小学|中学|幼儿园|医院|公司|支队|大队|[科室])(?![长级委])/gu

/** Somebody in particular whom the sentence names before the figure. */
function groupIn(lead: string): string {
  return (
    (lead.match(named) ?? [])
      .filter(name => !/[全各每某个我本该城乡]?(?:城|乡)镇$|[全各每某个我本该]/u.test(name))
      .at(-1) ?? ''
  )
}
