/**
 * Notices what the command line writes beside a running server: SQLite's data_version changes when another
 * connection committed. The bus then gets the hints that the other process could not give.
 */
import { sql } from 'kysely'
import { isPostgres } from '../store/dialect.ts'
import type { Deps } from './deps.ts'

export type OutsideWrites = {
  /** One look; called by the timer, and by tests. */
  look(): Promise<void>
  stop(): Promise<void>
}

export async function watchOutsideWrites({ db, bus, log }: Deps, everyMs = 1000): Promise<OutsideWrites> {
  const known = new Map<string, number>()
  const readRevisions = () => db.selectFrom('reports').select(['id', 'revision']).execute()
  // PostgreSQL has no such count; there the revisions themselves are looked at.
  const readVersion = async () => {
    if (isPostgres(db)) return Number.NaN
    const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(db)
    return rows[0]?.data_version
  }
  let version = await readVersion()
  for (const { id, revision } of await readRevisions()) known.set(id, revision)
  const stopListening = bus.listen(event => {
    if (event.type === 'report') known.set(event.reportId, event.revision)
  })

  const look = async () => {
    const now = await readVersion()
    if (now === version) return
    version = now
    for (const { id: reportId, revision } of await readRevisions()) {
      if (known.get(reportId) === revision) continue
      known.set(reportId, revision)
      bus.publish({ type: 'report', reportId, revision })
      bus.publish({ type: 'grants', reportId })
    }
  }
  let looking = Promise.resolve()
  const timer = setInterval(() => {
    looking = look().catch(error => log.error({ error }, 'the store could not be polled'))
  }, everyMs)
  timer.unref()
  return {
    look,
    async stop() {
      clearInterval(timer)
      stopListening()
      await looking
    },
  }
}
