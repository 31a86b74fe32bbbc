/**
 * `stated-count` 数目与列举不符: 六项措施 with seven listed (一是 … 七是), 甲、乙、丙等4名.
 * Source: DOMAIN §3 #9.
 * Silent: nested lists (一是 that begins anew inside an item), 等 with more than are named (等15个村 names some),
 * lists whose items hold 、 themselves, lists that go on in later paragraphs unless each is numbered.
 */
import { readHanzi } from '../quantities.ts'
import type { Facts } from '../facts.ts'
import { cite, found, type Rule } from '../rule.ts'

export const statedCount: Rule = {
  name: 'stated-count',
  ofSection: facts => [...announced(facts), ...enumerated(facts)],
}

const count = '(?<count>[一二三四五六七八九十两]{1,2}|\\d{1,2})'
const announcement = new RegExp(
  `(?<![第\\d])${count}(?:个|点|项|条|大|方面)(?:[\\p{Script=Han}]{0,4}?)(?:方面|意见|措施|举措|要求|建议|问题|任务|工作|做法|特点|经验|体会|不足|原因|环节)`,
  'gu',
)
const ordinal = /(?<=^|[。；：:;，\s])(?<hanzi>[一二三四五六七八九十]{1,2})(?:是|要)/gu

/** X项措施 … 一是 … 二是: the items stand in the same paragraph, or each opens one of the next. */
function announced(facts: Facts) {
  return facts.lines.flatMap((line, at) => {
    const last = [...line.text.matchAll(announcement)].at(-1)
    if (!last) return []
    const behind = line.text.slice(last.index)
    const inside = ordinalsIn(behind)
    // The announcement must lead into the list: nothing but its own sentence stands before 一是.
    const list = inside.length > 0 ? inside : /[：:。]$/u.test(line.text) ? ordinalsOfNext(facts, at) : []
    if (inside.length > 0 && !leadsInto(behind)) return []
    const stated = numberOf(last.groups?.count ?? '')
    const listed = runOf(list)
    if (stated === undefined || listed < 2 || listed === stated) return []
    const span = { from: last.index, to: last.index + last[0].length }
    return [tell(facts, line, span, stated, listed)]
  })
}

const leadsInto = (behind: string) => /^[^。；]{0,40}[。：:，,]\s*(?:一是|一要)/u.test(behind)

const ordinalsIn = (text: string) =>
  [...text.matchAll(ordinal)].map(match => readHanzi(match.groups?.hanzi ?? '') ?? 0)

function ordinalsOfNext(facts: Facts, at: number): number[] {
  const found: number[] = []
  for (const { text } of facts.lines.slice(at + 1)) {
    const value = /^\s*(?<hanzi>[一二三四五六七八九十]{1,2})(?:是|要)/u.exec(text)?.groups?.hanzi
    if (value === undefined) break
    found.push(readHanzi(value) ?? 0)
  }
  return found
}

/** How far 1, 2, 3 … goes; 0 where the list begins anew inside itself: nested, nobody can count it. */
function runOf(values: readonly number[]): number {
  return values.every((value, at) => value === at + 1) ? values.length : 0
}

const enumeration =
  /(?<=[，。；：:（(]|^)(?<items>(?:[^，。；：:（()）、\s“”]{2,14}、){1,9}[^，。；：:（()）、\s“”]{2,14}?)(?:等)?(?<count>[二三四五六七八九十两]{1,2}|\d{1,2})(?<unit>名同志|位同志|名教师|名同学|名干部|个方面|大方面|方面|个环节|个步骤|个部门|个单位|个村|个社区|个乡镇|个镇|个街道|所学校|家企业|个专业|个项目|人|名|位)/gu

/** A、B、C等3名: as many as are named, where the count is small enough to name all. */
function enumerated(facts: Facts) {
  return facts.lines.flatMap(line => {
    if (!line.text.includes('、')) return []
    return [...line.text.matchAll(enumeration)].flatMap(match => {
      const stated = numberOf(match.groups?.count ?? '')
      const items = (match.groups?.items ?? '').split(/、|和(?=[^、]{2,8}$)|以?及(?=[^、]{2,8}$)/u)
      const listed = items.length
      if (stated === undefined || listed < 2 || stated === listed) return []
      const tail = (match.groups?.count?.length ?? 0) + (match.groups?.unit?.length ?? 0)
      const end = match.index + match[0].length
      // 等15个村 names the first few of many; 和 inside the last item may be a name's own.
      if (line.text[end - tail - 1] === '等' && stated > listed) return []
      // 甲、乙，丙、丁四个环节: the list goes over its commas.
      if (/、[^，。；：、]{1,14}，$/u.test(line.text.slice(Math.max(0, match.index - 20), match.index)))
        return []
      if (Math.abs(stated - listed) > 2 || items.some(item => /[和与及兼]|\d/u.test(item))) return []
      return [tell(facts, line, { from: end - tail, to: end }, stated, listed)]
    })
  })
}

function numberOf(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : readHanzi(text)
}

function tell(
  facts: Facts,
  line: Facts['lines'][number],
  span: { from: number; to: number },
  stated: number,
  listed: number,
) {
  return found('stated-count', facts, line, span, {
    severity: 'warning',
    message: 'say_stated_count',
    values: { stated, listed },
    related: [cite(facts, line, span)],
  })
}
