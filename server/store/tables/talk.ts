/** What people say of a report: opinions that are asked for, comments, leaders' marks. */
import type { MarkMedium, ProposalState, ThreadKind } from '../../../shared/comments/thread.ts'
import type { OpinionOutcome, RecipientState } from '../../../shared/consult.ts'

/** 征求意见: one round. */
export type ConsultationTable = {
  id: string
  report_id: string
  round: number
  title: string
  note: string
  due_at: string
  /** shared/consult.ts ConsultedText, JSON: the text as it was when the round began. */
  text: string
  created_by: string
  created_at: string
  closed_at: string | null
}

export type RecipientTable = {
  id: string
  consultation_id: string
  position: number
  name: string
  department_id: string | null
  /** Null: answers by a link. */
  person_id: string | null
  secret_hash: string | null
  link_expires_at: string | null
  state: RecipientState
  answered_at: string | null
  /** Who entered the answer for them; null: they themselves. */
  entered_by: string | null
}

export type OpinionTable = {
  id: string
  recipient_id: string
  position: number
  /** Null: the whole text. */
  section_id: string | null
  quote: string
  text: string
  created_at: string
  entered_by: string | null
  outcome: OpinionOutcome | null
  reason: string
  decided_by: string | null
  decided_at: string | null
}

/** 批注: a thread at a place of a section's text. */
export type ThreadTable = {
  id: string
  report_id: string
  section_id: string
  kind: ThreadKind
  /** shared/comments/anchor.ts Anchor; null: the section as a whole. */
  anchor_start: string | null
  anchor_end: string | null
  quote: string
  before: string
  after: string
  created_by: string
  created_at: string
  resolved_at: string | null
  resolved_by: string | null
}

export type CommentTable = {
  id: string
  thread_id: string
  person_id: string
  text: string
  at: string
  edited_at: string | null
  deleted_at: string | null
  deleted_by: string | null
  /** Text that is proposed; empty: to be left out. Null: none. */
  proposal: string | null
  /** The words that it is proposed for. */
  proposal_over: string | null
  proposal_state: ProposalState | null
  decided_by: string | null
  decided_at: string | null
}

export type CommentMentionTable = { comment_id: string; person_id: string }

/** 领导批示: what a thread of kind 'mark' has besides. */
export type MarkTable = {
  thread_id: string
  leader: string
  post: string
  medium: MarkMedium
  /** A date. */
  said_on: string
  attachment_id: string | null
  /** 落实 */
  done_at: string | null
  done_by: string | null
  done_note: string
  /** Position in the section's log by which it was done. */
  done_seq: number | null
}
