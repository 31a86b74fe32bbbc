/**
 * `npm run bench:transfer` (`-- --months 2`: less): moves a year of an office from SQLite to PostgreSQL by the command that people use,
 * then proves it from outside: counts and checksums of every table, every text as each store reads it, and a
 * server on the new database in which a tab opens a section and types.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text as readAll } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { Client as PostgresClient } from 'pg'
import { readReportUpdates } from '../../../server/store/log.ts'
import { type Database, openPostgres, openStore } from '../../../server/store/store.ts'
import type { Transferred } from '../../../server/store/transfer.ts'
import { plainText, updatesToText } from '../../../shared/schema/text.ts'
import { startPostgres } from '../../support/postgres.ts'
import { startChild } from '../children.ts'
import { Client } from '../client.ts'
import { Hand, keyText } from '../marks.ts'
import { tabSpeech } from '../speech.ts'
import { sectionName } from '../stock.ts'
import { runLine, writeBlock } from '../written.ts'
import { fillMonths, year } from './office-year.ts'

const command = 'npm run bench:transfer'
const root = join(import.meta.dirname, '../../..')
const megabyte = 2 ** 20

const args = process.argv.slice(2)
const { values: options } = parseArgs({
  args,
  options: {
    months: { type: 'string', default: '12' },
    shared: { type: 'boolean' },
    write: { type: 'boolean' },
  },
})
const months = Number(options.months)
const folder = mkdtempSync(join(tmpdir(), 'tonggao-transfer-'))
const mb = (bytes: number) => (bytes / megabyte).toFixed(0)
const countOf = (tables: readonly Transferred[], name: string) =>
  tables.find(({ table }) => table === name)?.rows ?? 0

const postgres = await startPostgres({ durable: true })
try {
  await run()
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function run(): Promise<void> {
  const said = (line: string) => console.log(line)
  said(`writing ${months} months of an office…`)
  await fillMonths(folder, months)
  const file = join(folder, 'tonggao.sqlite')
  const url = await postgres.newDatabase()
  const moving = await transfer(url)
  const from = await openStore(file)
  const to = await openPostgres(url)
  try {
    const rows = await sameCounts(to, moving.tables)
    const texts = await sameTexts(from, to)
    const tabMs = await typedInto(url)
    const size = await sizeOf(url)
    const facts = [
      ['data directory', `${mb(statSync(file).size)} MB`],
      ['rows, of them changes of texts', `${rows}, ${countOf(moving.tables, 'updates')}`],
      [
        '`tonggao transfer`',
        `${(moving.ms / 1000).toFixed(0)} s, ${(rows / (moving.ms / 1000)).toFixed(0)} rows/s`,
      ],
      ['its peak memory', `${mb(moving.peakBytes)} MB`],
      ['lines of progress', `${moving.progress}`],
      ['database afterwards', `${mb(size)} MB`],
      [
        'tables whose counts are the same, and whose checksums the command compared',
        `${moving.tables.length} of ${moving.tables.length}`,
      ],
      ['texts that read the same through both stores', `${texts.same} of ${texts.all}`],
      [
        'server on the new database: from its start until a tab had typed and was green',
        `${(tabMs / 1000).toFixed(1)} s`,
      ],
    ]
    const table = ['| | |', '| --- | --- |', ...facts.map(cells => `| ${cells.join(' | ')} |`)].join('\n')
    const shared = options.shared ?? false
    const typed = [command, ...(args.length > 0 ? ['--', ...args] : [])].join(' ')
    const results = `${runLine({ command: typed, rounds: 1, shared }, [])}\n\n${table}`
    said(`\n${results}`)
    if (texts.same < texts.all) throw new Error('texts differ')
    if (options.write) writeBlock(command, results)
  } finally {
    await Promise.all([from.destroy(), to.destroy()])
  }
}

type Moving = {
  readonly ms: number
  readonly peakBytes: number
  readonly progress: number
  readonly tables: readonly Transferred[]
}

/** As a person runs it, in a process of its own whose memory is watched. */
async function transfer(url: string): Promise<Moving> {
  const start = performance.now()
  const child = spawn(process.execPath, [join(root, 'server/cli/main.ts'), 'transfer', '--json'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: folder, DATABASE_URL: url, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  let peakBytes = 0
  let progress = 0
  createInterface(child.stderr).on('line', line => {
    progress += 1
    console.log(`  ${line}`)
  })
  const watching = setInterval(() => {
    peakBytes = Math.max(peakBytes, peakOf(child.pid ?? 0))
  }, 200)
  const out = await readAll(child.stdout)
  const [code]: unknown[] = await exited
  clearInterval(watching)
  if (code !== 0) throw new Error(`transfer ended with ${String(code)}`)
  return { ms: performance.now() - start, peakBytes, progress, tables: JSON.parse(out) }
}

/** VmHWM: the most that it ever held. */
function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

/** Every table counted anew in the new database; answers all rows. */
async function sameCounts(to: Database, tables: readonly Transferred[]): Promise<number> {
  let all = 0
  for (const { table, rows } of tables) {
    const counted = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
      to,
    )
    if (counted.rows[0]?.count !== rows)
      throw new Error(`${table}: ${counted.rows[0]?.count} rows instead of ${rows}`)
    all += rows
  }
  return all
}

async function sameTexts(from: Database, to: Database): Promise<{ same: number; all: number }> {
  let [same, all] = [0, 0]
  for (const { id } of await from.selectFrom('reports').select('id').execute()) {
    const [old, moved] = [await readReportUpdates(from, id), await readReportUpdates(to, id)]
    for (const [sectionId, { updates }] of old) {
      all += 1
      const text = plainText(updatesToText(updates))
      const its = moved.get(sectionId)
      if (text.length > 0 && its && plainText(updatesToText(its.updates)) === text) same += 1
    }
  }
  if (all !== months * year.reportsPerMonth * year.sectionsPerReport)
    throw new Error(`${all} texts are there`)
  return { same, all }
}

async function typedInto(url: string): Promise<number> {
  const start = performance.now()
  const child = await startChild(join(import.meta.dirname, '../servers/ours.ts'), [join(folder, 'new'), url])
  try {
    const place = { report: 1, sections: [4], person: 5 }
    const client = await new Client(child.port, tabSpeech(place), 1, { textBytesLeast: 1000 }).ready()
    const other = await new Client(child.port, tabSpeech({ ...place, person: 6 }), 1, {
      textBytesLeast: 1000,
    }).ready()
    const hand = new Hand()
    const seen = new Promise<void>(resolve => {
      other.heard = frame => {
        if (frame.includes(keyText(7))) resolve()
      }
    })
    client.update(0, hand.beginning)
    client.update(0, hand.type(keyText(7)))
    // Nobody sees a letter that is not stored.
    await seen
    const db = new PostgresClient(url)
    await db.connect()
    const { rows } = await db.query<{ head: number }>('select head from sections where id = $1', [
      sectionName(1, 4),
    ])
    await db.end()
    if ((rows[0]?.head ?? 0) < year.changesPerSection + 2) throw new Error('what was typed is not stored')
    client.close()
    other.close()
    return performance.now() - start
  } finally {
    await child.stop()
  }
}

async function sizeOf(url: string): Promise<number> {
  const db = new PostgresClient(url)
  await db.connect()
  const { rows } = await db.query<{ size: string }>('select pg_database_size(current_database()) as size')
  await db.end()
  return Number(rows[0]?.size ?? 0)
}
