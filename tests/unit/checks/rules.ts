/** All cases by rule, and how often a rule is right on them. */
import { checkedFile } from '../../../shared/checks/from-file.ts'
import { checkText } from '../../../shared/checks/check.ts'
import type { Finding, RuleName } from '../../../shared/checks/finding.ts'
import { settingOf } from '../../../shared/checks/setting.ts'
import type { Case, Cases, ProvedCases } from './cases/case.ts'
import { indicatorConflict } from './cases/indicator-conflict.ts'
import { missingFigure } from './cases/missing-figure.ts'
import { missingPart } from './cases/missing-part.ts'
import { nameVariant } from './cases/name-variant.ts'
import { nearDuplicate } from './cases/near-duplicate.ts'
import { numbering } from './cases/numbering.ts'
import { placeholder } from './cases/placeholder.ts'
import { staleDuplicate } from './cases/stale-duplicate.ts'
import { sum } from './cases/sum.ts'
import { others } from './cases/others.ts'

/** The nine rules that an office gains most by (QUALITY §3, promise 8). */
export const nine = {
  placeholder,
  'missing-figure': missingFigure,
  'indicator-conflict': indicatorConflict,
  'stale-duplicate': staleDuplicate,
  sum,
  'near-duplicate': nearDuplicate,
  numbering,
  'name-variant': nameVariant,
  'missing-part': missingPart,
} as const satisfies Partial<Record<RuleName, ProvedCases>>

export const casesOf: Readonly<Record<RuleName, Cases>> = { ...others, ...nine }

export function findingsIn(given: Case, only?: readonly RuleName[]): Finding[] {
  const {
    text,
    title = '2025年工作总结',
    house,
    figures,
    lastYear,
  } = typeof given === 'string' ? { text: given } : given
  const earlier = lastYear && {
    title: '2024年工作总结',
    sections: [{ heading: '', lines: lastYear }],
    figures: [],
  }
  const checked = { ...checkedFile(text), ...(figures && { figures }), ...(earlier && { earlier }) }
  return checkText(checked, settingOf({ title }, house), only)
}

const isFound = (rule: RuleName, given: Case) => findingsIn(given, [rule]).length > 0

export type Score = {
  readonly precision: number
  readonly recall: number
  readonly cases: number
  readonly wrong: readonly Case[]
}

export function score(rule: RuleName, { found, silent }: Pick<Cases, 'found' | 'silent'>): Score {
  const missed = found.filter(given => !isFound(rule, given))
  const alarms = silent.filter(given => isFound(rule, given))
  const right = found.length - missed.length
  return {
    precision: right + alarms.length === 0 ? 1 : right / (right + alarms.length),
    recall: found.length === 0 ? 1 : right / found.length,
    cases: found.length + silent.length,
    wrong: [...missed, ...alarms],
  }
}
