/**
 * `stale-year` 年份可疑: a year that is neither the report's nor next to it, and years cut short (04年, 12—13学年).
 * Source: DOMAIN §3 #21; GB/T 15835-2011 4.1 (years are written in full).
 * Silent: no known year; years in 《》, 〔〕 and plans' names; 自/从…年以来, …年以后, 到2035年, 建于…, 第…届; sections of plans.
 */
import { found, matchesIn, type Rule, spanOf } from '../rule.ts'

const fullYear =
  /(?<![\d.〔［[《—–~～-])(?<year>(?:19|20)\d{2})\s?(?=年|[—–~～-](?:19|20)?\d{2}\s?学年|学年)/gu
const cutYear =
  /(?<![\d.一-鿿]|[一-鿿]\d)(?<!第)(?:[09]\d)年(?![以来级间代前后内龄]|制|期)|(?<=[，。；、：（(\s]|^)[012]\d[—–~～-][012]\d学年|(?<![\d])(?:0\d|1\d)级(?=\d|[，、新学生“）)])/gu
const history =
  /(?:自|从|始于|起于|建于|成立于|创办于|于|早在|截至|追溯|建成于|到|至|力争|目标|规划|较|比|与|同|相比|对比|对标|自从|曾|基期|基数|出生|入党|毕业|参加工作|以来|荣获|获|被评为|被授予|出台|印发|颁布|签订|立项|开工|启动|首)\s?[^，。；]{0,6}$/u
const since =
  /^年(?:以来|以后|起|开始|至今|前|后|间|底前|远景|代|版|成立|建成|启动|开工|被|荣获|入选|立项|建|度?计划|规划|目标|基数|以前|相比|至|—|–|-|～)/u

export const staleYear: Rule = {
  name: 'stale-year',
  ofSection: (facts, { year }) => {
    const cut = [...matchesIn(facts, cutYear)].map(({ line, match }) =>
      found('stale-year', facts, line, spanOf(match), { severity: 'info', message: 'say_cut_year' }),
    )
    if (year === null || facts.role === 'plan') return cut
    const stale = [...matchesIn(facts, fullYear)].flatMap(({ line, match }) => {
      const written = Number(match.groups?.year)
      if (Math.abs(written - year) <= 1 || line.kind === 'title') return []
      const [before, behind] = [
        line.text.slice(Math.max(0, match.index - 10), match.index),
        line.text.slice(match.index + 4),
      ]
      if (history.test(before) || since.test(behind.trimStart()) || isInTitle(line.text, match.index))
        return []
      if (written > year + 1) return []
      return [
        found(
          'stale-year',
          facts,
          line,
          { from: match.index, to: match.index + 4 },
          {
            severity: 'warning',
            message: 'say_stale_year',
            values: { written, year },
          },
        ),
      ]
    })
    return [...stale, ...cut]
  },
}

function isInTitle(text: string, at: number): boolean {
  const open = Math.max(text.lastIndexOf('《', at), text.lastIndexOf('〔', at), text.lastIndexOf('“', at))
  return open !== -1 && !/[》〕”]/u.test(text.slice(open, at)) && at - open < 60
}
