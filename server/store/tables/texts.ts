/** Texts: the log of each section and what is kept of it, searched in it, and frozen. */
import type { Generated } from 'kysely'
import type { Stage } from '../../../shared/report.ts'
import type { VersionKind } from '../../../shared/versions/versions.ts'

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
export type CheckpointTable = { section_id: string; seq: number; checksum: number; bytes: Uint8Array }

/** Which person a Yjs client id belongs to, for ever. */
export type SectionClientTable = { section_id: string; client: number; person_id: string }

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

/** A report frozen: what of it is rows as `content`, its texts as positions of their logs. */
export type VersionTable = {
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

export type VersionPositionTable = { version_id: string; section_id: string; seq: number }

/** Sections that are searched, by number. */
export type TextIndexTable = { n: Generated<number>; section_id: string; report_id: string }

/** Their plain texts, apart: the index is read whole, these are not. */
export type SectionTextTable = { n: number; text: string }

/** Sections whose text or heading has moved on since; kept by triggers. */
export type StaleTextTable = { section_id: string }
