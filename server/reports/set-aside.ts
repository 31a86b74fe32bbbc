/**
 * Set-aside drafts: text that a section did not take (it was closed, deleted or reset while somebody wrote),
 * kept as that person's own until somebody has dealt with it.
 *
 * 1. Whoever may read the report may set text aside, also of a section that they may not write or that is
 *    deleted: a right that was lost must not cost what was written before.
 * 2. The same bytes of the same person for the same section are one draft, however often they come.
 * 3. A draft is its author's and the coordinator's; for everybody else it does not exist.
 * 4. A draft never changes a section's text. Discarding one is for good.
 */
import { type Selectable, sql } from 'kysely'
import type { BodyOf, SetAside, SetAsideText } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayHandleSetAside, mayReadReport } from '../../shared/permissions.ts'
import { showFigures } from '../../shared/figures/in-text.ts'
import type { Text } from '../../shared/schema/text.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import { LogDamage } from '../store/log-damage.ts'
import type { Database } from '../store/store.ts'
import type { SetAsideTable } from '../store/tables/texts.ts'
import { readFigureValues } from './figure-rows.ts'
import type { ReportDeps } from './deps.ts'
import { type LoadedReport, loadReport } from './rows.ts'

/** Whose text of which section; `hash` names its bytes. */
export type SetAsideAsk = { readonly reportId: string; readonly sectionId: string; readonly hash: string }

/** A draft with what the rendering made of it. */
export type NewSetAside = SetAsideAsk & {
  readonly seq: number
  readonly generation: number
  readonly state: Uint8Array
  readonly text: Text
  readonly words: number
}

/** Looked at before the text is worked out: the draft if it is there already, or why there cannot be one. */
export async function findSetAside(
  db: Database,
  actor: Actor,
  ask: SetAsideAsk,
): Promise<Outcome<{ draftId: string | undefined; generation: number }>> {
  const report = await loadReport(db, ask.reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  const section = await db
    .selectFrom('sections')
    .select('generation')
    .where('id', '=', ask.sectionId)
    .where('report_id', '=', ask.reportId)
    .executeTakeFirst()
  if (!section) return refuse('not-found')
  const known = await db
    .selectFrom('set_aside')
    .select('id')
    .where('section_id', '=', ask.sectionId)
    .where('person_id', '=', actor.id)
    .where('hash', '=', ask.hash)
    .executeTakeFirst()
  if (!known && (await isFull(db, actor, ask.reportId))) return refuse('too-large')
  return done({ draftId: known?.id, generation: section.generation })
}

/** Keeps a draft and answers its id. `too-large`: this person has as many here as they may. */
export async function storeSetAside(
  deps: Pick<Deps, 'db' | 'bus' | 'clock' | 'random' | 'origin'>,
  actor: Actor,
  draft: NewSetAside,
): Promise<Outcome<{ draftId: string }>> {
  return inTransaction(deps, async (tx, tell) => {
    // Rights, section and quota as of this transaction: the rendering took its time.
    const found = await findSetAside(tx, actor, draft)
    if (!found.ok) return found
    if (found.value.draftId !== undefined) return done({ draftId: found.value.draftId })
    const text = JSON.stringify(draft.text)
    const bytes = draft.state.length + Buffer.byteLength(text)
    if (await isFull(tx, actor, draft.reportId, bytes)) return refuse('too-large')
    const id = newId(deps.random)
    await tx
      .insertInto('set_aside')
      .values({
        id,
        report_id: draft.reportId,
        section_id: draft.sectionId,
        person_id: actor.id,
        hash: draft.hash,
        at: timestamp(deps.clock),
        seq: draft.seq,
        generation: draft.generation,
        state: draft.state,
        text,
        words: draft.words,
        bytes,
        taken_at: null,
        taken_by: null,
      })
      .execute()
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'set-aside.keep',
      reportId: draft.reportId,
      subjectId: id,
      after: { sectionId: draft.sectionId, seq: draft.seq, words: draft.words },
    })
    tell({ type: 'set-aside', reportId: draft.reportId })
    return done({ draftId: id })
  })
}

/** Would the person have more than they may, with so many bytes more? */
async function isFull(db: Database, actor: Actor, reportId: string, more = 0): Promise<boolean> {
  const held = await db
    .selectFrom('set_aside')
    .select(eb => [
      eb.fn.countAll<number>().as('drafts'),
      eb.fn.coalesce(eb.fn.sum<number>('bytes'), sql.lit(0)).as('bytes'),
    ])
    .where('report_id', '=', reportId)
    .where('person_id', '=', actor.id)
    .executeTakeFirstOrThrow()
  return held.drafts >= limits.setAsidePerPerson || held.bytes + more > limits.setAsideBytes
}

