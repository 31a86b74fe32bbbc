/** During an upgrade: a process of the older program, and one of this one that has migrated the database under it. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SectionSession } from '../../client/collab/types.ts'
import { openPostgres } from '../../server/store/store.ts'
import { createReport, draft } from '../http/drafts.ts'
import { caller, cookieOf } from '../support/caller.ts'
import { ServerProcess } from '../support/cluster.ts'
import { connectAs, green, shown, type } from '../support/collab-visit.ts'
import { storedText, until } from '../support/collab.ts'
import { coordinator, departments, organisation } from '../support/e2e-server.ts'
import { hasOlderProgram, type OlderProgram, takeOlderProgram } from '../support/older-program.ts'
import { startPostgres } from '../support/postgres.ts'
import { freePort } from '../support/programs.ts'
import { redisProgram, startRedis } from '../support/redis.ts'
import { startRoundRobin } from '../support/round-robin.ts'

const node = join(import.meta.dirname, '../../node_modules/.bin/node')
/** Undone in reverse order. */
const opened: (() => unknown)[] = []
let older: OlderProgram
let folder: string
let env: Readonly<Record<string, string>>

beforeAll(async () => {
  if (!hasOlderProgram) return
  older = takeOlderProgram()
  opened.push(() => older.remove())
  const postgres = await startPostgres()
  opened.push(() => postgres.stop())
  const redis = redisProgram === undefined ? undefined : await startRedis()
  opened.push(() => redis?.kill())
  folder = mkdtempSync(join(tmpdir(), 'tonggao-upgrade-'))
  opened.push(() => rmSync(folder, { recursive: true, force: true }))
  env = {
    DATABASE_URL: await postgres.newDatabase(),
    ...(redis && { REDIS_URL: redis.url }),
    DATA_DIR: folder,
    CHROMIUM_PATH: 'off',
  }
}, 120_000)

afterAll(async () => {
  for (const end of opened.toReversed()) await end()
})

async function begun(at: string, program?: string): Promise<ServerProcess> {
  const own = { ...env, DATA_DIR: join(folder, at) }
  const process = new ServerProcess(await freePort(), own, program)
  await process.start()
  opened.push(() => process.kill())
  return process
}

/** The headers of a new session. */
async function signIn(url: string, login: string, password: string): Promise<Record<string, string>> {
  return cookieOf(await caller(url).call('signIn', {}, { login, password }))
}

async function countMigrations(): Promise<number> {
  const client = new Client(env.DATABASE_URL)
  await client.connect()
  const { rowCount } = await client.query('select name from kysely_migration')
  await client.end()
  return rowCount ?? 0
}

test.skipIf(!hasOlderProgram)(
  'B22 people write on while one process after the other is replaced by this program: all read the same, the log has it once, verbs work through either',
  async () => {
    const { username, password, name } = coordinator
    const who = ['--org', organisation, '--username', username, '--password', password, '--name', name]
    const init = ['server/cli/main.ts', 'init', ...who, '--departments', departments.join(',')]
    execFileSync(node, init, { cwd: older.folder, env: { ...process.env, ...env, LOG_LEVEL: 'silent' } })
    const leaving = await begun('older', older.folder)
    const chief = await signIn(leaving.url, username, password)
    const before = caller(leaving.url, chief)
    const farming = (await before.call('listDepartments', {})).body[0]?.id ?? ''
    const author = { name: '罗麦生', username: 'luo', password: 'mai-cha-shi-zhi-61' }
    const person = { ...author, role: 'author' as const, departmentIds: [farming] }
    expect((await before.call('createPerson', {}, person)).status).toBe(200)
    const { reportId, id } = await createReport(before, [
      draft('水利', 1, { leadId: farming }),
      draft('农业', 1, { leadId: farming }),
    ])
    const visit = (url: string, headers: Record<string, string>) => {
      const tab = connectAs(url, reportId, headers)
      opened.push(() => tab.close())
      return tab.section(id('水利'))
    }
    const words: string[] = []
    const write = async (round: string, sessions: readonly SectionSession[]) => {
      for (let at = 0; at < 20; at += 1) {
        const word = `${round}${at}句。`
        words.push(word)
        const session = sessions[at % sessions.length]
        if (session) type(session, word)
        if (at % 5 === 0) await green(...sessions)
      }
    }
    const ports = [leaving.port]
    const door = await startRoundRobin(() => ports)
    opened.push(() => door.stop())
    const ofAuthor = await signIn(door.url, author.username, author.password)
    const first = visit(door.url, ofAuthor)
    await green(first)
    await write('旧', [first])

    const known = await countMigrations()
    const coming = await begun('newer')
    ports.unshift(coming.port)
    const db = await openPostgres(env.DATABASE_URL ?? '')
    opened.push(() => db.destroy())
    expect(await countMigrations(), 'this program has migrated the database').toBeGreaterThan(known)
    const second = visit(coming.url, chief)
    await green(first, second)
    await write('并', [first, second])
    await until(
      () => words.every(word => [first, second].every(tab => shown(tab).includes(word))),
      'both read all',
    )

    // Verbs of people: through the older one, told to the newer one, and the other way.
    const at = { reportId, sectionId: id('农业') }
    expect((await caller(leaving.url, ofAuthor).call('submitSection', at, {})).status).toBe(200)
    const taken = await caller(coming.url, chief).call(
      'acceptSections',
      { reportId },
      { sectionIds: [at.sectionId] },
    )
    expect([taken.status, taken.code]).toEqual([200, undefined])
    for (const { url } of [leaving, coming]) {
      const { body } = await caller(url, chief).call('getReport', { reportId })
      expect(body.sections.find(one => one.id === at.sectionId)?.status).toBe('accepted')
    }
    const closing = { reportId, sectionId: id('水利') }
    expect((await caller(coming.url, ofAuthor).call('submitSection', closing, {})).status).toBe(200)
    await until(() => first.snapshot().access?.mayWrite === false, 'the tab at the older one is told')
    const reopened = { reason: '补充数字', notes: [] }
    expect((await caller(coming.url, chief).call('returnSection', closing, reopened)).status).toBe(200)
    await until(() => first.snapshot().access?.mayWrite === true, 'and told again')

    // The older one is stopped; its tabs come back to the newer one.
    await write('续', [first, second])
    ports.pop()
    await leaving.stop()
    await green(first, second)
    await write('新', [first, second])
    await until(
      () => words.every(word => [first, second].every(tab => shown(tab).includes(word))),
      'both read all',
    )
    await green(first, second)
    const stored = await storedText(db, id('水利'))
    expect(words.filter(word => stored.split(word).length !== 2)).toEqual([])
    expect(new Set([stored, shown(first), shown(second)]).size).toBe(1)
    const rows = await db.selectFrom('updates').select('seq').where('section_id', '=', id('水利')).execute()
    const seqs = rows.map(({ seq }) => seq).toSorted((a, b) => a - b)
    expect(seqs).toEqual(seqs.map((_, nth) => nth + 1))
    await expect(leaving.start()).rejects.toThrow()
  },
  120_000,
)
