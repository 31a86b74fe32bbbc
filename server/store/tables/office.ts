/** The office: its people and departments, how they come in, what was done, its own wordings. */
import type { Generated } from 'kysely'
import type { Via } from '../../../shared/audit.ts'
import type { HouseKind } from '../../../shared/house-list.ts'
import type { Language } from '../../../shared/i18n/dictionaries.ts'
import type { Role } from '../../../shared/permissions.ts'

/** One row: the organisation that this installation serves. */
export type OrganisationTable = { id: 1; name: string; department_label: string; created_at: string }

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
export type DepartmentHeadTable = { department_id: string; person_id: string }

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

export type PersonDepartmentTable = { person_id: string; department_id: string }

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
export type PersonalLinkTable = {
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

/** Facts of the installation: its id, its signing secret, what has been loaded. */
export type SettingTable = { key: string; value: string }

/** Failed attempts of one key (an address, an account): the moment at which nothing is counted any more, ms since 1970. */
export type AttemptTable = {
  kind: 'addresses' | 'accounts' | 'links' | 'resetLogins' | 'resetAddresses'
  key: string
  full_at: number
}
