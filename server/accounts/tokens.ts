/** API tokens: a person's rights for a program, as `Authorization: Bearer` or `?token=` of a WebSocket. */
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId, newSecret } from '../../shared/ids.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { hashSecret } from '../ops/secrets.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import { findIdentity } from './identity-rows.ts'
import { readPerson } from './person-rows.ts'

/** The command line's verb. Answers the token, which is shown this once. */
export async function createToken(deps: Deps, login: string, name: string): Promise<Outcome<string>> {
  return inTransaction(deps, async tx => {
    const identity = await findIdentity(tx, login)
    const person = identity && (await readPerson(tx, identity.id))
    if (!person?.active) return refuse('not-found')
    const secret = newSecret(deps.random)
    const id = newId(deps.random)
    await tx
      .insertInto('api_tokens')
      .values({
        id,
        person_id: person.id,
        secret_hash: hashSecret(secret),
        name,
        created_at: timestamp(deps.clock),
        revoked_at: null,
      })
      .execute()
    await writeAudit(tx, deps, {
      personId: null,
      action: 'token.create',
      subjectId: id,
      after: { personId: person.id, name },
    })
    return done(secret)
  })
}

/** Whose token this is. */
export async function findByToken(db: Database, secret: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('api_tokens')
    .select('person_id')
    .where('secret_hash', '=', hashSecret(secret))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row?.person_id
}
