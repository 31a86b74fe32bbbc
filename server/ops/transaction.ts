/**
 * A verb's transaction: what it refuses is rolled back whole and comes out as a value, what it throws is
 * rolled back and thrown on. Hints go to the bus after COMMIT only (bus rule 1).
 */
import type { Outcome, Refusal } from '../../shared/errors.ts'
import type { BusEvent } from '../bus/bus.ts'
import type { Database } from '../store/store.ts'
import type { Deps } from './deps.ts'

class RolledBack extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** `tell` collects the events to publish once the transaction is committed. */
export type Tell = (event: BusEvent) => void

export async function inTransaction<Value>(
  { db, bus }: Pick<Deps, 'db' | 'bus'>,
  verb: (tx: Database, tell: Tell) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const events: BusEvent[] = []
  const outcome = await rollingBack(() =>
    db.transaction().execute(async tx => {
      const result = await verb(tx, event => events.push(event))
      if (!result.ok) throw new RolledBack(result)
      return result
    }),
  )
  if (outcome.ok) for (const event of events) bus.publish(event)
  return outcome
}

async function rollingBack<Value>(run: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal
    throw error
  }
}
