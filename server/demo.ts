/**
 * `npm run demo`: a throw-away data directory with the sample town, its people and its half-written report,
 * and a ready sign-in link for each of them. The directory is removed at the end.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outcome } from '../shared/errors.ts'
import { newSecret } from '../shared/ids.ts'
import type { Actor } from '../shared/permissions.ts'
import { insertPerson } from './accounts/people.ts'
import { renewLink } from './accounts/personal-links.ts'
import { listDepartments } from './accounts/departments.ts'
import { readActingPerson } from './accounts/person-rows.ts'
import { initialise } from './accounts/setup.ts'
import { readConfig } from './config.ts'
import { runEntry } from './entry.ts'
import { inTransaction } from './ops/transaction.ts'
import type { Program } from './program.ts'
import { changeReport } from './reports/report.ts'
import { loadSample } from './reports/sample.ts'
import { type SamplePerson, sample } from './sample/sample.ts'

const [first, ...others] = sample.people
const deadlineDays = 9
const day = 24 * 60 * 60 * 1000

const dataDir = await mkdtemp(join(tmpdir(), 'tonggao-demo-'))

runEntry({
  host: process,
  config: () => readConfig({ LOG_LEVEL: 'warn', ...process.env, DATA_DIR: dataDir }),
  opened: async ({ url: local, lanUrls, program }) => {
    // Whoever opens the demo to the network wants links that work there.
    const url = lanUrls[0] ?? local
    const links = await populate(program)
    return [
      `统稿 Tonggao 演示 demo: ${url}`,
      '每个链接请用一个单独的浏览器或无痕窗口打开。Open each link in a browser (or private window) of its own:',
      ...links.map(({ person, link }) => `  ${label(person)}\n    ${url}${link}`),
      '结束后一切都会清除。Everything is removed when it stops (Ctrl+C).',
    ]
  },
  closed: () => rm(dataDir, { recursive: true, force: true }),
})

const words = {
  coordinator: '统稿人 coordinator',
  author: '撰稿人 author',
  reviewer: '审阅 reviewer',
  reader: '查阅 reader',
}

function label({ name, role, department }: SamplePerson): string {
  return `${words[role]} ${name}${department === undefined ? '' : `（${department}）`}`
}

async function populate(program: Program): Promise<{ person: SamplePerson; link: string }[]> {
  if (!first) throw new Error('the sample has nobody')
  const firstId = ensure(
    await initialise(program, {
      organisation: sample.organisation,
      departments: [...sample.departments],
      name: first.name,
      username: 'demo',
      password: newSecret(program.random),
    }),
  )
  const coordinator = await actorOf(program, firstId)
  const { id: reportId } = ensure(await loadSample(program, coordinator))
  const deadline = new Date(program.clock() + deadlineDays * day).toISOString()
  ensure(await changeReport(program, coordinator, reportId, { deadline }))
  const links = [{ person: first, link: ensure(await renewLink(program, coordinator, firstId)).link }]
  for (const person of others) links.push({ person, link: await admit(program, coordinator, person) })
  return links
}

/** Makes a person without a password; answers the path of their link. */
async function admit(
  program: Program,
  coordinator: Actor,
  { name, role, department }: SamplePerson,
): Promise<string> {
  const departments = ensure(await listDepartments(program))
  const departmentIds = departments.filter(one => one.name === department).map(({ id }) => id)
  const person = {
    name,
    username: null,
    email: null,
    passwordHash: null,
    role,
    isAdministrator: false,
    departmentIds,
  }
  const id = ensure(await inTransaction(program, tx => insertPerson(tx, program, coordinator.id, person)))
  return ensure(await renewLink(program, coordinator, id)).link
}

async function actorOf(program: Program, personId: string): Promise<Actor> {
  const person = await readActingPerson(program.db, personId)
  if (!person) throw new Error('the first person was not made')
  return person.actor
}

function ensure<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`the demo could not be made: ${outcome.code}`)
  return outcome.value
}
