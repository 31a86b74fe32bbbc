/**
 * The frame that every change of a thread runs in: who may see the report's threads, the change with its audit
 * row in one transaction, and after COMMIT the hint to open tabs. The report itself does not change by it.
 */
import type { AuditAction } from '../../shared/audit.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, mayReadReport, mayReadThreads } from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import type { CommentTable, ThreadTable } from '../store/tables/talk.ts'
import type { ReportDeps } from './deps.ts'
import { type LoadedReport, loadReport, type PlacedSection } from './rows.ts'

type Said<Value> = {
  readonly act: {
    readonly action: AuditAction
    readonly subjectId: string
    readonly before?: unknown
    readonly after?: unknown
  }
  readonly value: Value
}

export async function discussing<Value>(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  verb: (tx: Database, report: LoadedReport) => Promise<Outcome<Said<Value>>>,
): Promise<Outcome<Value>> {
  return inTransaction(deps, async (tx, tell) => {
    const report = await readableReport(tx, actor, reportId)
    if (!report.ok) return report
    const said = await verb(tx, report.value)
    if (!said.ok) return said
    await writeAudit(tx, deps, { personId: actor.id, reportId, ...said.value.act })
    tell({ type: 'threads', reportId })
    return done(said.value.value)
  })
}

/** The report, for whoever may see its threads. */
export async function readableReport(
  db: Database,
  actor: Actor,
  reportId: string,
): Promise<Outcome<LoadedReport>> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  return mayReadThreads(actor, report) ? done(report) : refuse('forbidden')
}

export type PlacedThread = {
  readonly row: ThreadTable
  /** Undefined: its section is deleted. */
  readonly section: PlacedSection | undefined
}

export async function findThread(
  db: Database,
  report: LoadedReport,
  threadId: string,
): Promise<PlacedThread | undefined> {
  const row = await db
    .selectFrom('threads')
    .selectAll()
    .where('id', '=', threadId)
    .where('report_id', '=', report.id)
    .executeTakeFirst()
  return row && { row, section: report.sections.find(({ id }) => id === row.section_id) }
}

/** A comment with its thread, deleted or not. */
export async function findComment(
  db: Database,
  report: LoadedReport,
  commentId: string,
): Promise<{ readonly comment: CommentTable; readonly thread: PlacedThread } | undefined> {
  const comment = await db.selectFrom('comments').selectAll().where('id', '=', commentId).executeTakeFirst()
  const thread = comment && (await findThread(db, report, comment.thread_id))
  return thread && { comment, thread }
}

/** What the audit shows of a long text. */
export const short = (words: string) => Array.from(words).slice(0, 60).join('')
