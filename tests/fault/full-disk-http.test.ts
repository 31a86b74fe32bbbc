/**
 * The disk takes no writes while people work over HTTP: they read on, every change is refused with one plain
 * sentence, nothing of it is half-done, and it works again without a restart.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { dictionaries } from '../../shared/i18n/dictionaries.ts'
import { createReport, draft } from '../http/drafts.ts'
import { administrator, type Answer, caller, cookieOf, type Office, openOffice } from '../http/office.ts'

let office: Office | undefined
let server: ChildProcess | undefined
let folder: string | undefined

afterEach(async () => {
  await office?.close()
  if (server) {
    server.kill('SIGKILL')
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
  }
  if (folder) rmSync(folder, { recursive: true, force: true })
  office = server = folder = undefined
})

/** The address that the server prints once it listens. */
async function addressIn(output: Readable): Promise<string> {
  for await (const line of createInterface(output)) {
    const url = /http:\/\/[\d.]+:\d+/.exec(line)?.[0]
    if (url) return url
  }
  throw new Error('the server ended before it printed its address')
}

/** Every row of every table. */
async function everything({ program: { db } }: Office): Promise<string> {
  const tables = await sql<{
    name: string
  }>`select name from sqlite_master where type = 'table' order by name`.execute(db)
  const rows = tables.rows.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(db))
  return JSON.stringify((await Promise.all(rows)).map(table => table.rows))
}

const proof = { login: administrator.username, password: administrator.password }

const refused = (answer: Answer<unknown>) => {
  expect(answer).toMatchObject({ status: 503, code: 'storage-unavailable' })
  expect(answer.message).toBe(dictionaries.zh.errors['storage-unavailable'])
}

test('F7 of a disk that can only be read every verb is refused in words, and nothing is half-done', async () => {
  const here = (office = await openOffice())
  const coordinator = await here.hire({ role: 'coordinator' })
  const chief = await here.hire({ role: 'coordinator', isAdministrator: true })
  const { reportId, id } = await createReport(coordinator, [draft('一'), draft('二'), draft('三')])
  const { db } = here.program
  const sectionId = id('一')
  const at = { reportId, sectionId }
  // Old enough to be prolonged, which the disk refuses.
  await sql`update session set expiresAt = ${new Date(Date.now() + 5 * 24 * 60 * 60 * 1000).toISOString()}`.execute(
    db,
  )
  here.wait(60_000)
  const before = await everything(here)
  await sql`pragma query_only = 1`.execute(db)

  const verbs: readonly (() => Promise<Answer<unknown>>)[] = [
    () => coordinator.call('changeReport', { reportId }, { title: '换一个标题' }),
    () => coordinator.call('addSection', { reportId }, { parentId: null, afterId: null, heading: '新' }),
    () => coordinator.call('changeSection', at, { heading: '改' }),
    () => coordinator.call('moveSection', at, { parentId: null, afterId: id('三') }),
    () => coordinator.call('submitSection', at, {}),
    () => coordinator.call('deleteSection', at),
    () => coordinator.call('moveStage', { reportId }, { stage: 'compiling' }),
    () => coordinator.call('createReport', {}, { title: '又一份', period: '', sections: [draft('甲')] }),
    () => chief.call('deleteReport', { reportId }),
    () => chief.call('createDepartment', {}, { name: '民政办' }),
    () => here.caller().call('signIn', {}, proof),
  ]
  for (const verb of verbs) refused(await verb())
  const read = await coordinator.call('getReport', { reportId })
  expect([read.status, read.body.title, read.body.sections.length]).toEqual([200, '2026年工作总结', 3])
  expect((await coordinator.call('getMe', {})).body.person?.id, 'still signed in').toBe(coordinator.id)
  expect(await everything(here), 'what is on the disk').toBe(before)

  await sql`pragma query_only = 0`.execute(db)
  for (const verb of verbs) expect((await verb()).status).toBe(200)
})

/** Of util-linux: a file system of the process's own; root needs no user namespace for it. */
const unshare = 'unshare'
const ownMounts = process.getuid?.() === 0 ? ['-m'] : ['-rm']
const mount = 'mount -t tmpfs -o size=4m tmpfs "$0"'
const mayMount = () =>
  spawnSync(unshare, [...ownMounts, 'sh', '-c', mount, tmpdir()], { stdio: 'ignore' }).status === 0

test.skipIf(!mayMount())(
  'F7 a real file system of 4 MB runs full: reports are made whole or not at all, and then again',
  async () => {
    folder = mkdtempSync(join(tmpdir(), 'tonggao-small-'))
    const small = join(folder, 'small')
    mkdirSync(small)
    const init =
      'node server/cli/main.ts init --org 澄溪镇 --username gu --password deng-xin-cao-27 --name 顾予宁 >&2'
    const child = spawn(
      unshare,
      [...ownMounts, 'sh', '-c', `${mount} && ${init} && exec node server/main.ts`, small],
      {
        cwd: join(import.meta.dirname, '../..'),
        env: {
          ...process.env,
          PATH: `${join(process.execPath, '..')}:${process.env.PATH}`,
          DATA_DIR: small,
          PORT: '0',
          LOG_LEVEL: 'silent',
        },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    )
    server = child
    const url = await addressIn(child.stdout)
    const gu = caller(url, cookieOf(await caller(url).call('signIn', {}, proof)))
    const filler = join(`/proc/${child.pid}/root`, small, 'filler')
    expect(() => writeFileSync(filler, new Uint8Array(8_000_000))).toThrow('ENOSPC')

    const sections = Array.from({ length: 8 }, (_, at) =>
      draft(`第${at + 1}部分`, 1, { guidance: '写具体。'.repeat(900) }),
    )
    const make = (title: string) => gu.call('createReport', {}, { title, period: '', sections })
    const made: string[] = []
    // Free pages and the room that the write-ahead log has already take some.
    for (let turn = 0; ; turn += 1) {
      const answer = await make(`第${turn}份`)
      if (answer.status !== 200) {
        refused(answer)
        break
      }
      made.push(answer.body.id)
    }
    refused(await make('又一份'))
    const listed = (await gu.call('listReports', {})).body
    expect(listed.map(report => report.id).sort()).toEqual([...made].sort())
    for (const reportId of made)
      expect((await gu.call('getReport', { reportId })).body.sections).toHaveLength(sections.length)

    rmSync(filler)
    expect((await make('有地方了')).status).toBe(200)
  },
)
