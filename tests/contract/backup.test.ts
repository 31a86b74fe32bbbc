/** A copy of the store that is taken while people write, and what it is good for. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { runCommand } from '../../server/cli/run.ts'
import { initialise } from '../../server/accounts/setup.ts'
import { keepSetting, readSetting } from '../../server/ops/settings.ts'
import { backUpStore } from '../../server/store/backup.ts'
import { type Database, openStore } from '../../server/store/store.ts'
import { insertAttachments } from '../support/attachments.ts'
import { seedTown, storedText } from '../support/collab.ts'
import { administrator, tryConfig } from '../http/office.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tonggao-backup-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A store big enough that a copy takes longer than many commits. */
async function bigStore(name: string): Promise<{ readonly file: string; readonly db: Database }> {
  const file = join(folder, name)
  const db = await openStore(file)
  await seedTown(db)
  await insertAttachments(db, ['a', 'b', 'c', 'd', 'e', 'f'], new Uint8Array(8 * 1024 * 1024).fill(7))
  return { file, db }
}

test('D16 a copy is the store at one moment after the call, and nobody who writes meanwhile waits for it', async () => {
  const { file, db } = await bigStore('busy.sqlite')
  let written = 0
  const over = new AbortController()
  const write = async () => {
    while (!over.signal.aborted) {
      await db
        .insertInto('departments')
        .values({ id: `d${written + 1}`, name: `科室${written + 1}`, rank: written + 1, active: 1 })
        .execute()
      written += 1
    }
  }
  const writing = write()
  await expect.poll(() => written).toBeGreaterThan(20)
  const before = written
  const copy = join(folder, 'copy.sqlite')
  await backUpStore(file, copy)
  const after = written
  over.abort()
  await writing
  expect(after - before).toBeGreaterThan(20)
  const restored = await openStore(copy)
  const copied = await restored.selectFrom('departments').select('rank').where('id', 'like', 'd%').execute()
  const ranks = copied.map(({ rank }) => rank).sort((a, b) => a - b)
  const made = ranks.filter(rank => rank > 0)
  expect(made.length).toBeGreaterThanOrEqual(before)
  expect(made.length).toBeLessThanOrEqual(after + 1)
  // Without a gap: nothing of a later moment came with it.
  expect(new Set(made).size).toBe(made.at(-1))
  expect(await storedText(restored, 's1')).toBe(await storedText(db, 's1'))
  await Promise.all([restored.destroy(), db.destroy()])
})

test('D17 a copy is one file of its owner alone; a store that is damaged leaves none, and says so', async () => {
  const { file, db } = await bigStore('sound.sqlite')
  const copy = join(folder, 'sound-copy.sqlite')
  await backUpStore(file, copy)
  expect(statSync(copy).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder).filter(name => name.startsWith('sound-copy'))).toEqual(['sound-copy.sqlite'])
  await db.destroy()
  const damaged = await open(file, 'r+')
  for (let page = 40; page < 60; page += 1)
    await damaged.write(new Uint8Array(4096).fill(255), 0, 4096, page * 4096)
  await damaged.close()
  const none = join(folder, 'none.sqlite')
  await expect(backUpStore(file, none)).rejects.toThrow(/damaged|malformed/)
  expect(readdirSync(folder).filter(name => name.startsWith('none'))).toEqual([])
})

test('D18 a copy overwrites nothing, and what is no store is not made one', async () => {
  const kept = join(folder, 'kept.sqlite')
  writeFileSync(kept, '去年的备份')
  await expect(backUpStore(join(folder, 'sound.sqlite'), kept)).rejects.toThrow('is there already')
  await expect(backUpStore(join(folder, 'nowhere.sqlite'), join(folder, 'x.sqlite'))).rejects.toThrow(
    /^There is no store at /,
  )
  expect(existsSync(join(folder, 'nowhere.sqlite'))).toBe(false)
})

test('D16 the command copies beside a running server, and the copy starts as that server did', async () => {
  const dataDir = join(folder, 'office')
  const app = createApp(tryConfig(dataDir))
  const { program } = await app.start()
  await initialise(program, { organisation: '澄溪镇', departments: [], name: '顾予宁', ...administrator })
  await keepSetting(program.db, 'sample-report', 'r7')
  const said: string[] = []
  const backup = (env: Record<string, string>) =>
    runCommand(['backup', 'taken.sqlite'], {
      env,
      language: 'zh',
      out: data => said.push(String(data)),
      err: text => said.push(text),
      pathOf: named => join(folder, named),
      readFile: async () => new Uint8Array(),
      writeFile: async () => {},
    })
  expect(await backup({ DATA_DIR: dataDir, DATABASE_URL: 'postgres://db/tonggao' })).toBe(2)
  expect(said.join('')).toContain('pg_dump')
  expect(await backup({ DATA_DIR: dataDir })).toBe(0)
  await app.stop()
  const restored = join(folder, 'restored')
  mkdirSync(restored)
  renameSync(join(folder, 'taken.sqlite'), join(restored, 'tonggao.sqlite'))
  const again = createApp(tryConfig(restored))
  const started = await again.start()
  expect(started.setupLink).toBeUndefined()
  expect(await readSetting(started.program.db, 'sample-report')).toBe('r7')
  await again.stop()
})
