/**
 * 征求意见: one round asks its recipients for opinions on one frozen text until a deadline.
 *
 * Q1. A round begins in the stage consulting; beginning one earlier moves the stage there in the same act, where
 *     the coordinator says so. The text is frozen then: every recipient sees exactly that one.
 * Q2. A recipient has an account or not. Who has none answers by a personal link: looking uses nothing up, the
 *     newest link is the only one, and unknown, superseded, expired and closed look the same.
 * Q3. An answer is either 无意见 or opinions, never both; a later answer replaces the earlier one, until closing.
 * Q4. What is given or changed after the deadline is taken until closing, and marked late.
 * Q5. An answer that the coordinator entered for a recipient names who entered it.
 * Q6. Each opinion ends 采纳, 部分采纳 or 不采纳; the last two say why. A decision can be changed. It falls with its
 *     opinion's words: who changes an opinion gets it decided anew.
 * Q7. Only coordinators begin, close and decide; a recipient sees their own part of the rounds they are asked in,
 *     and to everybody else there is no round.
 * Q8. 送审 and later while opinions are undecided needs a reason, as a step backwards does.
 */
import { allSections, type AssembledReport } from './assemble/assemble.ts'
import { numberedLines } from './assemble/plain.ts'
import { type Stage, stages } from './report.ts'

export const recipientStates = [
  'waiting', // 未回复
  'none', // 无意见
  'answered', // 有意见
] as const
export type RecipientState = (typeof recipientStates)[number]

export const opinionOutcomes = [
  'adopted', // 采纳
  'partly', // 部分采纳
  'rejected', // 不采纳
] as const
export type OpinionOutcome = (typeof opinionOutcomes)[number]

/** Whether a round can begin: at once, by moving the stage on, or not at all. */
export function beginning(stage: Stage): 'now' | 'advance' | 'never' {
  const ahead = stages.indexOf('consulting') - stages.indexOf(stage)
  return ahead === 0 ? 'now' : ahead > 0 ? 'advance' : 'never'
}

export function needsReason(outcome: OpinionOutcome): boolean {
  return outcome !== 'adopted'
}

/** Decisions are taken until the report is put away. */
export function isDecidable(stage: Stage): boolean {
  return stage !== 'archived'
}

/** Times are ISO 8601 UTC in one form, so that they compare as text. */
export function isLate(answeredAt: string | null, dueAt: string): boolean {
  return answeredAt !== null && answeredAt > dueAt
}

export function needsDecisionsFirst(to: Stage): boolean {
  return stages.indexOf(to) > stages.indexOf('consulting')
}

/** What an opinion says; a decision holds for exactly this. */
export type Said = { readonly sectionId: string | null; readonly quote: string; readonly text: string }

export function saysTheSame(one: Said, other: Said): boolean {
  return one.sectionId === other.sectionId && one.quote === other.quote && one.text === other.text
}

type ConsultedSection = {
  readonly id: string
  readonly level: number
  /** 一、工作情况; of a part without a heading line, what it is called. */
  readonly label: string
  readonly showsHeading: boolean
  readonly lines: readonly string[]
}
export type ConsultedText = { readonly title: string; readonly sections: readonly ConsultedSection[] }

/** The text of a round, as everybody reads it: numbers included, one line a block. */
export function consultedText(report: AssembledReport): ConsultedText {
  return {
    title: report.title,
    sections: allSections(report).map(section => ({
      id: section.id,
      level: Math.max(1, section.level),
      label: section.number + section.heading,
      showsHeading: section.showsHeading,
      lines: section.blocks.flatMap(numberedLines),
    })),
  }
}
