/** What goes out: messages, reminders, final files and their links. */
import type { PublicationState } from '../../../shared/publishing.ts'
import type { ChannelKind, DeliveryEvent, DeliveryState } from '../../../shared/channels.ts'
import type { Language } from '../../../shared/i18n/dictionaries.ts'
import type { MessageKind } from '../../../shared/inbox.ts'
import type { ReminderWay } from '../../../shared/notice/duties.ts'

export type MessageTable = {
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

/** 催报 as it happened: which section was called for, to which department. */
export type ReminderTable = {
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
export type OutboxKeyTable = { key: string; at: string }

/** 成品 */
export type PublicationTable = {
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
export type PublicationFileTable = {
  publication_id: string
  format: string
  filename: string
  media_type: string
  size: number
  /** Hex. */
  sha256: string
  bytes: Uint8Array
}

export type PublicLinkTable = {
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
