/**
 * The append: what several rooms have, put behind their logs in one transaction. Every key waits for it.
 *
 * 1. `head` moves by compare-and-swap on head and grants, so two histories cannot arise and a section locked
 *    anywhere cannot be written anywhere.
 * 2. Asked of the database as one call: SQLite does it by the steps of append-steps.ts, whose SQL stands here,
 *    PostgreSQL by the one statement of append-at-once.ts.
 */
import { CompiledQuery, sql } from 'kysely'
import { appendSteps, type SectionAppended } from './append-steps.ts'
import { preparing } from './prepared.ts'
import type { Database } from './store.ts'
import type { UpdateTable } from './tables/texts.ts'

/** What one room wants to append, against the head and grants that it judged by. */
export type Append = {
  readonly sectionId: string
  readonly head: number
  readonly grants: number
  readonly rows: readonly { readonly personId: string; readonly bytes: Uint8Array }[]
  /** Client ids seen for the first time in these rows. */
  readonly bindings: readonly Binding[]
}

export type Binding = { readonly client: number; readonly personId: string }

/** `stale`: head, grants or the section itself changed. `foreign`: a client id belongs to somebody else. */
export type Appended =
  | {
      readonly result: 'stored'
      readonly head: number
      readonly grants: number
      /** The report's new revision, when this append made the section 撰写. */
      readonly began: { readonly reportId: string; readonly revision: number } | undefined
    }
  | { readonly result: 'stale' | 'foreign' }

/** Times as the log writes them; milliseconds since 1970. */
export type Clock = () => number

/**
 * Appends what several rooms have, in one transaction; answers by section. A section that is not as its
 * room believed leaves the batch, the others commit. Throws when nothing was committed.
 */
export async function appendUpdates(
  db: Database,
  batch: readonly Append[],
  clock: Clock,
): Promise<ReadonlyMap<string, Appended>> {
  if (db.isTransaction) throw new Error('an append is a transaction of its own')
  const at = new Date(clock()).toISOString()
  const query: AppendQuery = { ...CompiledQuery.raw('append'), batch, at }
  const { rows } = await db.executeQuery<SectionAppended>(query)
  return new Map(rows)
}

/**
 * The same for one section within a verb's transaction, where head and grants were read: what the verb writes
 * beside the text (audit, a 来稿) is committed with it or not at all.
 */
export async function appendWithin(tx: Database, append: Append, at: string): Promise<Appended> {
  if (!tx.isTransaction) throw new Error('this append is part of a transaction')
  const steps = appendSteps(prepareAppend(tx), [append], at)
  let step = steps.next()
  while (step.done !== true) {
    const answers: (readonly unknown[])[] = []
    for (const { sql: text, parameters } of step.value)
      answers.push((await tx.executeQuery(CompiledQuery.raw(text, [...parameters]))).rows)
    step = steps.next(answers)
  }
  const [answer] = step.value
  if (!answer) throw new Error('an append without an answer')
  return answer[1]
}

/** What a connection is asked for in place of SQL. */
export type AppendQuery = CompiledQuery<SectionAppended> & {
  readonly batch: readonly Append[]
  readonly at: string
}

export const isAppendQuery = (query: CompiledQuery): query is AppendQuery => 'batch' in query

export type AppendStatements = ReturnType<typeof prepareAppend>

/** The append's queries in a database's own SQL. */
export function prepareAppend(db: Database) {
  return {
    findOwner: preparing<{ sectionId: string; client: number }>()(slot =>
      db
        .selectFrom('section_clients')
        .select('person_id as personId')
        .where('section_id', '=', slot('sectionId'))
        .where('client', '=', slot('client')),
    ),
    moveHead: preparing<{ sectionId: string; head: number; grants: number; newHead: number }>()(slot =>
      db
        .updateTable('sections')
        .set({
          head: slot('newHead'),
          grants: sql`case when status = 'not_started' then grants + 1 else grants end`,
          status: sql`case when status = 'not_started' then 'drafting' else status end`,
        })
        .where('id', '=', slot('sectionId'))
        .where('head', '=', slot('head'))
        .where('grants', '=', slot('grants'))
        .where('deleted_at', 'is', null)
        .returning(['report_id as reportId', 'head', 'grants']),
    ),
    bindClient: preparing<{ sectionId: string; client: number; personId: string }>()(slot =>
      db
        .insertInto('section_clients')
        .values({ section_id: slot('sectionId'), client: slot('client'), person_id: slot('personId') })
        .onConflict(conflict => conflict.columns(['section_id', 'client']).doNothing()),
    ),
    insertRow: preparing<UpdateTable>()(slot =>
      db.insertInto('updates').values({
        section_id: slot('section_id'),
        seq: slot('seq'),
        person_id: slot('person_id'),
        at: slot('at'),
        checksum: slot('checksum'),
        bytes: slot('bytes'),
      }),
    ),
    /** The outline shows a section's status, so its first edit is a change of the report. */
    raiseRevision: preparing<{ reportId: string; at: string }>()(slot =>
      db
        .updateTable('reports')
        .set(eb => ({ revision: eb('revision', '+', 1), updated_at: slot('at') }))
        .where('id', '=', slot('reportId'))
        .returning(['id as reportId', 'revision']),
    ),
  }
}
