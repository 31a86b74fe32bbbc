/**
 * Public links: whoever has one reads the frozen sheet of one publication, and nothing else.
 *
 * 1. Only the hash of its secret is kept; a password is kept as other passwords are.
 * 2. Unknown, revoked and expired links, and those of a deleted report, look the same from outside.
 * 3. Opening one gives a cookie for its own address; every look at the sheet asks again whether the link is open.
 * 4. Wrong passwords are counted by link, so that nobody tries them all.
 */
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import type { BodyOf, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId, newSecret } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayPublish, mayReadReport } from '../../shared/permissions.ts'
import { readOrganisation } from '../accounts/departments.ts'
import { limitedGuess, type Throttle } from '../accounts/sign-in.ts'
import { writeAudit } from '../ops/audit.ts'
import { timestamp } from '../ops/deps.ts'
import { hashSecret } from '../ops/secrets.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { type FrozenFile, listPublications } from './publication-rows.ts'
import { loadReport } from './rows.ts'

export async function createPublicLink(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  publicationId: string,
  { password, days }: BodyOf<'createPublicLink'>,
): Promise<Outcome<ResponseOf<'createPublicLink'>>> {
  const secret = newSecret(deps.random)
  const passwordHash = password === null ? null : await hashPassword(password)
  const made = await inTransaction(deps, async tx => {
    const allowed = await checkReport(tx, actor, reportId)
    if (!allowed.ok) return allowed
    const publication = await tx
      .selectFrom('publications')
      .select(['state', 'number'])
      .where('id', '=', publicationId)
      .where('report_id', '=', reportId)
      .executeTakeFirst()
    if (!publication) return refuse('not-found')
    if (publication.state !== 'ready') return refuse('conflict')
    const { open } = await tx
      .selectFrom('public_links')
      .select(eb => eb.fn.countAll<number>().as('open'))
      .where('publication_id', '=', publicationId)
      .where('revoked_at', 'is', null)
      // Nobody sees those that have ended, so nobody could make room.
      .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', timestamp(deps.clock))]))
      .executeTakeFirstOrThrow()
    if (open >= limits.publicLinks) return refuse('too-large')
    const id = newId(deps.random)
    const expiresAt = days === null ? null : timestamp(deps.clock, days)
    await tx
      .insertInto('public_links')
      .values({
        id,
        publication_id: publicationId,
        secret_hash: hashSecret(secret),
        password_hash: passwordHash,
        expires_at: expiresAt,
        created_by: actor.id,
        created_at: timestamp(deps.clock),
        revoked_at: null,
      })
      .execute()
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'public-link.create',
      reportId,
      subjectId: id,
      after: { publication: publication.number, expiresAt, hasPassword: password !== null },
    })
    return done(null)
  })
  if (!made.ok) return made
  const publications = await listPublications(deps, actor, reportId)
  if (!publications.ok) return publications
  return done({ publications: publications.value, link: `/published#${secret}` })
}

export async function revokePublicLink(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  linkId: string,
): Promise<Outcome<ResponseOf<'revokePublicLink'>>> {
  const revoked = await inTransaction(deps, async tx => {
    const allowed = await checkReport(tx, actor, reportId)
    if (!allowed.ok) return allowed
    const { numUpdatedRows } = await tx
      .updateTable('public_links')
      .set({ revoked_at: timestamp(deps.clock) })
      .where('id', '=', linkId)
      .where('revoked_at', 'is', null)
      .where('publication_id', 'in', eb =>
        eb.selectFrom('publications').select('publications.id').where('report_id', '=', reportId),
      )
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return refuse('not-found')
    const act = { action: 'public-link.revoke', reportId, subjectId: linkId } as const
    await writeAudit(tx, deps, { personId: actor.id, ...act })
    return done(null)
  })
  return revoked.ok ? listPublications(deps, actor, reportId) : revoked
}

async function checkReport(tx: Database, actor: Actor, reportId: string): Promise<Outcome<null>> {
  const report = await loadReport(tx, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  return mayPublish(actor) ? done(null) : refuse('forbidden')
}

/** The open link of a secret, with what it leads to. */
async function findOpen(
  { db, clock }: Pick<ReportDeps, 'db' | 'clock'>,
  secret: string,
): Promise<OpenLink | undefined> {
  const now = timestamp(clock)
  return db
    .selectFrom('public_links')
    .innerJoin('publications', 'publications.id', 'public_links.publication_id')
    .innerJoin('reports', 'reports.id', 'publications.report_id')
    .select(['public_links.id', 'publication_id', 'password_hash', 'reports.title'])
    .where('secret_hash', '=', hashSecret(secret))
    .where('revoked_at', 'is', null)
    .where('reports.deleted_at', 'is', null)
    .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirst()
}

type OpenLink = {
  readonly id: string
  readonly publication_id: string
  readonly password_hash: string | null
  readonly title: string
}

export type Opened = { readonly answer: ResponseOf<'openPublished'>; readonly cookie: string | undefined }

/** Proves the link, and its password if it has one; the cookie is for its address alone. */
export async function openPublished(
  deps: ReportDeps,
  throttle: Throttle,
  { token, password }: BodyOf<'openPublished'>,
): Promise<Outcome<Opened>> {
  const link = await findOpen(deps, token)
  const organisation = await readOrganisation(deps.db)
  if (!link || !organisation) return refuse('link-expired')
  const { name } = organisation
  if (link.password_hash !== null) {
    if (password === undefined) return done({ answer: { organisation: name, page: null }, cookie: undefined })
    const { password_hash: hash } = link
    const proved = await limitedGuess(throttle, `published ${link.id}`, async () =>
      (await verifyPassword({ hash, password })) ? done(null) : refuse('wrong-password'),
    )
    if (!proved.ok) return proved
  }
  const address = `/api/v1/published/${link.id}`
  return done({
    answer: { organisation: name, page: { title: link.title, address } },
    cookie: `${cookieName}=${token}.${proofOf(token, link)}; Path=${address}; HttpOnly; SameSite=Strict`,
  })
}

const cookieName = 'tonggao-published'

/** Who has the secret alone has not given the password. */
const proofOf = (secret: string, { id, password_hash: hash }: OpenLink) =>
  hashSecret(`${secret}:${id}:${hash ?? ''}`)

/** The frozen sheet, as long as the link that the cookie proves is open. */
export async function readPublished(
  deps: ReportDeps,
  linkId: string,
  cookies: string | undefined,
): Promise<Outcome<FrozenFile>> {
  const said = new RegExp(`(?:^|;\\s*)${cookieName}=([\\w-]+)\\.([0-9a-f]{64})(?:;|$)`).exec(cookies ?? '')
  const [, secret = '', proof = ''] = said ?? []
  const link = secret === '' ? undefined : await findOpen(deps, secret)
  if (!link || link.id !== linkId || proofOf(secret, link) !== proof) return refuse('not-found')
  const row = await deps.db
    .selectFrom('publication_files')
    .select(['filename', 'media_type', 'bytes'])
    .where('publication_id', '=', link.publication_id)
    .where('format', '=', 'html')
    .executeTakeFirst()
  return row
    ? done({ filename: row.filename, mediaType: row.media_type, body: row.bytes })
    : refuse('not-found')
}
