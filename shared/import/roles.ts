/** What kind of part a heading announces, by the words that offices use for it (DOMAIN: role synonyms). */
import type { SectionRole } from '../report.ts'

const synonyms: readonly { readonly role: SectionRole; readonly words: RegExp }[] = [
  {
    role: 'plan',
    words:
      /下一?步|下一阶段|(?:明年|来年|今后|下半年|下年度|\d{4}年|20\S{1,2}年).{0,10}(?:工作|打算|思路|安排|计划|重点|目标|设想)(?!总结|情况|回顾)|(?:打算|思路|设想|展望|努力方向)$|工作(?:计划|安排|打算)$/u,
  },
  {
    role: 'problems',
    words: /问题|不足|短板|差距|困惑|薄弱环节|(?:面临|存在|主要)的?(?:主要)?困难|困难(?:和|与)/u,
  },
  { role: 'requests', words: /请示事项|恳请|(?:意见|工作)?建议$|需要.{0,8}(?:解决|协调|支持)/u },
  { role: 'results', words: /成效|(?:取得|主要|工作)的?成绩|成果|收获|亮点/u },
  {
    role: 'work',
    words:
      /工作(?:开展|完成|落实|进展)?情况|(?:主要|重点)?工作(?:措施|做法|举措|回顾)|(?:主要|具体)(?:做法|措施|工作)|基本(?:情况|做法)/u,
  },
  { role: 'closing', words: /^(?:结语|结束语)$/u },
]

/** 补齐短板, 问题整改: what is done about a problem is no list of problems. */
const remedy =
  /(?:补齐|补强|补足|破解|解决|化解|弥补|缩小|聚焦|针对)[^的]{0,8}(?:问题|短板|不足|差距|困难)|(?:问题|短板).{0,4}(?:整改|解决|化解)/u

/** The role that a heading names, or null. */
export function guessRole(heading: string): SectionRole | null {
  const found = synonyms.find(({ words }) => words.test(heading))?.role ?? null
  return found === 'problems' && remedy.test(heading) ? null : found
}
