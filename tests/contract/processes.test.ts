/** Several processes over one PostgreSQL that hear nothing of each other but by looking. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReportConnection } from '../../client/collab/types.ts'
import { type Database, openPostgres } from '../../server/store/store.ts'
import { connect, green, shown, type } from '../support/collab-visit.ts'
import { type Served, seedTown, serveTown, storedText, until } from '../support/collab.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'

let postgres: TestPostgres
const processes: { readonly db: Database; readonly town: Served }[] = []
const visits: ReportConnection[] = []
let [one, two]: Served[] = []

beforeAll(async () => {
  postgres = await startPostgres()
  const url = await postgres.newDatabase()
  for (let count = 0; count < 2; count += 1) {
    const db = await openPostgres(url)
    if (count === 0) await seedTown(db)
    processes.push({ db, town: await serveTown(db, { accessRecheckMs: 50 }) })
  }
  ;[one, two] = processes.map(({ town }) => town)
})

afterAll(async () => {
  for (const visit of visits) visit.close()
  for (const { db, town } of processes) {
    await town.stop()
    await db.destroy()
  }
  await postgres.stop()
})

function visit(town: Served | undefined, person: string): ReportConnection {
  const connection = connect(town?.url ?? '', person)
  visits.push(connection)
  return connection
}

test('B5 what two type in one section through two processes both see, and the log has it once and without a gap', async () => {
  const [here, there] = [visit(one, 'li').section('s1'), visit(two, 'li').section('s1')]
  await Promise.all([green(here), green(there)])
  const words = Array.from({ length: 20 }, () => randomBytes(4).toString('hex'))
  for (const [at, word] of words.entries()) {
    type(at % 2 === 0 ? here : there, word)
    if (at % 5 === 0) await green(at % 2 === 0 ? here : there)
  }
  const all = (text: string) => words.every(word => text.split(word).length === 2)
  await until(() => all(shown(here)) && all(shown(there)), 'both see everything')
  expect(shown(here)).toBe(shown(there))
  await Promise.all([green(here), green(there)])
  const db = processes[0]?.db
  if (!db) throw new Error('no process')
  expect(all(await storedText(db, 's1'))).toBe(true)
  const rows = await db
    .selectFrom('updates')
    .select('seq')
    .where('section_id', '=', 's1')
    .orderBy('seq')
    .execute()
  expect(rows.map(row => row.seq)).toEqual(rows.map((_, at) => at + 1))
})

test('B6 a section that is closed through one process takes nothing through the other from that instant', async () => {
  const there = visit(two, 'wang').section('s2')
  await green(there)
  type(there, '关门之前')
  await green(there)
  const db = processes[0]?.db
  if (!db) throw new Error('no process')
  // As a verb of the first process does it; nobody tells the second.
  await db
    .updateTable('sections')
    .set(eb => ({ status: 'submitted' as const, grants: eb('grants', '+', 1) }))
    .where('id', '=', 's2')
    .execute()
  type(there, '关门之后')
  await until(() => there.snapshot().refusal !== null, 'it is refused')
  expect(await storedText(db, 's2')).toBe('\n关门之前')
})
