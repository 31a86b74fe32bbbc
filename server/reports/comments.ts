/**
 * What is said in a thread: replies, changes of one's own words, deleting and bringing back. A deleted comment
 * keeps its row, so that it can come back as it was.
 */
import type { BodyOf, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import {
  type Actor,
  mayChangeComment,
  mayComment,
  mayDeleteComment,
  mayRestoreComment,
} from '../../shared/permissions.ts'
import { timestamp } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { discussing, findComment, findThread, short } from './discussing.ts'
import { setMentions, type Spoken, tellOfComment } from './mentions.ts'
import type { LoadedReport, PlacedSection } from './rows.ts'

export async function replyToThread(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  threadId: string,
  { text, mentions, proposal }: BodyOf<'replyToThread'>,
): Promise<Outcome<ResponseOf<'replyToThread'>>> {
  return discussing(deps, actor, reportId, async (tx, report) => {
    const thread = await findThread(tx, report, threadId)
    if (!thread) return refuse('not-found')
    if (!mayComment(actor, report)) return refuse('forbidden')
    const { row, section } = thread
    const isPlaced = row.anchor_start !== null && !row.quote.includes('\n')
    if (proposal !== null && (!section || !isPlaced)) return refuse('bad-request')
    const participants = await readParticipants(tx, threadId)
    const place = { report, section, threadId, participants: [...participants, row.created_by] }
    const added = await insertComment(tx, deps, actor, place, { text, mentions, proposal, over: row.quote })
    if (!added.ok) return added
    const after = { quote: short(row.quote), text: short(text) }
    const act = { action: 'comment.reply' as const, subjectId: row.section_id, after }
    return done({ act, value: { commentId: added.value } })
  })
}

type InThread = {
  readonly report: LoadedReport
  /** Undefined: deleted. */
  readonly section: PlacedSection | undefined
  readonly threadId: string
  /** Who has said something in it. */
  readonly participants: readonly string[]
}

type NewComment = {
  readonly text: string
  readonly mentions: readonly string[]
  readonly proposal: string | null
  /** What the proposal is to stand for. */
  readonly over: string
}

export async function insertComment(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  { report, section, threadId, participants }: InThread,
  { text, mentions, proposal, over }: NewComment,
): Promise<Outcome<string>> {
  if (text === '' && proposal === null) return refuse('bad-request')
  const { count } = await tx
    .selectFrom('comments')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('thread_id', '=', threadId)
    .executeTakeFirstOrThrow()
  if (count >= limits.commentsPerThread) return refuse('too-large')
  const id = newId(deps.random)
  await tx
    .insertInto('comments')
    .values({
      id,
      thread_id: threadId,
      person_id: actor.id,
      text,
      at: timestamp(deps.clock),
      edited_at: null,
      deleted_at: null,
      deleted_by: null,
      proposal,
      proposal_over: proposal === null ? null : over,
      proposal_state: proposal === null ? null : 'open',
      decided_by: null,
      decided_at: null,
    })
    .execute()
  const spoken: Spoken = { report, section, commentId: id, text: text === '' ? (proposal ?? '') : text }
  const fresh = await setMentions(tx, actor, spoken, mentions)
  if (!fresh.ok) return fresh
  await tellOfComment(tx, deps, actor, spoken, { mentioned: fresh.value, participants })
  return done(id)
}

export async function changeComment(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  commentId: string,
  { text, mentions }: BodyOf<'changeComment'>,
): Promise<Outcome<Record<string, never>>> {
  return discussing(deps, actor, reportId, async (tx, report) => {
    const found = await findComment(tx, report, commentId)
    if (!found || found.comment.deleted_at !== null) return refuse('not-found')
    const { comment, thread } = found
    if (!mayChangeComment(actor, { personId: comment.person_id }, report.stage)) return refuse('forbidden')
    if (text === '' && comment.proposal === null) return refuse('bad-request')
    await tx
      .updateTable('comments')
      .set({ text, edited_at: timestamp(deps.clock) })
      .where('id', '=', commentId)
      .execute()
    const spoken = { report, section: thread.section, commentId, text }
    const fresh = await setMentions(tx, actor, spoken, mentions)
    if (!fresh.ok) return fresh
    await tellOfComment(tx, deps, actor, spoken, { mentioned: fresh.value, participants: [] })
    const words = { before: { text: short(comment.text) }, after: { text: short(text) } }
    const act = { action: 'comment.change' as const, subjectId: thread.row.section_id, ...words }
    return done({ act, value: {} })
  })
}

export function deleteComment(deps: ReportDeps, actor: Actor, reportId: string, commentId: string) {
  return setDeleted(deps, actor, reportId, commentId, true)
}

export function restoreComment(deps: ReportDeps, actor: Actor, reportId: string, commentId: string) {
  return setDeleted(deps, actor, reportId, commentId, false)
}

async function setDeleted(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  commentId: string,
  deleted: boolean,
): Promise<Outcome<Record<string, never>>> {
  return discussing(deps, actor, reportId, async (tx, report) => {
    const found = await findComment(tx, report, commentId)
    if (!found) return refuse('not-found')
    const { comment, thread } = found
    const { person_id: personId, deleted_by: deletedBy } = comment
    const isDeleted = comment.deleted_at !== null
    const may = isDeleted
      ? mayRestoreComment(actor, { personId, deletedBy }, report.stage)
      : mayDeleteComment(actor, { personId }, report.stage)
    if (!may) return refuse(isDeleted ? 'not-found' : 'forbidden')
    if (isDeleted === deleted) return refuse('conflict')
    const marked = { deleted_at: timestamp(deps.clock), deleted_by: actor.id }
    await tx
      .updateTable('comments')
      .set(deleted ? marked : { deleted_at: null, deleted_by: null })
      .where('id', '=', commentId)
      .execute()
    const action = deleted ? ('comment.delete' as const) : ('comment.restore' as const)
    const text = { text: short(comment.text) }
    const words = deleted ? { before: text } : { after: text }
    return done({ act: { action, subjectId: thread.row.section_id, ...words }, value: {} })
  })
}

async function readParticipants(db: Database, threadId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('comments')
    .select('person_id')
    .distinct()
    .where('thread_id', '=', threadId)
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map(row => row.person_id)
}
