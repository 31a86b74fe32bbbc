/**
 * API tokens: a person's rights for a program, as `Authorization: Bearer` or `?token=` of a WebSocket.
 * A token ends on its day or when it is revoked; only its hash is stored, so it is shown once.
 */
import type { ApiToken, BodyOf, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId, newSecret } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import type { Actor } from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { hashSecret } from '../ops/secrets.ts'
import { inTransaction } from '../ops/transaction.ts'
import { listed } from '../store/dialect.ts'
import type { Database } from '../store/store.ts'
import type { ApiTokenTable } from '../store/tables/office.ts'
import { findIdentity } from './identity-rows.ts'
import { keepingAccess } from './keeping-access.ts'
import { readPerson } from './person-rows.ts'

/** The command line's verb. Answers the token, which is shown this once. `days`: undefined never ends. */
export async function createToken(
  deps: Deps,
  login: string,
  name: string,
  days?: number,
): Promise<Outcome<string>> {
  return inTransaction(deps, async tx => {
    const identity = await findIdentity(tx, login)
    const person = identity && (await readPerson(tx, identity.id))
    if (!person?.active) return refuse('not-found')
    const { secret } = await insertToken(tx, deps, { by: null, personId: person.id, name, days })
    return done(secret)
  })
}

/** For oneself. Whoever came by a token may make none: it would outlive its own end. */
export async function createMyToken(
  deps: Deps,
  actor: Actor,
  sessionToken: string | undefined,
  { name, days }: BodyOf<'createMyToken'>,
): Promise<Outcome<ResponseOf<'createMyToken'>>> {
  if (sessionToken === undefined) return refuse('forbidden')
  return inTransaction(deps, async tx =>
    done(await insertToken(tx, deps, { by: actor.id, personId: actor.id, name, days })),
  )
}

type NewToken = {
  readonly by: string | null
  readonly personId: string
  readonly name: string
  readonly days: number | undefined
}

async function insertToken(tx: Database, deps: Deps, { by, personId, name, days }: NewToken) {
  const secret = newSecret(deps.random)
  const row: ApiTokenTable = {
    id: newId(deps.random),
    person_id: personId,
    secret_hash: hashSecret(secret),
    name,
    created_at: timestamp(deps.clock),
    revoked_at: null,
    expires_at: days === undefined ? null : timestamp(deps.clock, days),
    last_used_at: null,
  }
  await tx.insertInto('api_tokens').values(row).execute()
  await writeAudit(tx, deps, {
    personId: by,
    action: 'token.create',
    subjectId: row.id,
    after: { personId, name, expiresAt: row.expires_at },
  })
  return { token: present(row), secret }
}

/** The tokens that work, the newest first. */
export async function readTokens(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  personId: string,
): Promise<ApiToken[]> {
  const rows = await db
    .selectFrom('api_tokens')
    .selectAll()
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', timestamp(clock))]))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(present)
}

export async function revokeToken(
  deps: Deps,
  actor: Actor,
  personId: string,
  tokenId: string,
): Promise<Outcome<Record<string, never>>> {
  return keepingAccess(deps, actor, personId, async (tx, tell) => {
    const { numUpdatedRows } = await tx
      .updateTable('api_tokens')
      .set({ revoked_at: timestamp(deps.clock) })
      .where('id', '=', tokenId)
      .where('person_id', '=', personId)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return refuse('not-found')
    await writeAudit(tx, deps, { personId: actor.id, action: 'token.revoke', subjectId: tokenId })
    tell({ type: 'person', personId })
    return done({})
  })
}

/** Whose token this is, if it still works. Keeps when it was last used. */
export async function findByToken(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  secret: string,
): Promise<{ readonly id: string; readonly personId: string } | undefined> {
  const now = timestamp(clock)
  const row = await db
    .selectFrom('api_tokens')
    .select(['id', 'person_id', 'last_used_at'])
    .where('secret_hash', '=', hashSecret(secret))
    .where('revoked_at', 'is', null)
    .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirst()
  if (row && Date.parse(now) - Date.parse(row.last_used_at ?? '1970-01-01') > limits.lastSeenMs)
    await db.updateTable('api_tokens').set({ last_used_at: now }).where('id', '=', row.id).execute()
  return row && { id: row.id, personId: row.person_id }
}

/** Of these tokens, by id, those that still work. */
export async function readOpenTokens(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('api_tokens')
    .select('id')
    .where('id', 'in', listed(db, 'text', ids))
    .where('revoked_at', 'is', null)
    .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', timestamp(clock))]))
    .execute()
  return rows.map(({ id }) => id)
}

const present = (row: ApiTokenTable): ApiToken => ({
  id: row.id,
  name: row.name,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
})
