/**
 * The tables, typed for Kysely. One interface for every database; migrations.ts makes them.
 * Times are ISO 8601 UTC text, booleans 0 or 1, JSON is text, bytes are Uint8Array.
 */
import type { PublicationState } from '../../shared/publishing.ts'
import type { Generated } from 'kysely'
import type { Via } from '../../shared/audit.ts'
import type { BudgetUnit } from '../../shared/budget.ts'
import type { RuleName } from '../../shared/checks/finding.ts'
import type { ChannelKind, DeliveryEvent, DeliveryState } from '../../shared/channels.ts'
import type { MarkMedium, ProposalState, ThreadKind } from '../../shared/comments/thread.ts'
import type { OpinionOutcome, RecipientState } from '../../shared/consult.ts'
import type { Standing } from '../../shared/figures/figure.ts'
import type { HouseKind } from '../../shared/house-list.ts'
import type { Language } from '../../shared/i18n/dictionaries.ts'
import type { MessageKind } from '../../shared/inbox.ts'
import type { ReminderWay } from '../../shared/notice/duties.ts'
import type { Role } from '../../shared/permissions.ts'
import type {
  SectionRole,
  SignatureMedium,
  SignerRole,
  Signoff,
  Stage,
  Status,
  SubmissionChannel,
  Tick,
} from '../../shared/report.ts'
import type { VersionKind } from '../../shared/versions/versions.ts'

/** One row: the organisation that this installation serves. */
type OrganisationTable = { id: 1; name: string; department_label: string; created_at: string }

export type DepartmentTable = {
  id: string
  name: string
  rank: number
  active: 0 | 1
  /** 分管领导 */
  leader_id: string | null
  /** The department that took over all that this one had. */
  merged_into: string | null
}

/** 部门负责人 */
type DepartmentHeadTable = { department_id: string; person_id: string }

/** `id` is the identity's id in better-auth's `user` table. */
export type PersonTable = {
  id: string
  name: string
  role: Role
  is_administrator: 0 | 1
  active: 0 | 1
  created_at: string
  /** The person that this one turned out to be; always one who was not merged themselves. */
  merged_into: string | null
  /** In which e-mails are written to them; null: Chinese. */
  language: Generated<Language | null>
  /** 1: wants no e-mails but those they ask for. */
  mail_off: Generated<0 | 1>
}

type PersonDepartmentTable = { person_id: string; department_id: string }

export type InvitationTable = {
  id: string
  /** sha-256 of the link's secret, hex; the secret itself is never stored. */
  secret_hash: string
  department_id: string | null
  role: Role
  created_by: string
  created_at: string
  expires_at: string
  uses_left: number
  revoked_at: string | null
}

/** Links that sign in one person (entry), set a password (reset), or make the first administrator (setup). */
type PersonalLinkTable = {
  id: string
  purpose: 'setup' | 'entry' | 'reset'
  person_id: string | null
  secret_hash: string
  created_at: string
  expires_at: string
  used_at: string | null
}

export type ApiTokenTable = {
  id: string
  person_id: string
  secret_hash: string
  name: string
  created_at: string
  revoked_at: string | null
  /** Null: never. */
  expires_at: string | null
  last_used_at: string | null
}

export type AuditTable = {
  id: string
  /** Rises by one with each act, gapless. */
  seq: number
  at: string
  person_id: string | null
  /** One of shared/audit.ts, or what an older version wrote. */
  action: string
  report_id: string | null
  subject_id: string | null
  before: string | null
  after: string | null
  /** Null: not over the network, or before it was kept. */
  address: string | null
  via: Via | null
}

export type ReportTable = {
  id: string
  title: string
  period: string
  stage: Stage
  deadline: string | null
  words_ceiling: number | null
  budget_unit: BudgetUnit
  signoff: Signoff
  /** shared/report.ts Matter, JSON. */
  matter: string
  /** Rises with every change of the report's rows. */
  revision: number
  created_by: string | null
  created_at: string
  updated_at: string
  deleted_at: string | null
  carried_from_report_id: string | null
  /** Names of rules, JSON; null: all. */
  gating: string | null
}

