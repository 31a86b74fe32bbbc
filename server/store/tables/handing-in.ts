/** What departments hand in, what they sign, and what goes back to them. */
import type { SignatureMedium, SignerRole, SubmissionChannel } from '../../../shared/report.ts'

/** 来稿: immutable. */
export type SubmissionTable = {
  id: string
  section_id: string
  round: number
  person_id: string
  channel: SubmissionChannel
  at: string
  /** Position in the log that the copy was made at. */
  seq: number
  /** ProseMirror JSON. */
  text: string
  words: number
  /** 零报送: nothing to report this time. */
  nil: 0 | 1
  note: string
  /** When a coordinator first looked; from then on it is not recalled. */
  looked_at: string | null
  recalled_at: string | null
  /** 代录: for whom; null: the person submitted themselves. */
  entered_for: string | null
  /** The original as it was handed in. */
  attachment_id: string | null
}

/** 材料: handed in for the report as a whole; immutable, and gone once it is withdrawn. */
export type MaterialTable = {
  id: string
  report_id: string
  /** Null: the coordinator's own find, of no department. */
  department_id: string | null
  person_id: string
  /** 代录: for whom; null: the person handed it in themselves. */
  entered_for: string | null
  name: string
  at: string
  /** ProseMirror JSON, read from the original. */
  text: string
  words: number
  /** The original as it was handed in. */
  attachment_id: string
}

/** A department that hands in material though it may hold no section. */
export type MaterialAskTable = { report_id: string; department_id: string }

/** Each time that a section went back, and why. */
export type ReturnTable = {
  id: string
  section_id: string
  round: number
  kind: 'return' | 'refused' | 'reopen'
  at: string
  /** Null: a signer without an account. */
  person_id: string | null
  by_name: string
  reason: string
  /** shared/api ReturnNote[], JSON. */
  notes: string
}

/** 签审 of one round of a section. */
export type SignatureTable = {
  id: string
  section_id: string
  round: number
  role: SignerRole
  signer: string
  medium: SignatureMedium
  at: string
  note: string
  /** Who recorded it for the signer (代签); null: the signer, by the link. */
  recorded_by: string | null
  attachment_id: string | null
}

/** A signer's personal link; good for one round and one role. */
export type SignatureLinkTable = {
  id: string
  section_id: string
  round: number
  role: SignerRole
  signer: string
  secret_hash: string
  created_by: string
  created_at: string
  expires_at: string
}
