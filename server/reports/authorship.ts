/**
 * Who wrote each letter of a section, worked out from its log (rules Q1–Q5 of server/reports/desk/SPEC.md).
 *
 * 1. A letter is its update's person's, at its time; letters that the desk took over or moved are those of
 *    whom text_origins names; the section's first text is nobody's.
 * 2. Letters that come again keep their source: what an editor cuts and writes anew in one step (a paragraph
 *    parted, joined, made an item), and what undo or pasting puts back that was deleted before.
 * 3. What was dropped from the log by the retention rule is known by client id alone, without a time.
 */
import * as Y from 'yjs'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { rootOf } from '../../shared/schema/letters.ts'
import { LogDamage } from '../store/log-damage.ts'
import { readUpdatesAt } from '../store/history.ts'
import { type LogRow, readBindings, readLog } from '../store/log.ts'
import type { Database } from '../store/store.ts'
import { createSources, type Source, type Sources } from './letter-sources.ts'
import { createReplay } from './replay.ts'

export type Written = {
  /** The text at `seq`, deleted letters included: nothing is collected. The caller destroys it. */
  readonly doc: Y.Doc
  readonly seq: number
  readonly sources: Sources
}

/** Between two breaths, milliseconds: other people's letters and requests are taken meanwhile. */
const breathMs = 20

/** Everything up to and including row `upTo`. `unavailable`: the log is damaged, or no longer reaches there. */
export async function readWritten(db: Database, sectionId: string, upTo: number): Promise<Outcome<Written>> {
  try {
    const log = await readWholeLog(db, sectionId, upTo)
    if (!log) return refuse('unavailable')
    const doc = new Y.Doc({ gc: false })
    rootOf(doc)
    const sources = createSources()
    await noteKnown(db, sectionId, sources)
    if (log.base) await noteBase(db, sectionId, doc, sources, log.base)
    const replay = createReplay(doc, sources)
    let since = performance.now()
    for (const row of log.rows) {
      replay(row.bytes, sourceOfRow(row, log.entered))
      if (performance.now() - since < breathMs) continue
      await new Promise(resolve => setImmediate(resolve))
      since = performance.now()
    }
    return done({ doc, seq: upTo, sources })
  } catch (error) {
    if (error instanceof LogDamage) return refuse('unavailable')
    throw error
  }
}

type Entered = { readonly seq: number; readonly enteredFor: string }
type WholeLog = {
  readonly base: readonly Uint8Array[] | undefined
  readonly rows: readonly LogRow[]
  readonly entered: readonly Entered[]
}

async function readWholeLog(db: Database, sectionId: string, upTo: number): Promise<WholeLog | undefined> {
  const { first } = await db
    .selectFrom('updates')
    .select(eb => eb.fn.min('seq').as('first'))
    .where('section_id', '=', sectionId)
    .executeTakeFirstOrThrow()
  const entered = await readEntered(db, sectionId)
  const from = first === null ? upTo : Math.min(first - 1, upTo)
  if (from === 0) return { base: undefined, rows: await readLog(db, sectionId, 0, upTo), entered }
  const base = await readUpdatesAt(db, sectionId, from)
  if (!base) return undefined
  return { base: base.updates, rows: await readLog(db, sectionId, from, upTo), entered }
}

/** 代录: rows that hold somebody else's words. */
async function readEntered(db: Database, sectionId: string): Promise<Entered[]> {
  const rows = await db
    .selectFrom('submissions')
    .select(['seq', 'entered_for as enteredFor'])
    .where('section_id', '=', sectionId)
    .where('channel', '=', 'entered')
    .execute()
  return rows.map(({ seq, enteredFor }) => ({ seq, enteredFor: enteredFor ?? '' }))
}

function sourceOfRow({ seq, personId, at }: LogRow, entered: readonly Entered[]): Source {
  const paper = personId === null ? undefined : entered.find(one => one.seq === seq)
  const rest = { departmentId: null, submissionId: null, materialId: null, fromSectionId: null, at }
  return paper ? { ...rest, personId: null, name: paper.enteredFor } : { ...rest, personId, name: null }
}

/** Letters that the desk put here. */
async function noteKnown(db: Database, sectionId: string, sources: Sources): Promise<void> {
  const rows = await db.selectFrom('text_origins').selectAll().where('section_id', '=', sectionId).execute()
  for (const row of rows)
    sources.know(row.client, row.clock, row.length, {
      personId: row.person_id,
      name: row.name,
      departmentId: row.department_id,
      at: row.at,
      submissionId: row.submission_id,
      materialId: row.material_id,
      fromSectionId: row.from_section_id === '' ? null : row.from_section_id,
    })
}

/** What stands for the rows that are gone. */
async function noteBase(
  db: Database,
  sectionId: string,
  doc: Y.Doc,
  sources: Sources,
  base: readonly Uint8Array[],
): Promise<void> {
  const owners = await readBindings(db, sectionId)
  for (const update of base) Y.applyUpdate(doc, update)
  const rest = {
    name: null,
    departmentId: null,
    submissionId: null,
    materialId: null,
    fromSectionId: null,
    at: null,
  }
  for (const [client, until] of Y.decodeStateVector(Y.encodeStateVector(doc)))
    sources.write(client, 0, until, { ...rest, personId: owners.get(client) ?? null })
}
