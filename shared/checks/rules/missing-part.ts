/**
 * `missing-part` 缺少必备部分: the summary says nothing of 存在问题 or of 下一步.
 * Source: DOMAIN §3 #25. A section's role is believed first, then its headings, then sentences that tell of it
 * (还存在一些不足, 短板, 差距; 下一步, 今后, 打算, 思路).
 * Silent: texts under 300 characters, and texts that only mention solving problems are no account of them.
 */
import { guessRole } from '../../import/roles.ts'
import type { SectionRole } from '../../report.ts'
import type { Facts } from '../facts.ts'
import { found, type Rule } from '../rule.ts'

const shortest = 300

const told: Partial<Record<SectionRole, RegExp>> = {
  problems:
    /(?:存在|面临|还有|仍有|尚有|有)(?:的|着|一些|一定的?|不少|许多|诸多|以下|几个|几方面|主要|突出|较多|较大|明显)*(?:问题|不足|差距|困难|短板|弱项|薄弱环节)(?!.{0,10}(?:及时|得到|进行)?(?:解决|整改|化解))|(?:不足之处|主要问题|主要困难|有待(?:进一步)?(?:提高|加强|完善|改进)|不够(?:深入|到位|扎实|健全|完善|高|强)|正视不足|困惑|短板(?:仍|还|较|在)|仍需(?:加强|努力))/u,
  plan: /下一步|下阶段|下一阶段|下半年(?:工作|将|我)|明年|新的一年|来年|今后(?:的|，|我|一个|工作|将|要)|在以后的|打算|工作思路|努力方向|接下来|将(?:继续|进一步|以|按照|紧紧围绕|坚持|着力)|(?:20\d\d|20__|20xx)年(?:工作)?(?:思路|打算|计划|重点|安排)/u,
}
/** 解决存在的问题 tells of work. */
const remedy =
  /(?:解决|研究|处理|整改|针对|发现|查找|排查|化解|协调|围绕|聚焦|对)[^。；，]{0,16}(?:问题|不足|困难|短板)/gu

export const missingPart: Rule = {
  name: 'missing-part',
  ofReport: (all, { demanded }) => {
    const parts = Map.groupBy(all, ({ part }) => part)
    return [...parts.values()].flatMap(sections => {
      const size = sections.reduce(
        (sum, { lines }) => sum + lines.reduce((n, { text }) => n + text.length, 0),
        0,
      )
      if (size < shortest) return []
      return demanded.filter(role => !has(sections, role)).flatMap(role => missing(sections, role))
    })
  },
}

function has(sections: readonly Facts[], role: SectionRole): boolean {
  return sections.some(
    section =>
      section.role === role ||
      section.lines.some(({ text, kind }) =>
        kind === 'title'
          ? false
          : kind === 'heading'
            ? guessRole(text) === role || tells(text, role)
            : tells(text, role),
      ),
  )
}

function tells(text: string, role: SectionRole): boolean {
  const pattern = told[role]
  if (!pattern) return false
  return pattern.test(role === 'problems' ? text.replace(remedy, '') : text)
}

function missing(sections: readonly Facts[], role: SectionRole) {
  const [section] = sections
  const line = section?.lines[0]
  if (!section || !line) return []
  const message =
    role === 'problems' ? 'say_missing_problems' : role === 'plan' ? 'say_missing_plan' : 'say_missing_part'
  const span = { from: 0, to: Math.min(40, line.text.length) }
  return [found('missing-part', section, line, span, { severity: 'warning', message })]
}
