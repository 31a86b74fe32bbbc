/**
 * A section's way to the coordinator: 已写完 of each 协办, submitting (报送, 零报送), recalling.
 *
 * 1. A 来稿 is the text as committed at the log position that it names, copied in the transaction that closes
 *    the section; it is never changed or deleted. Recalling marks it.
 * 2. Nobody submits over a 协办 that has said nothing: it ticks 已写完 itself, or is passed over with a reason.
 *    A new round asks everybody anew.
 * 3. Once a coordinator has looked at a 来稿 it is not recalled; the coordinator returns it instead.
 */
import type { BodyOf, Report } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import {
  accessTo,
  type Actor,
  mayLook,
  mayRecall,
  maySubmit,
  mayTick,
  waitedFor,
} from '../../shared/permissions.ts'
import { type SubmissionChannel, unfinished } from '../../shared/report.ts'
import { hasContent } from '../../shared/schema/text.ts'
import { timestamp } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import { changingReport } from './changing.ts'
import type { ReportDeps } from './deps.ts'
import type { PlacedSection } from './rows.ts'
import { refuseStep, takeStep } from './steps.ts'

/** 已写完, said or taken back by one 协办. */
export async function tickSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  { departmentId, done: finished }: BodyOf<'tickSection'>,
): Promise<Outcome<Report>> {
  return changingReport(deps, actor, reportId, async (tx, report) => {
    const section = report.sections.find(({ id }) => id === sectionId)
    if (!section) return refuse('not-found')
    const may = (who: Actor, access: ReturnType<typeof accessTo>) => mayTick(who, access, departmentId)
    const access = accessTo(report, section)
    if (!may(actor, access)) return refuseStep(actor, access, may)
    if (finished) await tick(tx, deps, actor, sectionId, { departmentId, kind: 'done', reason: '' })
    else
      await tx
        .deleteFrom('section_ticks')
        .where('section_id', '=', sectionId)
        .where('department_id', '=', departmentId)
        .execute()
    const act = {
      action: 'section.tick' as const,
      subjectId: sectionId,
      after: { departmentId, done: finished },
    }
    return done({ act, value: null })
  })
}

type NewTick = { departmentId: string; kind: 'done' | 'passed'; reason: string }

async function tick(
  tx: Database,
  { clock }: ReportDeps,
  actor: Actor,
  sectionId: string,
  { departmentId, kind, reason }: NewTick,
): Promise<void> {
  const said = { kind, person_id: actor.id, at: timestamp(clock), reason }
  await tx
    .insertInto('section_ticks')
    .values({ section_id: sectionId, department_id: departmentId, ...said })
    .onConflict(conflict => conflict.columns(['section_id', 'department_id']).doUpdateSet(said))
    .execute()
}

/** Closes the section for its authors and keeps its text as the next round's 来稿. */
export async function submitSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  { passOver = [], nil = false, note = '', channel = 'editor' }: BodyOf<'submitSection'>,
): Promise<Outcome<Report>> {
  return takeStep(deps, actor, reportId, [sectionId], {
    action: 'section.submit',
    may: maySubmit,
    step: report => (report.signoff === 'none' ? 'submit' : 'request'),
    told: { ...(nil ? { nil } : {}), ...(passOver.length > 0 ? { passOver } : {}) },
    write: (tx, section) =>
      insertSubmission(tx, deps, actor, section, {
        channel,
        enteredFor: null,
        attachmentId: null,
        passOver,
        nil,
        note,
      }),
  })
}

type NewSubmission = {
  readonly channel: SubmissionChannel
  readonly enteredFor: string | null
  readonly attachmentId: string | null
  readonly passOver: readonly { readonly departmentId: string; readonly reason: string }[]
  readonly nil: boolean
  readonly note: string
}

/** The section's committed text as the next round's 来稿. */
export async function insertSubmission(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  section: PlacedSection,
  { channel, enteredFor, attachmentId, passOver, nil, note }: NewSubmission,
): Promise<Outcome<{ rounds: number }>> {
  const others = waitedFor(actor, section)
  for (const { departmentId, reason } of passOver)
    if (others.includes(departmentId))
      await tick(tx, deps, actor, section.id, { departmentId, kind: 'passed', reason })
  const missing = unfinished(others, await readTicks(tx, section.id))
  if (missing.length > 0) return refuse('co-unfinished', { departmentIds: missing })
  const { text, words, seq } = await deps.texts.ofSection(tx, section)
  if (nil && hasContent(text)) return refuse('nil-with-text', { words })
  const round = section.rounds + 1
  await tx
    .insertInto('submissions')
    .values({
      id: newId(deps.random),
      section_id: section.id,
      round,
      person_id: actor.id,
      channel,
      at: timestamp(deps.clock),
      seq,
      text: JSON.stringify(text),
      words,
      nil: nil ? 1 : 0,
      note,
      looked_at: null,
      recalled_at: null,
      entered_for: enteredFor,
      attachment_id: attachmentId,
    })
    .execute()
  return done({ rounds: round })
}

export async function readTicks(tx: Database, sectionId: string) {
  const rows = await tx
    .selectFrom('section_ticks')
    .select(['department_id', 'kind'])
    .where('section_id', '=', sectionId)
    .execute()
  return rows.map(row => ({ departmentId: row.department_id, kind: row.kind }))
}

/** 撤回: takes a 来稿 back before the coordinator has looked at it. */
export async function recallSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<Report>> {
  return takeStep(deps, actor, reportId, [sectionId], {
    action: 'section.recall',
    may: (who, access) => mayRecall(who, { ...access, looked: false }),
    step: () => 'recall',
    async write(tx, section) {
      const { numUpdatedRows } = await tx
        .updateTable('submissions')
        .set({ recalled_at: timestamp(deps.clock) })
        .where('section_id', '=', sectionId)
        .where('round', '=', section.rounds)
        .where('looked_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows === 0n ? refuse('already-looked') : done({})
    },
  })
}

/** Told by the coordinator's screen when it shows a fresh 来稿. */
export async function lookAtSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<Report>> {
  return changingReport(deps, actor, reportId, async (tx, report) => {
    const section = report.sections.find(({ id }) => id === sectionId)
    if (!section) return refuse('not-found')
    if (!mayLook(actor)) return refuse('forbidden')
    const { numUpdatedRows } = await tx
      .updateTable('submissions')
      .set({ looked_at: timestamp(deps.clock) })
      .where('section_id', '=', sectionId)
      .where('round', '=', section.rounds)
      .where('looked_at', 'is', null)
      .where('recalled_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return refuse('conflict')
    const act = { action: 'section.look' as const, subjectId: sectionId, after: { round: section.rounds } }
    return done({ act, value: null })
  })
}
