/**
 * Which findings ask the coordinator for a reason before 定稿: all errors, or those of the rules that the report
 * (or the template that it began from) names, whatever else is found.
 *
 * 1. A named rule counts with its warnings too: it was chosen on purpose. Hints never count.
 * 2. A secrecy mark stops whatever is chosen.
 */
import type { Finding, RuleName } from './finding.ts'

/** Null: no choice was made. */
export type Gating = readonly RuleName[] | null

export function isGating({ rule, severity }: Pick<Finding, 'rule' | 'severity'>, gating: Gating): boolean {
  if (rule === 'secrecy-mark') return true
  return gating === null ? severity === 'error' : severity !== 'info' && gating.includes(rule)
}

export type InTheWay = { readonly findings: number; readonly secrecyMarks: number }

export function inTheWay(open: readonly Finding[], gating: Gating): InTheWay {
  const gated = open.filter(finding => isGating(finding, gating))
  return {
    findings: gated.length,
    secrecyMarks: gated.filter(({ rule }) => rule === 'secrecy-mark').length,
  }
}
