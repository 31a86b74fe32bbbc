/** The frame of every verb on what lets a person in: that the person exists, and that it is the actor's to do. */
import { type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, mayKeepAccess } from '../../shared/permissions.ts'
import type { Deps } from '../ops/deps.ts'
import { inTransaction, type Tell } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import { readPerson } from './person-rows.ts'

export async function keepingAccess<Value>(
  deps: Deps,
  actor: Actor,
  personId: string,
  verb: (tx: Database, tell: Tell) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  return inTransaction(deps, async (tx, tell) => {
    const refused = await refuseAccess(tx, actor, personId)
    return refused ?? verb(tx, tell)
  })
}

/** Who keeps nobody's access learns nothing of who there is. */
export async function refuseAccess(db: Database, actor: Actor, personId: string) {
  const person = await readPerson(db, personId)
  return person && mayKeepAccess(actor, person) ? undefined : refuse('forbidden')
}
