/**
 * An office to try things in: a real server on a free port over a data directory of its own, a clock that
 * stands still until a test moves it, and people who hold a session without the work of a password.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../server/app.ts'
import { initialise } from '../../server/accounts/setup.ts'
import { insertDepartment } from '../../server/accounts/departments.ts'
import { insertPerson, type NewPerson } from '../../server/accounts/people.ts'
import { type Config, readConfig } from '../../server/config.ts'
import type { Program } from '../../server/program.ts'
import type { Outcome } from '../../shared/errors.ts'
import { type Caller, caller } from '../support/caller.ts'
import { testPostgres } from '../support/test-database.ts'

export { type Answer, type Caller, caller, cookieOf, secretOf } from '../support/caller.ts'

export const administrator = { username: 'gu', password: 'deng-xin-cao-27' } as const

export type Office = {
  readonly url: string
  readonly dataDir: string
  /** To open it again, or beside it. */
  readonly config: Config
  /** The same for a program of its own. */
  readonly env: Readonly<Record<string, string>>
  readonly program: Program
  /** Carries out what waits in the outbox now. */
  deliver(): Promise<void>
  readonly setupLink: string | undefined
  /** Lets time pass. */
  wait(ms: number): void
  caller(headers?: Readonly<Record<string, string>>): Caller
  /** A new person with a session. */
  hire(person: Partial<NewPerson>): Promise<Caller & { readonly id: string }>
  signedIn(personId: string): Promise<Caller & { readonly id: string }>
  department(name: string): Promise<string>
  auditRows(): Promise<number>
  /** Stops the server and leaves its data. */
  stop(): Promise<void>
  close(): Promise<void>
}

export function tryConfig(dataDir: string, env: Record<string, string> = {}): Config {
  return {
    ...readConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env }),
    dist: join(dataDir, 'dist'),
  }
}

/** `bare`: before the first start. Otherwise the organisation and its administrator exist. */
export async function openOffice({
  bare = false,
  env = {},
}: {
  bare?: boolean
  env?: Record<string, string>
} = {}): Promise<Office> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tonggao-http-'))
  let now = Date.parse('2026-11-23T01:00:00Z')
  const databaseUrl = await testPostgres()
  const config: Config = { ...tryConfig(dataDir, env), databaseUrl }
  const app = createApp(config, { clock: () => now })
  const { url, setupLink, program, delivery } = await app.start()
  if (!bare) {
    const first = { organisation: '澄溪镇', departments: [], name: '顾予宁', ...administrator }
    value(await initialise(program, first))
  }
  const office: Office = {
    url,
    dataDir,
    config,
    env: { DATA_DIR: dataDir, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) },
    program,
    setupLink,
    deliver: () => delivery.deliverDue(),
    wait: ms => {
      now += ms
    },
    caller: headers => caller(url, headers),
    async signedIn(id) {
      const [cookie = ''] = await program.identity.startSession(id, 30)
      return { id, ...caller(url, { cookie: cookie.split(';')[0] ?? '' }) }
    },
    async hire(person) {
      const added = await program.db.transaction().execute(tx =>
        insertPerson(tx, program, null, {
          name: '某人',
          username: null,
          email: null,
          passwordHash: null,
          role: 'author',
          isAdministrator: false,
          departmentIds: [],
          ...person,
        }),
      )
      return office.signedIn(value(added))
    },
    async department(name) {
      const added = await program.db.transaction().execute(tx => insertDepartment(tx, program, null, name))
      return value(added).id
    },
    async auditRows() {
      const { count } = await program.db
        .selectFrom('audit')
        .select(eb => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },
    stop: () => app.stop(),
    async close() {
      await app.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return office
}

/** What an outcome holds; a refusal fails the test with its code. */
export function value<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`refused: ${outcome.code} ${JSON.stringify(outcome.details ?? '')}`)
  return outcome.value
}

export const dayMs = 24 * 60 * 60 * 1000
