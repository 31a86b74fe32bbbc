/**
 * The safety net under the hints: what let everybody in, their rights, what rights of every open report rest on,
 * and how far the logs of open texts have come, read again from time to time. A few queries, however many people
 * and reports there are: mostly nothing has changed.
 */
import { closeCodes } from '../../shared/frames.ts'
import type { LiveReport } from './live-report.ts'
import type { Session, SignedIn } from './session.ts'

type Known = Pick<SignedIn, 'actor' | 'name'>

export type SweepDeps = {
  sessions(): readonly Session[]
  reports(): Iterable<LiveReport>
  readActors(personIds: readonly string[]): Promise<ReadonlyMap<string, Known>>
  /** Of these credentials those that let nobody in any more. */
  readEnded(credentials: readonly string[]): Promise<ReadonlySet<string>>
  /** What differs as soon as rights may differ; a report that is gone has none. */
  readMarks(reportIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** The newest row of each section's log. */
  readHeads(sectionIds: readonly string[]): Promise<ReadonlyMap<string, number>>
}

export class Sweep {
  readonly #deps: SweepDeps
  #marks: ReadonlyMap<string, string> = new Map()
  #isRunning = false

  constructor(deps: SweepDeps) {
    this.#deps = deps
  }

  async run(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    try {
      await this.#people()
      await this.#reports()
      await this.#texts()
    } finally {
      this.#isRunning = false
    }
  }

  async #people(): Promise<void> {
    const sessions = this.#deps.sessions()
    const ended = await this.#deps.readEnded([...new Set(sessions.map(({ credential }) => credential))])
    const actors = await this.#deps.readActors([...new Set(sessions.map(session => session.actor.id))])
    for (const session of sessions)
      recognised(session, ended.has(session.credential) ? undefined : actors.get(session.actor.id))
  }

  async #reports(): Promise<void> {
    const reports = [...this.#deps.reports()]
    const marks = await this.#deps.readMarks(reports.map(report => report.reportId))
    const known = this.#marks
    this.#marks = marks
    for (const report of reports) {
      const mark = marks.get(report.reportId)
      if (mark === undefined || mark !== known.get(report.reportId)) await report.refresh()
    }
  }

  async #texts(): Promise<void> {
    const rooms = [...this.#deps.reports()].flatMap(report => [...report.rooms])
    const heads = await this.#deps.readHeads(rooms.map(([sectionId]) => sectionId))
    for (const [sectionId, room] of rooms) {
      const head = heads.get(sectionId)
      if (head !== undefined) room.headRead(head)
    }
  }
}

/** Who is behind a session, as just found out; undefined: nobody any more. */
export function recognised(session: Session, signedIn: Known | undefined): void {
  if (!signedIn || signedIn.actor.id !== session.actor.id) session.close(closeCodes.notSignedIn)
  else if (!session.mayRead(signedIn.actor)) session.close(closeCodes.noAccess)
  else session.signedInAgain(signedIn)
}
