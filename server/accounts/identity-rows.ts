/**
 * The rows of better-auth's tables that belong to a person, written in the transaction of the verb that
 * makes or changes the person, so that no identity is ever without a person and no change without its audit.
 * Column names and value shapes are better-auth's (camel case, dates as ISO text on SQLite,
 * as its own type on PostgreSQL).
 */
import { newId, type RandomBytes } from '../../shared/ids.ts'
import { listed } from '../store/dialect.ts'
import type { Database } from '../store/store.ts'

type UserTable = {
  id: string
  name: string
  /** Required by better-auth; people without one carry `<id>@person.invalid`. */
  email: string
  emailVerified: 0 | 1
  username: string | null
  createdAt: string
  updatedAt: string
}
type AccountTable = {
  id: string
  accountId: string
  providerId: string
  userId: string
  password: string | null
  createdAt: string
  updatedAt: string
}
type SessionTable = {
  id: string
  userId: string
  token: string
  ipAddress: string | null
  userAgent: string | null
  way: string | null
  createdAt: string
  expiresAt: string
  lastSeenAt: string | null
}
type IdentityTables = { user: UserTable; account: AccountTable; session: SessionTable }

export type IdentityRow = {
  readonly id: string
  readonly email: string | null
  readonly username: string | null
}

/** PostgreSQL answers moments of better-auth's tables as dates. */
const isoTime = (moment: string | Date) => new Date(moment).toISOString()

const identities = (db: Database) => db.withTables<IdentityTables>()
const noEmail = '@person.invalid'

/** User names and addresses are compared without regard to case and form. */
export const normalLogin = (login: string) => login.normalize('NFKC').toLowerCase()

const present = (row: Pick<UserTable, 'id' | 'email' | 'username'>): IdentityRow => ({
  id: row.id,
  username: row.username,
  email: row.email.endsWith(noEmail) ? null : row.email,
})

export async function readIdentities(db: Database): Promise<Map<string, IdentityRow>> {
  const rows = await identities(db).selectFrom('user').select(['id', 'email', 'username']).execute()
  return new Map(rows.map(row => [row.id, present(row)]))
}

/** By user name, or by e-mail when there is an @ in it. */
export async function findIdentity(db: Database, login: string): Promise<IdentityRow | undefined> {
  const row = await identities(db)
    .selectFrom('user')
    .select(['id', 'email', 'username'])
    .where(login.includes('@') ? 'email' : 'username', '=', normalLogin(login))
    .executeTakeFirst()
  return row && present(row)
}

export async function readIdentity(db: Database, personId: string): Promise<IdentityRow | undefined> {
  const row = await identities(db)
    .selectFrom('user')
    .select(['id', 'email', 'username'])
    .where('id', '=', personId)
    .executeTakeFirst()
  return row && present(row)
}

/** Of these people those who have an address. */
export async function readEmails(db: Database, personIds: readonly string[]): Promise<Map<string, string>> {
  if (personIds.length === 0) return new Map()
  const rows = await identities(db)
    .selectFrom('user')
    .select(['id', 'email'])
    .where('id', 'in', personIds)
    .where('email', 'not like', `%${noEmail}`)
    .execute()
  return new Map(rows.map(({ id, email }) => [id, email]))
}

/** Null: none any more. */
export async function writeEmail(
  tx: Database,
  personId: string,
  email: string | null,
  at: string,
): Promise<void> {
  await identities(tx)
    .updateTable('user')
    .set({ email: email === null ? personId + noEmail : normalLogin(email), updatedAt: at })
    .where('id', '=', personId)
    .execute()
}

export async function insertIdentity(
  tx: Database,
  identity: { id: string; name: string; username: string | null; email: string | null; at: string },
): Promise<void> {
  const { id, name, username, email, at } = identity
  await identities(tx)
    .insertInto('user')
    .values({
      id,
      name,
      email: email === null ? id + noEmail : normalLogin(email),
      emailVerified: 0,
      username: username === null ? null : normalLogin(username),
      createdAt: at,
      updatedAt: at,
    })
    .execute()
}

