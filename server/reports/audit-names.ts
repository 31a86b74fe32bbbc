/**
 * What the ids in the audit are called: people, departments, reports, invitations, tokens, and sections with
 * the number that they have in the outline today (二、（一）防汛工作).
 */
import { inOrder } from '../../shared/outline.ts'
import type { Database } from '../store/store.ts'
import type { AuditTable } from '../store/tables/office.ts'

export type AuditNames = {
  personOf(id: string): string | null
  reportOf(id: string): string | null
  subjectOf(id: string): string | null
  /** The value with the ids in it replaced by names. */
  named(value: unknown): unknown
}

type Names = ReadonlyMap<string, string>

export async function readAuditNames(db: Database, rows: readonly AuditTable[]): Promise<AuditNames> {
  const reportIds = [...new Set(rows.flatMap(row => row.report_id ?? []))]
  const persons = new Map((await db.selectFrom('persons').select(['id', 'name']).execute()).map(pair))
  const departments = new Map((await db.selectFrom('departments').select(['id', 'name']).execute()).map(pair))
  const reports = await readTitles(db, reportIds)
  const subjects: readonly Names[] = [
    persons,
    departments,
    await readSectionLabels(db, reportIds),
    await readTokenNames(db, rows),
    await readInvitationNames(db, rows),
    await readTemplateNames(db, rows),
    await readVersionNames(db, rows),
    await readChannelNames(db, rows),
    await readFigureNames(db, rows),
    await readHouseNames(db, rows),
    ...(await readConsultationNames(db, reportIds)),
  ]
  const nameOf = (id: string) => subjects.find(names => names.has(id))?.get(id) ?? null
  const named = (value: unknown): unknown => {
    if (typeof value === 'string') return nameOf(value) ?? value
    if (Array.isArray(value)) return value.map(named)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, named(inner)]))
  }
  return {
    personOf: id => persons.get(id) ?? null,
    reportOf: id => reports.get(id) ?? null,
    subjectOf: nameOf,
    named,
  }
}

const pair = ({ id, name }: { id: string; name: string }): [string, string] => [id, name]

async function readTitles(db: Database, reportIds: readonly string[]): Promise<Names> {
  if (reportIds.length === 0) return new Map()
  const rows = await db.selectFrom('reports').select(['id', 'title']).where('id', 'in', reportIds).execute()
  return new Map(rows.map(({ id, title }) => [id, title]))
}

/** A deleted section has its heading alone: it stands nowhere. */
async function readSectionLabels(db: Database, reportIds: readonly string[]): Promise<Names> {
  if (reportIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('sections')
    .select(['id', 'report_id', 'parent_id', 'rank', 'numbered', 'role', 'heading', 'deleted_at'])
    .where('report_id', 'in', reportIds)
    .execute()
  const labels = new Map(rows.map(({ id, heading }) => [id, heading]))
  const live = rows.filter(row => row.deleted_at === null)
  for (const sections of Map.groupBy(live, row => row.report_id).values()) {
    const numbers = new Map<string, string>()
    const placed = sections.map(row => ({
      id: row.id,
      parentId: row.parent_id,
      rank: row.rank,
      numbered: row.numbered === 1,
      role: row.role,
      leadId: null,
      coIds: [],
      heading: row.heading,
    }))
    for (const { id, parentId, number, heading } of inOrder(placed)) {
      const whole = (parentId === null ? '' : (numbers.get(parentId) ?? '')) + number
      numbers.set(id, whole)
      labels.set(id, whole + heading)
    }
  }
  return labels
}

async function readTokenNames(db: Database, rows: readonly AuditTable[]): Promise<Names> {
  const ids = subjectIds(rows, 'token.')
  if (ids.length === 0) return new Map()
  return new Map(
    (await db.selectFrom('api_tokens').select(['id', 'name']).where('id', 'in', ids).execute()).map(pair),
  )
}

async function readInvitationNames(db: Database, rows: readonly AuditTable[]): Promise<Names> {
  const ids = subjectIds(rows, 'invitation.')
  if (ids.length === 0) return new Map()
  const found = await db
    .selectFrom('invitations')
    .leftJoin('departments', 'departments.id', 'invitations.department_id')
    .select(['invitations.id', 'departments.name'])
    .where('invitations.id', 'in', ids)
    .execute()
  return new Map(found.map(({ id, name }) => [id, name ?? '']))
}

async function readTemplateNames(db: Database, rows: readonly AuditTable[]): Promise<Names> {
  const ids = subjectIds(rows, 'template.')
  if (ids.length === 0) return new Map()
  return new Map(
    (await db.selectFrom('templates').select(['id', 'name']).where('id', 'in', ids).execute()).map(pair),
  )
}

async function readFigureNames(db: Database, rows: readonly AuditTable[]): Promise<Names> {
  const ids = subjectIds(rows, 'figure.')
  if (ids.length === 0) return new Map()
  return new Map(
    (await db.selectFrom('figures').select(['id', 'name']).where('id', 'in', ids).execute()).map(pair),
  )
}

async function readVersionNames(db: Database, rows: readonly AuditTable[]): Promise<Names> {
  const ids = subjectIds(rows, 'version.')
  if (ids.length === 0) return new Map()
  return new Map(
    (await db.selectFrom('versions').select(['id', 'name']).where('id', 'in', ids).execute()).map(pair),
  )
}

async function readHouseNames(db: Database, rows: readonly AuditTable[]): Promise<Names> {
  const ids = subjectIds(rows, 'house.')
  if (ids.length === 0) return new Map()
  const entries = await db
    .selectFrom('house_entries')
    .select(['id', 'wording'])
    .where('id', 'in', ids)
    .execute()
  return new Map(entries.map(({ id, wording }) => [id, wording]))
}

async function readChannelNames(db: Database, rows: readonly AuditTable[]): Promise<Names> {
  const ids = [...subjectIds(rows, 'channel.'), ...subjectIds(rows, 'delivery.')]
  if (ids.length === 0) return new Map()
  return new Map(
    (await db.selectFrom('channels').select(['id', 'name']).where('id', 'in', ids).execute()).map(pair),
  )
}

/** Rounds by their title, recipients by their name. */
async function readConsultationNames(db: Database, reportIds: readonly string[]): Promise<Names[]> {
  if (reportIds.length === 0) return []
  const rounds = await db
    .selectFrom('consultations')
    .select(['id', 'title'])
    .where('report_id', 'in', reportIds)
    .execute()
  const recipients = await db
    .selectFrom('consultation_recipients')
    .innerJoin('consultations', 'consultations.id', 'consultation_recipients.consultation_id')
    .select(['consultation_recipients.id', 'consultation_recipients.name'])
    .where('report_id', 'in', reportIds)
    .execute()
  return [new Map(rounds.map(({ id, title }) => [id, title])), new Map(recipients.map(pair))]
}

function subjectIds(rows: readonly AuditTable[], noun: string): string[] {
  return [...new Set(rows.filter(row => row.action.startsWith(noun)).flatMap(row => row.subject_id ?? []))]
}
