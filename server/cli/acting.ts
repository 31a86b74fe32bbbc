/** As whom the command line acts: whoever holds the data directory is trusted as its first coordinator. */
import { readActingPerson } from '../accounts/person-rows.ts'
import { type Outcome, done, refuse } from '../../shared/errors.ts'
import type { Actor } from '../../shared/permissions.ts'
import type { Database } from '../store/store.ts'

export async function firstCoordinator(db: Database): Promise<Outcome<Actor>> {
  const row = await db
    .selectFrom('persons')
    .select('id')
    .where('role', '=', 'coordinator')
    .where('active', '=', 1)
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst()
  const person = row && (await readActingPerson(db, row.id))
  return person ? done(person.actor) : refuse('not-found', { missing: 'coordinator', try: 'tonggao init' })
}
