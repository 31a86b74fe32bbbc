/**
 * What stands in a server before a round: reports with sections, people with tokens, texts. Filled once into a
 * folder that every round starts from a copy of.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { serialize } from 'node:v8'
import { hashSecret } from '../../server/ops/secrets.ts'
import { writeCheckpoint } from '../../server/store/checkpoint-rows.ts'
import { firstRow } from '../../server/store/log.ts'
import { type Database, openStore } from '../../server/store/store.ts'
import { emptyMatter } from '../../shared/report.ts'
import { emptyText, textToUpdate } from '../../shared/schema/text.ts'
import type { History } from './history.ts'

export type Stock = {
  readonly reports: number
  readonly sectionsPerReport: number
  readonly people: number
  /** Undefined: an empty section. */
  readonly textOf: (report: number, section: number) => History | undefined
}

/** As long as ids are: the page knows a report's address by it. */
export const reportName = (report: number) => `report${String(report).padStart(10, '0')}`
export const sectionName = (report: number, section: number) => `r${report}s${section}`
export const tokenOf = (person: number) => `bench-token-${person}`

const at = '2026-01-01T00:00:00.000Z'
const departmentId = 'everyone'
const personName = (person: number) => `person${person}`

export async function fillOurs(folder: string, stock: Stock): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'tonggao.sqlite')
  const db = await openStore(file)
  try {
    await fillStore(db, stock)
    for (const [report, section] of sectionsOf(stock)) {
      const text = stock.textOf(report, section)
      if (text) await insertText(db, file, sectionName(report, section), text)
    }
  } finally {
    await db.destroy()
  }
}

/** Everything but the texts of sections that have one. */
export async function fillStore(db: Database, stock: Stock): Promise<void> {
  await insertPeople(db, stock.people)
  for (let report = 0; report < stock.reports; report += 1) await insertReport(db, report)
  for (const [report, section] of sectionsOf(stock))
    await insertSection(db, report, section, stock.textOf(report, section))
}

/** Documents of peers bear the names of our sections. */
export async function fillPeer(kind: 'leveldb' | 'sqlite', folder: string, stock: Stock): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const documents = [...sectionsOf(stock)].flatMap(([report, section]) => {
    const text = stock.textOf(report, section)
    return text ? [{ name: sectionName(report, section), updates: text.updates, whole: text.whole }] : []
  })
  const file = join(folder, 'documents')
  writeFileSync(file, serialize(documents))
  const store = join(folder, kind)
  const script = join(import.meta.dirname, 'peers/fill.mjs')
  await promisify(execFile)(process.execPath, [script, kind, store, file])
}

function* sectionsOf({ reports, sectionsPerReport }: Stock): Generator<readonly [number, number]> {
  for (let report = 0; report < reports; report += 1)
    for (let section = 0; section < sectionsPerReport; section += 1) yield [report, section]
}

async function insertPeople(db: Database, people: number): Promise<void> {
  await db
    .insertInto('departments')
    .values({ id: departmentId, name: '办公室', rank: 0, active: 1 })
    .execute()
  await db.transaction().execute(async tx => {
    for (let person = 0; person < people; person += 1) {
      const id = personName(person)
      await tx
        .insertInto('persons')
        .values({ id, name: `同事${person}`, role: 'author', is_administrator: 0, active: 1, created_at: at })
        .execute()
      await tx
        .insertInto('person_departments')
        .values({ person_id: id, department_id: departmentId })
        .execute()
      await tx
        .insertInto('api_tokens')
        .values({
          id: `token${person}`,
          person_id: id,
          secret_hash: hashSecret(tokenOf(person)),
          name: 'bench',
          created_at: at,
          revoked_at: null,
        })
        .execute()
    }
  })
}

async function insertReport(db: Database, report: number): Promise<void> {
  await db
    .insertInto('reports')
    .values({
      id: reportName(report),
      title: '工作总结',
      period: '2026',
      stage: 'drafting',
      deadline: null,
      words_ceiling: null,
      budget_unit: 'words',
      signoff: 'none',
      matter: JSON.stringify(emptyMatter),
      revision: 1,
      created_by: null,
      created_at: at,
      updated_at: at,
      deleted_at: null,
    })
    .execute()
}

async function insertSection(
  db: Database,
  report: number,
  section: number,
  text: History | undefined,
): Promise<void> {
  const id = sectionName(report, section)
  await db
    .insertInto('sections')
    .values({
      id,
      report_id: reportName(report),
      parent_id: null,
      rank: `a${String(section).padStart(4, '0')}`,
      heading: `第${section}部分`,
      numbered: 1,
      role: null,
      status: 'drafting',
      lead_id: departmentId,
      due_at: null,
      floor: null,
      ceiling: null,
      guidance: '',
      return_reason: null,
      rounds: 0,
      head: text ? text.updates.length : 1,
      grants: 1,
      generation: 1,
      deleted_at: null,
      deletion_id: null,
    })
    .execute()
  if (!text)
    await db
      .insertInto('updates')
      .values(firstRow(id, textToUpdate(emptyText), at))
      .execute()
}

/** The whole log, and a checkpoint short of its last rows, as a section in use has it. */
async function insertText(db: Database, file: string, sectionId: string, text: History): Promise<void> {
  const { updates, checkpoint, clients } = text
  insertLog(file, sectionId, updates)
  if (checkpoint) await writeCheckpoint(db, sectionId, checkpoint)
  for (const client of clients)
    await db
      .insertInto('section_clients')
      .values({ section_id: sectionId, client, person_id: personName(0) })
      .execute()
}

/** A quarter of a million rows: on a connection of its own, in one transaction. */
function insertLog(file: string, sectionId: string, updates: readonly Uint8Array[]): void {
  const db = new DatabaseSync(file, { timeout: 5000 })
  db.exec('begin immediate')
  let insert: ReturnType<DatabaseSync['prepare']> | undefined
  for (const [index, update] of updates.entries()) {
    const row = { ...firstRow(sectionId, update, at), person_id: personName(0), seq: index + 1 }
    const columns = Object.keys(row)
    insert ??= db.prepare(
      `insert into updates (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    )
    insert.run(...Object.values(row))
  }
  db.exec('commit')
  db.close()
}
