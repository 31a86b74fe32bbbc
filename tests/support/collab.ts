/**
 * A live server for tests: a real store in a folder of its own, real sockets on port 0, and a small town's
 * report with two departments. A person's id is their token.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bus, type BusEvent, inProcessBus } from '../../server/bus/bus.ts'
import { readActingPeople } from '../../server/accounts/person-rows.ts'
import { createCollab } from '../../server/collab/collab.ts'
import { always } from '../../server/ops/duty.ts'
import { firstRow, readUpdates } from '../../server/store/log.ts'
import type { Database } from '../../server/store/store.ts'
import { openTestStore } from './test-database.ts'
import type { Role } from '../../shared/permissions.ts'
import { emptyText, plainText, type Text, textToUpdate, updatesToText } from '../../shared/schema/text.ts'

/** In the sample: 农业 leads s1, 民政 leads s2, both hold s3; s4 has nobody. */
export const reportId = 'rtown00000000000'
export const sections = ['s1', 's2', 's3', 's4'] as const
export type SectionName = (typeof sections)[number]
export type PersonName = 'li' | 'wang' | 'chen' | 'reader'

const people: Record<PersonName, { name: string; role: Role; departments: string[] }> = {
  li: { name: '李文', role: 'author', departments: ['farm'] },
  wang: { name: '王芳', role: 'author', departments: ['care'] },
  chen: { name: '陈静', role: 'coordinator', departments: [] },
  reader: { name: '赵明', role: 'reader', departments: [] },
}

const at = '2025-01-01T00:00:00.000Z'

export async function seedTown(db: Database, text: Text = emptyText): Promise<void> {
  for (const [rank, id] of ['farm', 'care'].entries())
    await db.insertInto('departments').values({ id, name: id, rank, active: 1 }).execute()
  for (const [id, { name, role, departments }] of Object.entries(people)) {
    await db
      .insertInto('persons')
      .values({ id, name, role, is_administrator: 0, active: 1, created_at: at })
      .execute()
    for (const department_id of departments)
      await db.insertInto('person_departments').values({ person_id: id, department_id }).execute()
  }
  await db
    .insertInto('reports')
    .values({
      id: reportId,
      title: '柳河镇工作总结',
      period: '2024',
      stage: 'drafting',
      deadline: null,
      words_ceiling: null,
      budget_unit: 'words',
      signoff: 'none',
      matter: '{}',
      revision: 1,
      created_by: null,
      created_at: at,
      updated_at: at,
      deleted_at: null,
    })
    .execute()
  const leads: Record<SectionName, string | null> = { s1: 'farm', s2: 'care', s3: 'farm', s4: null }
  for (const [index, id] of sections.entries()) await addSection(db, id, leads[id], `${index + 1}`, text)
  await db.insertInto('section_departments').values({ section_id: 's3', department_id: 'care' }).execute()
}

export async function addSection(
  db: Database,
  id: string,
  leadId: string | null,
  rank: string,
  text: Text = emptyText,
): Promise<void> {
  await db
    .insertInto('sections')
    .values({
      id,
      report_id: reportId,
      parent_id: null,
      rank,
      heading: id,
      numbered: 1,
      role: null,
      status: 'not_started',
      lead_id: leadId,
      due_at: null,
      floor: null,
      ceiling: null,
      guidance: '',
      return_reason: null,
      rounds: 0,
      head: 1,
      grants: 1,
      generation: 1,
      deleted_at: null,
      deletion_id: null,
    })
    .execute()
  await db
    .insertInto('updates')
    .values(firstRow(id, textToUpdate(text), at))
    .execute()
}

/** Opens a store in a new folder, with the town in it. */
export async function townStore(
  text?: Text,
): Promise<{ db: Database; file: string; remove(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'tonggao-collab-'))
  const file = join(folder, 'tonggao.sqlite')
  const db = await openTestStore(file)
  await seedTown(db, text)
  return {
    db,
    file,
    remove: async () => {
      await db.destroy()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A person as the accounts would tell; undefined when they are not active. */
export async function readActor(db: Database, id: string) {
  const row = await db
    .selectFrom('persons')
    .selectAll()
    .where('id', '=', id)
    .where('active', '=', 1)
    .executeTakeFirst()
  if (!row) return undefined
  const joined = await db
    .selectFrom('person_departments')
    .select('department_id')
    .where('person_id', '=', id)
    .execute()
  const departmentIds = joined.map(of => of.department_id)
  return {
    name: row.name,
    credential: id,
    actor: { id, role: row.role, isAdministrator: false, departmentIds },
  }
}

export type Served = {
  readonly db: Database
  readonly port: number
  readonly url: string
  readonly errors: unknown[]
  readonly collab: ReturnType<typeof createCollab>
  publish(event: BusEvent): void
  /** Stops the server and keeps the store. */
  stop(): Promise<void>
}

/** Serves a store. `port` 0: any. */
export async function serveTown(
  db: Database,
  options: {
    port?: number
    presenceIntervalMs?: number
    presenceRefreshMs?: number
    accessRecheckMs?: number
    sessionRecheckMs?: number
    /** Tokens that are worth nothing any more. */
    revoked?: ReadonlySet<string>
    heartbeatMs?: number
    compactionMs?: number
    historyDays?: number
    clock?: () => number
    /** Without one it hears nothing of others over its store. */
    bus?: Bus
  } = {},
): Promise<Served> {
  const errors: unknown[] = []
  const {
    port = 0,
    revoked,
    historyDays,
    clock = () => Date.now(),
    bus = inProcessBus(error => errors.push(error)),
    ...timing
  } = options
  const tokenOf = (request: IncomingMessage) =>
    new URL(request.url ?? '/', 'http://town').searchParams.get('token') ?? ''
  const collab = createCollab({
    db,
    bus,
    clock,
    historyDays,
    duty: always,
    random: size => randomBytes(size),
    log: { error: fields => errors.push(fields) },
    authenticate: async request =>
      revoked?.has(tokenOf(request)) ? undefined : readActor(db, tokenOf(request)),
    readActors: personIds => readActingPeople(db, personIds),
    readEnded: async tokens => new Set(tokens.filter(token => revoked?.has(token))),
    timing: { presenceIntervalMs: 5, ...timing },
  })
  const server = createServer()
  server.on('upgrade', (request, socket, head) => collab.upgrade(request, socket, head))
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    db,
    port: address.port,
    url: `ws://127.0.0.1:${address.port}`,
    errors,
    collab,
    publish: event => bus.publish(event),
    stop: async () => {
      await collab.stop()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

/** What the disk holds of a section, as plain text. */
export async function storedText(db: Database, sectionId: string): Promise<string> {
  const { updates } = await readUpdates(db, sectionId)
  return plainText(updatesToText(updates))
}

/** All bytes that the disk holds of a section. */
export async function storedBytes(db: Database, sectionId: string): Promise<string> {
  const { updates } = await readUpdates(db, sectionId)
  return updates.map(update => Buffer.from(update).toString('hex')).join('|')
}

/** Waits until something is true; fails with what was last seen. */
export async function until(
  isTrue: () => boolean | Promise<boolean>,
  what: string,
  ms = 20_000,
): Promise<void> {
  const end = Date.now() + ms
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`)
    await new Promise(resolve => setTimeout(resolve, 4))
  }
}
