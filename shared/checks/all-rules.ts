/** The rules, in the order of ruleNames. */
import type { Rule } from './rule.ts'
import { completedBelowTarget } from './rules/completed-below-target.ts'
import { dash } from './rules/dash.ts'
import { date } from './rules/date.ts'
import { doubled } from './rules/doubled.ts'
import { figureDiffers } from './rules/figure-differs.ts'
import { foreignName } from './rules/foreign-name.ts'
import { growth } from './rules/growth.ts'
import { halfwidth } from './rules/halfwidth.ts'
import { houseTerm } from './rules/house-term.ts'
import { indicatorConflict } from './rules/indicator-conflict.ts'
import { length } from './rules/length.ts'
import { missingFigure } from './rules/missing-figure.ts'
import { missingPart } from './rules/missing-part.ts'
import { nameVariant } from './rules/name-variant.ts'
import { nearDuplicate } from './rules/near-duplicate.ts'
import { numbering } from './rules/numbering.ts'
import { percentage } from './rules/percentage.ts'
import { placeholder } from './rules/placeholder.ts'
import { privacy } from './rules/privacy.ts'
import { relativeYear } from './rules/relative-year.ts'
import { repeatedMark } from './rules/repeated-mark.ts'
import { repeatedSentence } from './rules/repeated-sentence.ts'
import { requestInReport } from './rules/request-in-report.ts'
import { secrecyMark } from './rules/secrecy-mark.ts'
import { selfReference } from './rules/self-reference.ts'
import { space } from './rules/space.ts'
import { staleDuplicate } from './rules/stale-duplicate.ts'
import { staleFigure } from './rules/stale-figure.ts'
import { staleName } from './rules/stale-name.ts'
import { stalePeriod } from './rules/stale-period.ts'
import { staleYear } from './rules/stale-year.ts'
import { statedCount } from './rules/stated-count.ts'
import { sum } from './rules/sum.ts'
import { truncated } from './rules/truncated.ts'
import { unbalanced } from './rules/unbalanced.ts'
import { unit } from './rules/unit.ts'
import { wrongWord } from './rules/wrong-word.ts'

export const allRules: readonly Rule[] = [
  secrecyMark,
  placeholder,
  missingFigure,
  sum,
  percentage,
  growth,
  indicatorConflict,
  figureDiffers,
  staleDuplicate,
  date,
  privacy,
  nearDuplicate,
  numbering,
  nameVariant,
  missingPart,
  foreignName,
  stalePeriod,
  staleFigure,
  staleName,
  staleYear,
  unit,
  statedCount,
  completedBelowTarget,
  repeatedSentence,
  selfReference,
  houseTerm,
  requestInReport,
  wrongWord,
  doubled,
  repeatedMark,
  unbalanced,
  halfwidth,
  space,
  truncated,
  relativeYear,
  dash,
  length,
]
