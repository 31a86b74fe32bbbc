/**
 * A section is submitted in one process while its author types through another, which nobody tells: from the
 * instant of the submission the log takes no letter.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { SectionSession } from '../../client/collab/types.ts'
import { openProgram, type Program } from '../../server/program.ts'
import { returnSection } from '../../server/reports/decisions.ts'
import { submitSection } from '../../server/reports/submission.ts'
import { readUpdatesAt } from '../../server/store/history.ts'
import { plainText, type Text, updatesToText } from '../../shared/schema/text.ts'
import type { Outcome } from '../../shared/errors.ts'
import type { Actor } from '../../shared/permissions.ts'
import { tryConfig } from '../http/office.ts'
import { readActor, reportId, seedTown, storedText, until } from '../support/collab.ts'
import { connect, type } from '../support/collab-visit.ts'
import type { TestPostgres } from '../support/postgres.ts'
import { kill, prepareTown, start } from '../support/town-process.ts'
import { openPostgres } from '../../server/store/store.ts'

const section = 's1'

export type Race = {
  readonly typed: number
  /** Rows behind the position that a submission names. */
  readonly late: number
  /** Submissions whose text is not the log's at that position. */
  readonly different: number
  /** What was typed and is neither in the section nor in a draft. */
  readonly lost: readonly string[]
  /** Drafts of what came too late: without any nothing was raced. */
  readonly drafts: number
}

export async function raceForTheLock(postgres: TestPostgres, tries: number): Promise<Race> {
  const folder = mkdtempSync(join(tmpdir(), 'tonggao-race-'))
  const databaseUrl = await postgres.newDatabase()
  const seeded = await openPostgres(databaseUrl)
  await seedTown(seeded)
  await seeded.destroy()
  const { program, close } = await openProgram(tryConfig(folder, { DATABASE_URL: databaseUrl }))
  const server = prepareTown(databaseUrl)
  const connection = connect(`ws://127.0.0.1:${await start(server)}`, 'li')
  try {
    const race = new Racing(program, connection.section(section))
    for (let at = 0; at < tries; at += 1) await race.once(5 + ((at * 37) % 60))
    return await race.result()
  } finally {
    connection.close()
    await kill(server)
    await close()
    rmSync(folder, { recursive: true, force: true })
  }
}

class Racing {
  readonly #program: Program
  readonly #session: SectionSession
  #typed = 0
  #late = 0
  #different = 0
  #drafts = 0

  constructor(program: Program, session: SectionSession) {
    this.#program = program
    this.#session = session
  }

  async once(beforeMs: number): Promise<void> {
    await this.#stored()
    const typing = setInterval(() => this.#type(), 1)
    await pause(beforeMs)
    await this.#verb('li', (who, deps) => submitSection(deps, who, reportId, section, {}))
    await pause(20)
    clearInterval(typing)
    await this.#lookAtSubmission()
    await until(() => this.#session.snapshot().access?.mayWrite === false, 'the author is told')
    await this.#stored()
    await this.#lookAtSubmission()
    await this.#verb('chen', (who, deps) => returnSection(deps, who, reportId, section, { reason: '请补充' }))
    await until(() => this.#session.snapshot().access?.mayWrite === true, 'the author may write again')
  }

  async result(): Promise<Race> {
    await this.#stored()
    const { db } = this.#program
    const drafts = await db.selectFrom('set_aside').select('text').execute()
    const kept = [await storedText(db, section), ...drafts.map(({ text }) => text)].join('\n')
    const marks = Array.from({ length: this.#typed }, (_, at) => `«${at + 1}»`)
    return {
      typed: this.#typed,
      late: this.#late,
      different: this.#different,
      drafts: this.#drafts,
      lost: marks.filter(mark => !kept.includes(mark)),
    }
  }

  #type(): void {
    this.#typed += 1
    type(this.#session, `«${this.#typed}»`)
  }

  async #stored(): Promise<void> {
    await until(() => this.#session.snapshot().light === 'stored', 'the light is green', 60_000)
  }

  async #verb(person: string, verb: (who: Actor, deps: Program) => Promise<Outcome<unknown>>): Promise<void> {
    const found = await readActor(this.#program.db, person)
    if (!found) throw new Error(`nobody is called ${person}`)
    const outcome = await verb(found.actor, this.#program)
    if (!outcome.ok) throw new Error(`refused: ${outcome.code}`)
  }

  async #lookAtSubmission(): Promise<void> {
    const { db } = this.#program
    const submission = await db
      .selectFrom('submissions')
      .select(['seq', 'text'])
      .where('section_id', '=', section)
      .orderBy('round', 'desc')
      .executeTakeFirstOrThrow()
    const late = await db
      .selectFrom('updates')
      .select('seq')
      .where('section_id', '=', section)
      .where('seq', '>', submission.seq)
      .execute()
    this.#late += late.length
    const then = await readUpdatesAt(db, section, submission.seq)
    const text: Text = JSON.parse(submission.text)
    if (!then || plainText(updatesToText(then.updates)) !== plainText(text)) this.#different += 1
    const { count } = await db
      .selectFrom('set_aside')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    this.#drafts = count
  }
}
