/**
 * Notices what the command line and other processes write beside a running server; the bus then gets the hints
 * that they could not give.
 *
 * 1. SQLite's data_version changes when another connection committed.
 * 2. PostgreSQL has no such count, so the revisions themselves are looked at. What this process has just
 *    committed is told by itself a moment later: a revision counts as another's when a second look finds it too.
 *    What no revision counts is followed in the log of acts (outside-news.ts); the command line does none of it.
 */
import { sql } from 'kysely'
import { isPostgres } from '../store/dialect.ts'
import type { Deps } from './deps.ts'
import { followNews } from './outside-news.ts'

export type OutsideWrites = {
  /** One look; called by the timer, and by tests. */
  look(): Promise<void>
  stop(): Promise<void>
}

export async function watchOutsideWrites({ db, bus, log }: Deps, everyMs = 1000): Promise<OutsideWrites> {
  const known = new Map<string, number>()
  const readRevisions = () => db.selectFrom('reports').select(['id', 'revision']).execute()
  const readVersion = async () => {
    const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(db)
    return rows[0]?.data_version
  }
  const hasVersion = !isPostgres(db)
  const news = hasVersion ? undefined : await followNews({ db, bus })
  let version = hasVersion ? await readVersion() : undefined
  let seen = new Map<string, number>()
  for (const { id, revision } of await readRevisions()) known.set(id, revision)
  const stopListening = bus.listen(event => {
    if (event.type === 'report') known.set(event.reportId, event.revision)
  })

  const look = async () => {
    if (hasVersion) {
      const now = await readVersion()
      if (now === version) return
      version = now
    }
    const before = seen
    seen = new Map()
    for (const { id: reportId, revision } of await readRevisions()) {
      if (known.get(reportId) === revision) continue
      seen.set(reportId, revision)
      if (!hasVersion && !before.has(reportId)) continue
      known.set(reportId, revision)
      bus.publish({ type: 'report', reportId, revision })
      bus.publish({ type: 'grants', reportId })
    }
    await news?.look()
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
      news?.stop()
      await looking
    },
  }
}
