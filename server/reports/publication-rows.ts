/** Publications as they are shown, and their files as they were frozen. */
import type { Publications } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, mayPublish, mayReadReport } from '../../shared/permissions.ts'
import { timestamp } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { loadReport } from './rows.ts'

export async function listPublications(
  { db, clock }: Pick<ReportDeps, 'db' | 'clock'>,
  actor: Actor,
  reportId: string,
): Promise<Outcome<Publications>> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  const rows = await db
    .selectFrom('publications')
    .leftJoin('persons', 'persons.id', 'publications.created_by')
    .select(['publications.id', 'number', 'state', 'missing', 'publications.created_at', 'persons.name'])
    .where('report_id', '=', reportId)
    .orderBy('number', 'desc')
    .execute()
  const files = await readFiles(db, reportId)
  const links = mayPublish(actor) ? await readLinks(db, reportId, timestamp(clock)) : []
  return done({
    reportTitle: report.title,
    publications: rows.map(({ id, number, state, missing, created_at: at, name }) => ({
      id,
      number,
      state,
      at,
      byName: name,
      files: files
        .filter(file => file.publication_id === id)
        .map(({ format, filename, size, sha256 }) => ({ format, filename, size, sha256 })),
      missing: readNames(missing),
      links: links
        .filter(link => link.publication_id === id)
        .map(link => ({
          id: link.id,
          createdAt: link.created_at,
          createdByName: link.name,
          expiresAt: link.expires_at,
          hasPassword: link.password_hash !== null,
        })),
    })),
  })
}

function readNames(json: string): string[] {
  const names: unknown = JSON.parse(json)
  return Array.isArray(names) ? names.map(String) : []
}

const readFiles = (db: Database, reportId: string) =>
  db
    .selectFrom('publication_files')
    .innerJoin('publications', 'publications.id', 'publication_files.publication_id')
    .select(['publication_id', 'format', 'filename', 'size', 'sha256'])
    .where('report_id', '=', reportId)
    .execute()

const readLinks = (db: Database, reportId: string, now: string) =>
  db
    .selectFrom('public_links')
    .innerJoin('publications', 'publications.id', 'public_links.publication_id')
    .innerJoin('persons', 'persons.id', 'public_links.created_by')
    .selectAll('public_links')
    .select('persons.name')
    .where('report_id', '=', reportId)
    .where('revoked_at', 'is', null)
    .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('public_links.created_at')
    .execute()

export type FrozenFile = {
  readonly filename: string
  readonly mediaType: string
  readonly body: Uint8Array
}

/** One file of a publication, for whoever may read the report. */
export async function readFrozenFile(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
  { publicationId, format }: { readonly publicationId: string; readonly format: string },
): Promise<Outcome<FrozenFile>> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  const row = await db
    .selectFrom('publication_files')
    .innerJoin('publications', 'publications.id', 'publication_files.publication_id')
    .select(['filename', 'media_type', 'bytes'])
    .where('report_id', '=', reportId)
    .where('publication_id', '=', publicationId)
    .where('format', '=', format)
    .executeTakeFirst()
  return row
    ? done({ filename: row.filename, mediaType: row.media_type, body: row.bytes })
    : refuse('not-found')
}
