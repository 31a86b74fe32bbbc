/**
 * Reading the audit, the newest first, in pages.
 *
 * 1. An administrator reads all of it, a coordinator what was done to reports (permissions.ts: auditScope).
 * 2. Names are those of today: of a person that was merged, the name of the one who remains.
 * 3. Rows are never changed here.
 */
import type { SelectQueryBuilder } from 'kysely'
import type { AuditEntry, AuditFilter, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, auditScope } from '../../shared/permissions.ts'
import type { Deps } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import type { AuditTable } from '../store/tables/office.ts'
import type { Tables } from '../store/tables.ts'
import { type AuditNames, readAuditNames } from './audit-names.ts'

export type AuditPage = AuditFilter & {
  readonly before?: number | undefined
  readonly limit?: number | undefined
}

export async function listAudit(
  { db }: Pick<Deps, 'db'>,
  actor: Actor,
  { before, limit = limits.auditPage, ...filter }: AuditPage,
): Promise<Outcome<ResponseOf<'listAudit'>>> {
  const scope = auditScope(actor)
  if (scope === 'nothing') return refuse('forbidden')
  // One more than asked for tells whether there is a page behind it.
  const rows = await narrowed(db, filter, scope, before)
    .orderBy('seq', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const next = rows.length > limit ? (shown.at(-1)?.seq ?? null) : null
  return done({ entries: await present(db, shown), next })
}

function narrowed(
  db: Database,
  { personId, action, reportId, from, to }: AuditFilter,
  scope: 'all' | 'reports',
  before: number | undefined,
): SelectQueryBuilder<Tables, 'audit', AuditTable> {
  let query = db.selectFrom('audit').selectAll()
  if (scope === 'reports') query = query.where('report_id', 'is not', null)
  if (before !== undefined) query = query.where('seq', '<', before)
  if (action !== undefined) query = query.where('action', '=', action)
  if (reportId !== undefined) query = query.where('report_id', '=', reportId)
  if (from !== undefined) query = query.where('at', '>=', new Date(from).toISOString())
  if (to !== undefined) query = query.where('at', '<', new Date(to).toISOString())
  if (personId === undefined) return query
  return query.where(eb =>
    eb(
      'person_id',
      'in',
      eb
        .selectFrom('persons')
        .select('persons.id')
        .where(person =>
          person.or([person('persons.id', '=', personId), person('merged_into', '=', personId)]),
        ),
    ),
  )
}

async function present(db: Database, rows: readonly AuditTable[]): Promise<AuditEntry[]> {
  const names = await readAuditNames(db, rows)
  return rows.map(row => ({
    seq: row.seq,
    at: row.at,
    personId: row.person_id,
    personName: row.person_id === null ? null : names.personOf(row.person_id),
    via: row.via,
    address: row.address,
    action: row.action,
    reportId: row.report_id,
    reportTitle: row.report_id === null ? null : names.reportOf(row.report_id),
    subjectId: row.subject_id,
    subject: subjectOf(row, names),
    before: names.named(parsed(row.before)),
    after: names.named(parsed(row.after)),
  }))
}

/** What is gone without a name is called by the section that it was about. */
function subjectOf(row: AuditTable, names: AuditNames): string | null {
  const named = row.subject_id === null ? null : names.subjectOf(row.subject_id)
  if (named !== null) return named
  const about: unknown = parsed(row.after) ?? parsed(row.before)
  if (typeof about !== 'object' || about === null || !('sectionId' in about)) return null
  return typeof about.sectionId === 'string' ? names.subjectOf(about.sectionId) : null
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json)
}