/** One's own drafts of a report, or everybody's for a coordinator; the newest first. */
export async function listSetAside(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
): Promise<Outcome<SetAside[]>> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  const rows = await described(db).where('set_aside.report_id', '=', reportId).execute()
  const own = rows.filter(row => mayHandleSetAside(actor, { personId: row.person_id }))
  return done(own.map(row => present(report, row)))
}

export async function readSetAside(
  { db, texts }: Pick<ReportDeps, 'db' | 'texts'>,
  actor: Actor,
  reportId: string,
  draftId: string,
): Promise<Outcome<SetAsideText>> {
  const found = await findDraft(db, actor, reportId, draftId)
  if (!found.ok) return found
  const { report, row } = found.value
  const section = report.sections.find(({ id }) => id === row.section_id)
  const current = section ? await unlessDamaged(texts.ofSection(db, section)) : undefined
  const { text: json } = await db
    .selectFrom('set_aside')
    .select('text')
    .where('id', '=', draftId)
    .executeTakeFirstOrThrow()
  const text = showFigures(JSON.parse(json), await readFigureValues(db, reportId))
  return done({ ...present(report, row), text, current: current?.text ?? null })
}

/** Somebody took it over into the report, or says that it was not so. */
export async function markSetAside(
  deps: Pick<ReportDeps, 'db' | 'bus' | 'clock' | 'random' | 'origin'>,
  actor: Actor,
  reportId: string,
  draftId: string,
  { taken }: BodyOf<'markSetAside'>,
): Promise<Outcome<SetAside>> {
  const outcome = await inTransaction(deps, async (tx, tell) => {
    const found = await findDraft(tx, actor, reportId, draftId)
    if (!found.ok) return found
    await tx
      .updateTable('set_aside')
      .set({ taken_at: taken ? timestamp(deps.clock) : null, taken_by: taken ? actor.id : null })
      .where('id', '=', draftId)
      .execute()
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'set-aside.mark',
      reportId,
      subjectId: draftId,
      before: { sectionId: found.value.row.section_id, taken: found.value.row.taken_at !== null },
      after: { taken },
    })
    tell({ type: 'set-aside', reportId })
    return findDraft(tx, actor, reportId, draftId)
  })
  return outcome.ok ? done(present(outcome.value.report, outcome.value.row)) : outcome
}

export async function discardSetAside(
  deps: Pick<ReportDeps, 'db' | 'bus' | 'clock' | 'random' | 'origin'>,
  actor: Actor,
  reportId: string,
  draftId: string,
): Promise<Outcome<Record<string, never>>> {
  return inTransaction(deps, async (tx, tell) => {
    const found = await findDraft(tx, actor, reportId, draftId)
    if (!found.ok) return found
    const { section_id: sectionId, person_id: personId, words } = found.value.row
    await tx.deleteFrom('set_aside').where('id', '=', draftId).execute()
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'set-aside.discard',
      reportId,
      subjectId: draftId,
      before: { sectionId, personId, words },
    })
    tell({ type: 'set-aside', reportId })
    return done({})
  })
}

type DraftRow = Pick<
  Selectable<SetAsideTable>,
  'id' | 'section_id' | 'person_id' | 'at' | 'words' | 'taken_at'
> & {
  readonly heading: string
  readonly person_name: string
  readonly taker_name: string | null
}

/** Drafts without their texts, with the words that people know them by. */
function described(db: Database) {
  return db
    .selectFrom('set_aside')
    .innerJoin('sections', 'sections.id', 'set_aside.section_id')
    .innerJoin('persons', 'persons.id', 'set_aside.person_id')
    .leftJoin('persons as takers', 'takers.id', 'set_aside.taken_by')
    .select([
      'set_aside.id',
      'set_aside.section_id',
      'set_aside.person_id',
      'set_aside.at',
      'set_aside.words',
      'set_aside.taken_at',
      'sections.heading',
      'persons.name as person_name',
      'takers.name as taker_name',
    ])
    .orderBy('set_aside.at', 'desc')
    .orderBy('set_aside.id')
}

/** A draft that this person may handle; for others it is missing. */
async function findDraft(
  db: Database,
  actor: Actor,
  reportId: string,
  draftId: string,
): Promise<Outcome<{ report: LoadedReport; row: DraftRow }>> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  const row = await described(db)
    .where('set_aside.id', '=', draftId)
    .where('set_aside.report_id', '=', reportId)
    .executeTakeFirst()
  if (!row || !mayHandleSetAside(actor, { personId: row.person_id })) return refuse('not-found')
  return done({ report, row })
}

function present(report: LoadedReport, row: DraftRow): SetAside {
  return {
    id: row.id,
    sectionId: row.section_id,
    heading: row.heading,
    sectionDeleted: !report.sections.some(({ id }) => id === row.section_id),
    personId: row.person_id,
    personName: row.person_name,
    at: row.at,
    words: row.words,
    taken: row.taken_at === null ? null : { at: row.taken_at, personName: row.taker_name ?? '' },
  }
}

async function unlessDamaged<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof LogDamage) return undefined
    throw error
  }
}
