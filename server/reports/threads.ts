/**
 * 批注: threads at a place of a section's text. Who works on a report comments anywhere in it, also where nobody
 * may write any more; nothing here touches the text.
 */
import type { BodyOf, Mentionable, ResponseOf, Thread } from '../../shared/api.ts'
import { type Anchored, isAnchor } from '../../shared/comments/anchor.ts'
import type { ThreadKind } from '../../shared/comments/thread.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { accessTo, type Actor, mayComment, mayResolve } from '../../shared/permissions.ts'
import { timestamp } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import { insertComment } from './comments.ts'
import type { ReportDeps } from './deps.ts'
import { discussing, findThread, readableReport, short } from './discussing.ts'
import { readMentionable } from './mentions.ts'
import { anchorColumns, readThreads } from './thread-rows.ts'

export async function listThreads(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
): Promise<Outcome<Thread[]>> {
  const report = await readableReport(db, actor, reportId)
  return report.ok ? done(await readThreads(db, reportId)) : report
}

export async function listMentionable(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
): Promise<Outcome<Mentionable[]>> {
  const report = await readableReport(db, actor, reportId)
  return report.ok ? done(await readMentionable(db, report.value)) : report
}

export async function beginThread(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  { text, mentions, proposal, ...place }: BodyOf<'beginThread'>,
): Promise<Outcome<ResponseOf<'beginThread'>>> {
  return discussing(deps, actor, reportId, async (tx, report) => {
    const section = report.sections.find(({ id }) => id === sectionId)
    if (!section) return refuse('not-found')
    if (!mayComment(actor, report)) return refuse('forbidden')
    // What is proposed stands for words of one block.
    if (proposal !== null && (place.anchor === null || place.quote.includes('\n')))
      return refuse('bad-request')
    const threadId = await insertThread(tx, deps, actor, { reportId, sectionId, kind: 'comment', place })
    if (!threadId.ok) return threadId
    const words = { text, mentions, proposal, over: place.quote }
    const thread = { report, section, threadId: threadId.value, participants: [] }
    const commentId = await insertComment(tx, deps, actor, thread, words)
    if (!commentId.ok) return commentId
    const after = { quote: short(place.quote), text: short(text) }
    const act = { action: 'comment.begin' as const, subjectId: sectionId, after }
    return done({ act, value: { threadId: threadId.value, commentId: commentId.value } })
  })
}

type NewThread = {
  readonly reportId: string
  readonly sectionId: string
  readonly kind: ThreadKind
  readonly place: Anchored
}

export async function insertThread(
  tx: Database,
  { clock, random }: Pick<ReportDeps, 'clock' | 'random'>,
  actor: Actor,
  { reportId, sectionId, kind, place }: NewThread,
): Promise<Outcome<string>> {
  if (place.anchor && !isAnchor(place.anchor)) return refuse('bad-request')
  const { count } = await tx
    .selectFrom('threads')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('report_id', '=', reportId)
    .executeTakeFirstOrThrow()
  if (count >= limits.threadsPerReport) return refuse('too-large')
  const id = newId(random)
  await tx
    .insertInto('threads')
    .values({
      id,
      report_id: reportId,
      section_id: sectionId,
      kind,
      ...anchorColumns(place),
      created_by: actor.id,
      created_at: timestamp(clock),
      resolved_at: null,
      resolved_by: null,
    })
    .execute()
  return done(id)
}

/** 解决, or open again. */
export async function settleThread(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  threadId: string,
  { resolved }: BodyOf<'settleThread'>,
): Promise<Outcome<Record<string, never>>> {
  return discussing(deps, actor, reportId, async (tx, report) => {
    const thread = await findThread(tx, report, threadId)
    if (!thread) return refuse('not-found')
    const { row, section } = thread
    const access = section ? accessTo(report, section) : nobodys(report)
    if (!mayResolve(actor, { personId: row.created_by }, access)) return refuse('forbidden')
    // A mark is settled by 落实 (marks.ts).
    if (row.kind === 'mark' || (row.resolved_at !== null) === resolved) return refuse('conflict')
    await setResolved(tx, deps, actor, threadId, resolved)
    const action = resolved ? ('comment.resolve' as const) : ('comment.reopen' as const)
    return done({ act: { action, subjectId: row.section_id, after: { quote: short(row.quote) } }, value: {} })
  })
}

/** A deleted section is held by nobody: its threads are the coordinator's, and of who began them. */
export const nobodys = ({ stage }: { readonly stage: Parameters<typeof accessTo>[0]['stage'] }) =>
  ({ stage, status: 'not_started', leadId: null, departmentIds: [] }) as const

export async function setResolved(
  tx: Database,
  { clock }: Pick<ReportDeps, 'clock'>,
  actor: Actor,
  threadId: string,
  resolved: boolean,
): Promise<void> {
  await tx
    .updateTable('threads')
    .set({ resolved_at: resolved ? timestamp(clock) : null, resolved_by: resolved ? actor.id : null })
    .where('id', '=', threadId)
    .execute()
}