export async function renameIdentity(
  tx: Database,
  personId: string,
  change: { name?: string; username?: string },
  at: string,
): Promise<void> {
  await identities(tx)
    .updateTable('user')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.username === undefined ? {} : { username: normalLogin(change.username) }),
      updatedAt: at,
    })
    .where('id', '=', personId)
    .execute()
}

export async function readPasswordHash(db: Database, personId: string): Promise<string | undefined> {
  const row = await identities(db)
    .selectFrom('account')
    .select('password')
    .where('userId', '=', personId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  return row?.password ?? undefined
}

export async function writePasswordHash(
  tx: Database,
  random: RandomBytes,
  personId: string,
  hash: string,
  at: string,
): Promise<void> {
  const { numUpdatedRows } = await identities(tx)
    .updateTable('account')
    .set({ password: hash, updatedAt: at })
    .where('userId', '=', personId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  if (numUpdatedRows > 0n) return
  await identities(tx)
    .insertInto('account')
    .values({
      id: newId(random),
      accountId: personId,
      providerId: 'credential',
      userId: personId,
      password: hash,
      createdAt: at,
      updatedAt: at,
    })
    .execute()
}

/** All sessions of a person, but for one that goes on. */
export async function deleteSessions(tx: Database, personId: string, exceptToken?: string): Promise<void> {
  let query = identities(tx).deleteFrom('session').where('userId', '=', personId)
  if (exceptToken !== undefined) query = query.where('token', '!=', exceptToken)
  await query.execute()
}

/** A user name, e-mail and password move to a person who has none; otherwise they end. */
export async function moveLogin(tx: Database, fromId: string, toId: string, at: string): Promise<void> {
  const from = await readIdentity(tx, fromId)
  const to = await readIdentity(tx, toId)
  const users = identities(tx)
  const free = { username: null, email: fromId + noEmail, updatedAt: at }
  await users.updateTable('user').set(free).where('id', '=', fromId).execute()
  if (!from || !to || to.username !== null || from.username === null) {
    await users.deleteFrom('account').where('userId', '=', fromId).execute()
    return
  }
  const email = to.email ?? from.email
  await users
    .updateTable('user')
    .set({ username: from.username, ...(email === null ? {} : { email }), updatedAt: at })
    .where('id', '=', toId)
    .execute()
  await users.deleteFrom('account').where('userId', '=', toId).execute()
  await users
    .updateTable('account')
    .set({ userId: toId, accountId: toId, updatedAt: at })
    .where('userId', '=', fromId)
    .execute()
}

/** Sessions that have not expired at `now`, the last seen first. */
export async function readSessions(db: Database, personId: string, now: string): Promise<SessionTable[]> {
  const rows = await identities(db)
    .selectFrom('session')
    .selectAll()
    .where('userId', '=', personId)
    .where('expiresAt', '>', now)
    .orderBy('lastSeenAt', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(row => ({ ...row, createdAt: isoTime(row.createdAt), expiresAt: isoTime(row.expiresAt) }))
}

/** Of these sessions, by token, those that are open at `now`. */
export async function readOpenSessions(
  db: Database,
  tokens: readonly string[],
  now: string,
): Promise<string[]> {
  if (tokens.length === 0) return []
  const rows = await identities(db)
    .selectFrom('session')
    .select('token')
    .where('token', 'in', listed(db, 'text', tokens))
    .where('expiresAt', '>', now)
    .execute()
  return rows.map(({ token }) => token)
}

/** False when the person has no such session. */
export async function deleteSession(tx: Database, personId: string, sessionId: string): Promise<boolean> {
  const { numDeletedRows } = await identities(tx)
    .deleteFrom('session')
    .where('userId', '=', personId)
    .where('id', '=', sessionId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function markSessionSeen(db: Database, token: string, at: string): Promise<void> {
  await identities(db).updateTable('session').set({ lastSeenAt: at }).where('token', '=', token).execute()
}
