/** What processes that are not ours used: by /proc, and by what PostgreSQL and Redis count of themselves. */
import { existsSync, readFileSync } from 'node:fs'
import { createClient } from '@redis/client'
import { Client } from 'pg'

/** Linux tells CPU time in these. */
const msPerTick = 10

/** A process and those that it started. */
export function familyOf(pid: number): number[] {
  const children = `/proc/${pid}/task/${pid}/children`
  if (!existsSync(children)) return [pid]
  return [pid, ...readFileSync(children, 'utf8').split(' ').map(Number).filter(Boolean)]
}

/** CPU time so far, milliseconds, with that of the children that ended. */
export const cpuMsOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + cpuTicks(statOf(pid)) * msPerTick, 0)

const statOf = (pid: number) => {
  const file = `/proc/${pid}/stat`
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** utime, stime, cutime and cstime of a line of /proc/<pid>/stat; the name before them may hold anything. */
export function cpuTicks(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = fields.slice(11, 15).map(Number)
  return ticks.length === 4 ? ticks.reduce((sum, value) => sum + value, 0) : 0
}

type PostgresCounts = { readonly transactions: number; readonly walBytes: number }

/** PostgreSQL tells its counts up to a second late. */
export async function postgresCounts(url: string) {
  const client = new Client(url)
  await client.connect()
  const query = `select xact_commit::float8 as "transactions",
    pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as "walBytes"
    from pg_stat_database where datname = current_database()`
  return {
    async read(): Promise<PostgresCounts> {
      const { rows } = await client.query<PostgresCounts>(query)
      const [counts] = rows
      if (!counts) throw new Error('PostgreSQL tells no counts')
      return counts
    },
    stop: () => client.end(),
  }
}

/** Commands so far: what a hint or a presence message is. */
export async function redisCounts(url: string): Promise<number> {
  const client = createClient({ url })
  await client.connect()
  const info = await client.info('stats')
  client.destroy()
  return Number(/total_commands_processed:(\d+)/.exec(info)?.[1] ?? 0)
}