export type SectionTable = {
  id: string
  report_id: string
  parent_id: string | null
  rank: string
  heading: string
  numbered: 0 | 1
  role: SectionRole | null
  status: Status
  lead_id: string | null
  due_at: string | null
  floor: number | null
  ceiling: number | null
  guidance: string
  return_reason: string | null
  rounds: number
  /** Sequence number of the newest row of the update log. */
  head: number
  /** Rises with every change of status, stage, owner or role that bears on this section. */
  grants: number
  generation: number
  deleted_at: string | null
  /** Sections deleted by one act share it, and come back together. */
  deletion_id: string | null
  /** The section of an earlier report whose text stands beside this one. */
  carried_from_section_id: string | null
}

/** 协办 */
type SectionDepartmentTable = { section_id: string; department_id: string }

/** The update log; (section_id, seq) is gapless from 1. It is the history: append only. */
export type UpdateTable = {
  section_id: string
  seq: number
  /** Null: the server itself (a section's first text). */
  person_id: string | null
  at: string
  /** crc32 of bytes. */
  checksum: number
  bytes: Uint8Array
}

/** The merged state up to and including `seq`. */
type CheckpointTable = { section_id: string; seq: number; checksum: number; bytes: Uint8Array }

/** Which person a Yjs client id belongs to, for ever. */
type SectionClientTable = { section_id: string; client: number; person_id: string }

