/**
 * 领导批示: what a leader said or wrote, at its place: who, in what post, by which way, on which day, with a photo
 * or a voice file. It stays on the list until 落实, with a word on what did it and the text's state by which.
 */
import { sql } from 'kysely'
import type { BodyOf, ResponseOf } from '../../shared/api.ts'
import { kindOfProof, proofHead } from '../../shared/comments/proof.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { accessTo, type Actor, mayKeepMarks } from '../../shared/permissions.ts'
import { timestamp } from '../ops/deps.ts'
import { insertComment } from './comments.ts'
import type { ReportDeps } from './deps.ts'
import { discussing, findThread, short } from './discussing.ts'
import { tellOfMark } from './mentions.ts'
import { insertThread, nobodys, setResolved } from './threads.ts'

export async function recordMark(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  { text, leader, post, medium, on, attachmentId, ...place }: BodyOf<'recordMark'>,
): Promise<Outcome<ResponseOf<'recordMark'>>> {
  return discussing(deps, actor, reportId, async (tx, report) => {
    const section = report.sections.find(({ id }) => id === sectionId)
    if (!section) return refuse('not-found')
    if (!mayKeepMarks(actor, accessTo(report, section))) return refuse('forbidden')
    if (attachmentId !== null) {
      const file = await tx
        .selectFrom('attachments')
        .select(sql<Uint8Array>`substr(bytes, 1, ${sql.lit(proofHead)})`.as('head'))
        .where('id', '=', attachmentId)
        .where('section_id', '=', sectionId)
        .executeTakeFirst()
      if (!file) return refuse('bad-request')
      if (kindOfProof(file.head) === undefined) return refuse('file-unknown')
    }
    const added = await insertThread(tx, deps, actor, { reportId, sectionId, kind: 'mark', place })
    if (!added.ok) return added
    const threadId = added.value
    await tx
      .insertInto('marks')
      .values({
        thread_id: threadId,
        leader,
        post,
        medium,
        said_on: on,
        attachment_id: attachmentId,
        done_at: null,
        done_by: null,
        done_note: '',
        done_seq: null,
      })
      .execute()
    const words = { text, mentions: [], proposal: null, over: '' }
    const commentId = await insertComment(
      tx,
      deps,
      actor,
      { report, section, threadId, participants: [] },
      words,
    )
    if (!commentId.ok) return commentId
    await tellOfMark(tx, deps, actor, { report, section, commentId: commentId.value, text }, leader)
    const after = { leader, medium, quote: short(place.quote), text: short(text) }
    const act = { action: 'mark.record' as const, subjectId: sectionId, after }
    return done({ act, value: { threadId, commentId: commentId.value } })
  })
}

/** 落实, or not so after all. */
export async function settleMark(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  threadId: string,
  { done: isDone, note }: BodyOf<'settleMark'>,
): Promise<Outcome<Record<string, never>>> {
  return discussing(deps, actor, reportId, async (tx, report) => {
    const thread = await findThread(tx, report, threadId)
    if (thread?.row.kind !== 'mark') return refuse('not-found')
    const { row, section } = thread
    const access = section ? accessTo(report, section) : nobodys(report)
    if (!mayKeepMarks(actor, access)) return refuse('forbidden')
    if (isDone && note === '') return refuse('reason-needed')
    await tx
      .updateTable('marks')
      .set({
        done_at: isDone ? timestamp(deps.clock) : null,
        done_by: isDone ? actor.id : null,
        done_note: isDone ? note : '',
        done_seq: isDone ? (section?.head ?? null) : null,
      })
      .where('thread_id', '=', threadId)
      .execute()
    await setResolved(tx, deps, actor, threadId, isDone)
    const action = isDone ? ('mark.done' as const) : ('mark.undone' as const)
    const after = { quote: short(row.quote), ...(isDone ? { note } : {}) }
    return done({ act: { action, subjectId: row.section_id, after }, value: {} })
  })
}
