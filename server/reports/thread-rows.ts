/**
 * Reading 批注 and 领导批示: threads with their comments as the contract shows them. What is deleted is not seen
 * here, and a thread whose comments are all deleted is none; threads of deleted sections are there.
 */
import type { Thread, ThreadComment, ThreadMark } from '../../shared/api.ts'
import type { Anchored } from '../../shared/comments/anchor.ts'
import type { Database } from '../store/store.ts'
import type { CommentTable, ThreadTable } from '../store/tables/talk.ts'

/** The oldest first. */
export async function readThreads(db: Database, reportId: string): Promise<Thread[]> {
  const rows = await db
    .selectFrom('threads')
    .leftJoin('persons as settlers', 'settlers.id', 'threads.resolved_by')
    .selectAll('threads')
    .select('settlers.name as settler_name')
    .where('threads.report_id', '=', reportId)
    .orderBy('threads.created_at')
    .orderBy('threads.id')
    .execute()
  const comments = await readComments(db, reportId)
  const marks = await readMarks(db, reportId)
  return rows.flatMap(({ settler_name: settler, ...row }) => {
    const own = comments.get(row.id)
    if (!own) return []
    return {
      id: row.id,
      sectionId: row.section_id,
      kind: row.kind,
      ...anchoredOf(row),
      personId: row.created_by,
      at: row.created_at,
      resolved: row.resolved_at === null ? null : { at: row.resolved_at, personName: settler ?? '' },
      mark: marks.get(row.id) ?? null,
      comments: own,
    }
  })
}

export function anchoredOf(
  row: Pick<ThreadTable, 'anchor_start' | 'anchor_end' | 'quote' | 'before' | 'after'>,
): Anchored {
  const { anchor_start: start, anchor_end: end, quote, before, after } = row
  return { anchor: start === null || end === null ? null : { start, end }, quote, before, after }
}

/** The columns that say where a thread stands. */
export function anchorColumns({ anchor, quote, before, after }: Anchored) {
  const around = { before: before.toWellFormed(), after: after.toWellFormed() }
  const place = { anchor_start: anchor?.start ?? null, anchor_end: anchor?.end ?? null }
  return { ...place, quote: quote.toWellFormed(), ...around }
}

async function readComments(db: Database, reportId: string): Promise<Map<string, ThreadComment[]>> {
  const rows = await db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .innerJoin('persons', 'persons.id', 'comments.person_id')
    .leftJoin('persons as deciders', 'deciders.id', 'comments.decided_by')
    .selectAll('comments')
    .select(['persons.name as person_name', 'deciders.name as decider_name'])
    .where('comments.deleted_at', 'is', null)
    .where('threads.report_id', '=', reportId)
    .orderBy('comments.at')
    .orderBy('comments.id')
    .execute()
  const names = await readMentions(db, reportId)
  const byThread = Map.groupBy(rows, row => row.thread_id)
  return new Map(
    [...byThread].map(([threadId, own]) => [
      threadId,
      own.map(row => ({
        id: row.id,
        personId: row.person_id,
        personName: row.person_name,
        at: row.at,
        editedAt: row.edited_at,
        text: row.text,
        mentions: names.get(row.id) ?? [],
        proposal: proposalOf(row, row.decider_name),
      })),
    ]),
  )
}

function proposalOf(row: CommentTable, decider: string | null): ThreadComment['proposal'] {
  if (row.proposal === null || row.proposal_state === null) return null
  const { proposal: text, proposal_over: over, proposal_state: state, decided_at: at } = row
  return { text, over: over ?? '', state, personName: decider, at }
}

async function readMentions(
  db: Database,
  reportId: string,
): Promise<Map<string, { readonly id: string; readonly name: string }[]>> {
  const rows = await db
    .selectFrom('comment_mentions')
    .innerJoin('comments', 'comments.id', 'comment_mentions.comment_id')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .innerJoin('persons', 'persons.id', 'comment_mentions.person_id')
    .select(['comment_id', 'persons.id', 'persons.name'])
    .where('threads.report_id', '=', reportId)
    .orderBy('persons.id')
    .execute()
  const names = new Map<string, { id: string; name: string }[]>()
  for (const { comment_id: commentId, id, name } of rows)
    names.set(commentId, [...(names.get(commentId) ?? []), { id, name }])
  return names
}

async function readMarks(db: Database, reportId: string): Promise<Map<string, ThreadMark>> {
  const rows = await db
    .selectFrom('marks')
    .innerJoin('threads', 'threads.id', 'marks.thread_id')
    .leftJoin('attachments', 'attachments.id', 'marks.attachment_id')
    .leftJoin('persons', 'persons.id', 'marks.done_by')
    .selectAll('marks')
    .select(['attachments.name as file_name', 'persons.name as doer_name'])
    .where('threads.report_id', '=', reportId)
    .execute()
  return new Map(
    rows.map(row => [
      row.thread_id,
      {
        leader: row.leader,
        post: row.post,
        medium: row.medium,
        on: row.said_on,
        attachmentId: row.attachment_id,
        attachmentName: row.file_name,
        done:
          row.done_at === null
            ? null
            : { at: row.done_at, personName: row.doer_name ?? '', note: row.done_note, seq: row.done_seq },
      },
    ]),
  )
}
