/** What the verbs rely on in the store, whatever database is behind it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inProcessBus } from '../../server/bus/bus.ts'
import { keepSetting, readSetting } from '../../server/ops/settings.ts'
import { inTransaction } from '../../server/ops/transaction.ts'
import type { Database } from '../../server/store/store.ts'
import { done, refuse } from '../../shared/errors.ts'
import { openTestStore } from '../support/test-database.ts'

describe('the store', () => {
  let db: Database
  const told: string[] = []
  const bus = inProcessBus(() => {})
  beforeAll(async () => {
    db = await openTestStore(':memory:')
    bus.listen(event => told.push(event.type))
  })
  afterAll(() => db.destroy())
  const departments = async () =>
    (await db.selectFrom('departments').select('name').orderBy('rank').execute()).map(row => row.name)
  const add = (tx: Database, name: string) =>
    tx.insertInto('departments').values({ id: name, name, rank: 1, active: 1 }).execute()

  test('D1 a refused or failed transaction leaves nothing and tells nobody', async () => {
    const refused = await inTransaction({ db, bus }, async (tx, tell) => {
      await add(tx, '甲')
      tell({ type: 'person', personId: 'p' })
      return refuse('conflict')
    })
    expect(refused).toEqual({ ok: false, code: 'conflict' })
    const failed = inTransaction({ db, bus }, async tx => {
      await add(tx, '乙')
      throw new Error('a bug')
    })
    await expect(failed).rejects.toThrow('a bug')
    expect([await departments(), told]).toEqual([[], []])
  })

  test('D2 the bus hears of a transaction when its rows can be read', async () => {
    let seen: Promise<string[]> | undefined
    const stop = bus.listen(() => {
      seen = departments()
    })
    await inTransaction({ db, bus }, async (tx, tell) => {
      tell({ type: 'person', personId: 'p' })
      await add(tx, '丙')
      return done(null)
    })
    stop()
    expect(await seen).toEqual(['丙'])
  })

  test('D3 transactions take turns: a count that many raise at once is right', async () => {
    await keepSetting(db, 'sample-report', '0')
    const raise = () =>
      inTransaction({ db, bus }, async tx => {
        const value = Number(await readSetting(tx, 'sample-report')) + 1
        await tx
          .updateTable('settings')
          .set({ value: String(value) })
          .execute()
        return done(value)
      })
    await Promise.all(Array.from({ length: 50 }, raise))
    expect(await readSetting(db, 'sample-report')).toBe('50')
  })

  test('D4 a setting that is kept once stays what the first one made it', async () => {
    const kept = await Promise.all(['a', 'b', 'c'].map(value => keepSetting(db, 'installation-id', value)))
    expect(new Set(kept).size).toBe(1)
    expect(await keepSetting(db, 'installation-id', 'd')).toBe(kept[0])
  })

  test('D5 a row that points nowhere is refused by the database itself', async () => {
    const orphan = { person_id: 'nobody', department_id: 'nowhere' }
    await expect(db.insertInto('person_departments').values(orphan).execute()).rejects.toThrow(/FOREIGN KEY/i)
  })
})
