/** What is PostgreSQL's alone: how a database is taken into use, moved into, and lost for a while. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KyselyPlugin } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { runCommand } from '../../server/cli/run.ts'
import { openPostgres, openStore } from '../../server/store/store.ts'
import { transferStore } from '../../server/store/transfer.ts'
import { insertAttachments } from '../support/attachments.ts'
import { connect, green, isGreen, shown, type } from '../support/collab-visit.ts'
import { seedTown, serveTown, storedText, until } from '../support/collab.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { caller, tryConfig } from '../http/office.ts'

let folder: string
let postgres: TestPostgres
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tonggao-contract-'))
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function asking(url: string, query: string): Promise<void> {
  const client = new Client(url)
  await client.connect()
  await client.query(query)
  await client.end()
}

test('D11 a database that sorts by a language is refused with the way to make another', async () => {
  const url = await postgres.newDatabase()
  await asking(
    url,
    `create database sorted template template0 encoding 'UTF8' locale_provider icu icu_locale 'zh' locale 'C'`,
  )
  await asking(url, `create database latin template template0 encoding 'LATIN1' locale 'C'`)
  const named = (name: string) => url.replace(/[^/]*$/, name)
  await expect(openPostgres(named('latin'))).rejects.toThrow(
    /^The database latin has encoding LATIN1 .*LOCALE 'C'\.$/,
  )
  await expect(openPostgres(named('sorted'))).rejects.toThrow(
    /^The database sorted .* CREATE DATABASE sorted /,
  )
})

test('D12 two processes that open an empty database at the same moment both find all tables', async () => {
  const url = await postgres.newDatabase()
  const both = await Promise.all([openPostgres(url), openPostgres(url)])
  for (const db of both) {
    expect(await db.selectFrom('sections').selectAll().execute()).toEqual([])
    await db.destroy()
  }
})

test('D13 an installation moves as it is: every row, proved by counts and checksums, and only into an empty one', async () => {
  const from = await openStore(join(folder, 'tonggao.sqlite'))
  await seedTown(from)
  await from
    .insertInto('organisation')
    .values({ id: 1, name: '澄溪镇', department_label: '科室', created_at: '2026-01-01T00:00:00.000Z' })
    .execute()
  // SQLite keeps what PostgreSQL's texts cannot hold.
  await from.updateTable('sections').set({ guidance: '填\0报' }).where('id', '=', 's1').execute()
  const url = await postgres.newDatabase()
  const [said, told]: [string[], string[]] = [[], []]
  const transfer = () =>
    runCommand(['transfer', '--json'], {
      env: { DATA_DIR: folder, DATABASE_URL: url },
      language: 'zh',
      out: data => said.push(String(data)),
      err: text => told.push(text),
      pathOf: named => named,
      readFile: async () => new Uint8Array(),
      writeFile: async () => {},
    })
  expect(await transfer()).toBe(0)
  const moved: unknown = JSON.parse(said.join(''))
  const to = await openPostgres(url)
  const sections = await from.selectFrom('sections').selectAll().orderBy('id').execute()
  expect(moved).toContainEqual(expect.objectContaining({ table: 'sections', rows: sections.length }))
  expect(told).toContain(`sections: ${sections.length}\n`)
  const kept = sections.map(row => ({ ...row, guidance: row.guidance.replace('\0', '\uFFFD') }))
  expect(await to.selectFrom('sections').selectAll().orderBy('id').execute()).toEqual(kept)
  expect(await storedText(to, 's1')).toBe(await storedText(from, 's1'))
  // The keys are up again, and the texts wait to be searched.
  await expect(
    to.insertInto('person_departments').values({ person_id: 'nobody', department_id: 'nowhere' }).execute(),
  ).rejects.toThrow(/foreign key/)
  const { stale } = await to
    .selectFrom('stale_texts')
    .select(eb => eb.fn.countAll<number>().as('stale'))
    .executeTakeFirstOrThrow()
  expect(stale).toBe(sections.length)
  await expect(transfer()).rejects.toThrow('already belongs to 澄溪镇')
  await Promise.all([from.destroy(), to.destroy()])
})

test('D13 moving holds a few of the files that people handed in at once, never all', async () => {
  const from = await openStore(join(folder, 'files.sqlite'))
  await seedTown(from)
  const bytes = new Uint8Array(9 * 1024 * 1024)
  await insertAttachments(from, ['a1', 'a2', 'a3'], bytes)
  let most = 0
  const watch: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      const held = result.rows.reduce(
        (sum: number, { bytes }) => sum + (bytes instanceof Uint8Array ? bytes.length : 0),
        0,
      )
      most = Math.max(most, held)
      return result
    },
  }
  const to = await openPostgres(await postgres.newDatabase())
  const moved = await transferStore(from.withPlugin(watch), to.withPlugin(watch))
  expect(moved.find(({ table }) => table === 'attachments')?.rows).toBe(3)
  expect(most).toBe(bytes.length)
  await Promise.all([from.destroy(), to.destroy()])
})

test('D14 while the database is away everybody is told so, and afterwards the server goes on', async () => {
  const own = await startPostgres()
  const app = createApp({ ...tryConfig(folder), databaseUrl: await own.newDatabase() })
  const { url } = await app.start()
  const stranger = caller(url)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  await own.kill()
  expect((await fetch(`${url}/readyz`)).status).toBe(503)
  // What the database would have to be asked for is left out; the rest is there.
  const measures = await (await fetch(`${url}/metrics`)).text()
  expect(measures).toMatch(/^tonggao_bus_connected 1$/m)
  expect(measures).not.toContain('tonggao_outbox_due')
  expect((await stranger.call('signIn', {}, { login: 'gu', password: 'deng-xin-cao-27' })).status).toBe(503)
  await own.start()
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  await app.stop()
  await own.stop()
})

test('D15 what is typed while the database is away is shown to nobody, stays with its author, and is stored when it is back', async () => {
  const own = await startPostgres()
  const db = await openPostgres(await own.newDatabase())
  await seedTown(db)
  const town = await serveTown(db)
  const visits = [connect(town.url, 'li'), connect(town.url, 'li')]
  const [author, reader] = visits.map(visit => visit.section('s1'))
  if (!author || !reader) throw new Error('nobody came')
  await green(author, reader)
  type(author, '停电之前')
  await green(author)
  await own.kill()
  type(author, '停电之中')
  await until(() => town.errors.length > 0, 'the append failed')
  expect([isGreen(author), shown(author), shown(reader)]).toEqual([
    false,
    '\n停电之前\n停电之中',
    '\n停电之前',
  ])
  await own.start()
  await green(author)
  await until(() => shown(reader) === shown(author), 'the reader sees it')
  expect(await storedText(db, 's1')).toBe('\n停电之前\n停电之中')
  for (const visit of visits) visit.close()
  await town.stop()
  await db.destroy()
  await own.stop()
})

test('D16 a connection that is ended in the same breath as it is opened is refused, and ends no process', async () => {
  const message = (kind: string, ...parts: readonly (string | number)[]) => {
    const body = Buffer.concat(
      parts.map(part => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([0, 0, 0, part]))),
    )
    return Buffer.concat([Buffer.from(kind), Buffer.from([0, 0, 0, body.length + 4]), body])
  }
  const ended = message('E', 'SFATAL\0', 'C57P01\0', 'Mterminating connection\0', '\0')
  const opened = [message('R', 0), message('Z', 'I')]
  const server = createServer(socket => {
    socket.on('error', () => {})
    socket.once('data', () => socket.write(Buffer.concat([...opened, ended])))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  await expect(openPostgres(`postgres://tonggao@127.0.0.1:${port}/d`)).rejects.toThrow('cannot be reached')
  server.close()
})