/** 来稿: immutable. */
type SubmissionTable = {
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
type MaterialAskTable = { report_id: string; department_id: string }

/** A 协办 that is done with its part of this round, or was passed over. */
type SectionTickTable = {
  section_id: string
  department_id: string
  kind: Tick['kind']
  person_id: string
  at: string
  reason: string
}

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

/** A file as it was handed in; never changed. */
type AttachmentTable = {
  id: string
  report_id: string
  section_id: string | null
  name: string
  media_type: string
  size: number
  bytes: Uint8Array
  created_by: string | null
  created_at: string
}

/** An image of a report, as server/convert/image.ts made it; never changed. */
type ImageTable = {
  report_id: string
  id: string
  media_type: 'image/png' | 'image/jpeg'
  width: number
  height: number
  size: number
  /** SHA-256 of bytes, base64url. */
  hash: string
  bytes: Uint8Array
  created_by: string | null
  created_at: string
}

/** 签审 of one round of a section. */
type SignatureTable = {
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
type SignatureLinkTable = {
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

/** Text that a section did not take, kept as that person's draft. */
export type SetAsideTable = {
  id: string
  report_id: string
  section_id: string
  person_id: string
  /** sha-256 of the generation and `state`, hex. */
  hash: string
  at: string
  /** Position in the section's log that `text` was worked out over. */
  seq: number
  generation: number
  /** What the tab sent, a Yjs update. */
  state: Uint8Array
  /** ProseMirror JSON: the section as that person had it. */
  text: string
  words: number
  /** What `state` and `text` take, for the quota. */
  bytes: number
  /** When somebody took it over into the report, and who; null while it waits. */
  taken_at: string | null
  taken_by: string | null
}

/** Sections that are searched, by number. */
type TextIndexTable = { n: Generated<number>; section_id: string; report_id: string }

/** Their plain texts, apart: the index is read whole, these are not. */
type SectionTextTable = { n: number; text: string }

/** Sections whose text or heading has moved on since; kept by triggers. */
type StaleTextTable = { section_id: string }

export type TemplateTable = {
  id: string
  name: string
  /** shared/api/templates.ts TemplateContent, JSON. */
  content: string
  updated_at: string
  deleted_at: string | null
}

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

type MessageTable = {
  id: string
  person_id: string
  report_id: string
  /** Null: of the whole report. */
  section_id: string | null
  kind: MessageKind
  /** shared/api/inbox.ts MessageParams, JSON. */
  params: string
  created_at: string
  read_at: string | null
  /** The moment that it tells of, and to whom. */
  dedupe_key: string
}

/** 通知渠道 */
export type ChannelTable = {
  id: string
  kind: ChannelKind
  name: string
  /** Null: of the whole house. */
  department_id: string | null
  /** With whatever key is in it: never shown again, never logged. Empty for e-mail. */
  url: string
  /** 钉钉's 加签 secret, a webhook's signing secret: never shown again, never logged. */
  secret: string | null
  /** 钉钉's 自定义关键词: stands in every message. */
  keyword: string
  mention_all: 0 | 1
  language: Language
  /** ChannelEvent[], JSON. */
  events: string
  active: 0 | 1
  created_at: string
  deleted_at: string | null
}

/** What goes out, written in the transaction of what it tells of. */
export type OutboxTable = {
  id: string
  channel_id: string
  event: DeliveryEvent
  /** Whom an e-mail is for; null: a group or a program. */
  person_id: string | null
  language: Language
  title: string
  /** Lines. */
  text: string
  /** Of the page that it is about. */
  path: string | null
  /** delivery/letter.ts Facts, JSON: for programs. */
  facts: string
  created_at: string
  expires_at: string
  state: DeliveryState
  attempts: number
  next_at: string
  /** Until when a process has it under way. */
  lease_until: string | null
  settled_at: string | null
  /** Why the last try failed; no secret in it. */
  error: string | null
}

/** The moments that were put into the outbox, each once for a channel, kept when their deliveries are not. */
type OutboxKeyTable = { key: string; at: string }

/** A report frozen: what of it is rows as `content`, its texts as positions of their logs. */
type VersionTable = {
  id: string
  report_id: string
  /** Of the report, from 1. */
  number: number
  kind: VersionKind
  /** Of 定稿: 1, and of each erratum one more. */
  edition: number | null
  name: string
  note: string
  /** The section that it was made for, of those that make themselves. */
  section_id: string | null
  person_id: string
  at: string
  /** JSON of shared/versions/versions.ts, FrozenReport. */
  content: string
  /** Told from it once, for the list: the stage, what `section_id` was called, and VersionChange[] as JSON. */
  stage: Stage
  place: string
  changes: string
}

type VersionPositionTable = { version_id: string; section_id: string; seq: number }

/** 单位用语表. */
export type HouseEntryTable = {
  id: string
  kind: HouseKind
  wording: string
  instead: string
  rank: number | null
  note: string
  updated_at: string
  deleted_at: string | null
}

/** A finding of the checks that somebody ignored; known again by its words. */
type IgnoredFindingTable = {
  id: string
  report_id: string
  /** null: the report's own title. */
  section_id: string | null
  rule: RuleName
  quote: string
  before: string
  after: string
  reason: string
  person_id: string
  at: string
}

/** 指标: a value that is registered once and cited in texts. */
export type FigureTable = {
  id: string
  report_id: string
  /** Its place in the register. */
  place: number
  name: string
  unit: string
  /** Empty: the report's own period. */
  period: string
  /** A decimal as written; null: not known yet. */
  value: string | null
  /** 截至, an ISO date. */
  as_of: string | null
  standing: Standing
  source: string
  /** 口径 */
  basis: string
  department_id: string | null
  due_at: string | null
  /** Rises by one with each change. */
  version: number
  deleted_at: string | null
}

/** What a figure was and became; `before` and `after` hold the fields that changed. */
type FigureChangeTable = {
  id: string
  figure_id: string
  version: number
  person_id: string
  at: string
  before: string
  after: string
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

type CommentMentionTable = { comment_id: string; person_id: string }

/** 领导批示: what a thread of kind 'mark' has besides. */
type MarkTable = {
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

/** 催报 as it happened: which section was called for, to which department. */
type ReminderTable = {
  id: string
  /** One press of a button. */
  act_id: string
  report_id: string
  section_id: string
  department_id: string
  way: ReminderWay
  person_id: string
  at: string
}

/** 成品 */
type PublicationTable = {
  id: string
  report_id: string
  /** Of the report, from 1. */
  number: number
  state: PublicationState
  /** Formats that could not be written, JSON. */
  missing: string
  created_by: string | null
  created_at: string
}

/** Immutable. */
type PublicationFileTable = {
  publication_id: string
  format: string
  filename: string
  media_type: string
  size: number
  /** Hex. */
  sha256: string
  bytes: Uint8Array
}

type PublicLinkTable = {
  id: string
  publication_id: string
  secret_hash: string
  password_hash: string | null
  /** Null: until it is revoked. */
  expires_at: string | null
  created_by: string
  created_at: string
  revoked_at: string | null
}

/** Facts of the installation: its id, its signing secret, what has been loaded. */
type SettingTable = { key: string; value: string }

/** Failed attempts of one key (an address, an account): the moment at which nothing is counted any more, ms since 1970. */
export type AttemptTable = {
  kind: 'addresses' | 'accounts' | 'links' | 'resetLogins' | 'resetAddresses'
  key: string
  full_at: number
}

/** One taking over from a 来稿 or from material, or one moving between sections: what undoes it stands in it. */
export type DeskActTable = {
  id: string
  report_id: string
  kind: 'take' | 'move'
  person_id: string
  at: string
  /** One of the two that it was taken from; both null: moved, or from material that was withdrawn since. */
  submission_id: string | null
  material_id: string | null
  /** Null: from material. */
  from_section_id: string | null
  to_section_id: string
  /** shared/desk.ts Piece, JSON: of the 来稿 or the material, or of the section as it was looked at. */
  piece: string
  /** How it begins, for people. */
  quote: string
  /** server/reports/desk/anchor.ts Anchor, JSON: what now stands in `to_section_id`. */
  inserted: string
  /** A relative position in `from_section_id`, JSON: where it was taken out; null: it was not. */
  removed: string | null
  undone_at: string | null
  undone_by: string | null
}

/** Whose letters a client's letters from `clock` on are, where they were not written by the client's person. */
export type TextOriginTable = {
  section_id: string
  client: number
  clock: number
  length: number
  person_id: string | null
  /** 代录: for whom, where it was nobody with an account. */
  name: string | null
  department_id: string | null
  /** When they were first written, as far as that is known. */
  at: string | null
  submission_id: string | null
  material_id: string | null
  /** Empty: from no section, as what material brought is. */
  from_section_id: string
}

export type Tables = {
  organisation: OrganisationTable
  departments: DepartmentTable
  department_heads: DepartmentHeadTable
  persons: PersonTable
  person_departments: PersonDepartmentTable
  invitations: InvitationTable
  personal_links: PersonalLinkTable
  api_tokens: ApiTokenTable
  audit: AuditTable
  reports: ReportTable
  sections: SectionTable
  section_departments: SectionDepartmentTable
  updates: UpdateTable
  checkpoints: CheckpointTable
  section_clients: SectionClientTable
  submissions: SubmissionTable
  materials: MaterialTable
  material_asks: MaterialAskTable
  set_aside: SetAsideTable
  text_index: TextIndexTable
  section_texts: SectionTextTable
  stale_texts: StaleTextTable
  templates: TemplateTable
  section_ticks: SectionTickTable
  returns: ReturnTable
  attachments: AttachmentTable
  images: ImageTable
  versions: VersionTable
  version_positions: VersionPositionTable
  ignored_findings: IgnoredFindingTable
  figures: FigureTable
  figure_changes: FigureChangeTable
  threads: ThreadTable
  comments: CommentTable
  comment_mentions: CommentMentionTable
  marks: MarkTable
  house_entries: HouseEntryTable
  signatures: SignatureTable
  signature_links: SignatureLinkTable
  consultations: ConsultationTable
  consultation_recipients: RecipientTable
  opinions: OpinionTable
  messages: MessageTable
  channels: ChannelTable
  outbox: OutboxTable
  outbox_keys: OutboxKeyTable
  reminders: ReminderTable
  publications: PublicationTable
  publication_files: PublicationFileTable
  public_links: PublicLinkTable
  settings: SettingTable
  attempts: AttemptTable
  desk_acts: DeskActTable
  text_origins: TextOriginTable
}
