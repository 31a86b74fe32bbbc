/**
 * A report that somebody has open: its sessions, its rooms, its presence, and the rights as last read.
 *
 * 1. Rights are read from the store, never from a hint: a hint only says when to read.
 * 2. Whoever may no longer read the report is closed (4403); a report that is gone closes everyone (4404). What
 *    could not be read is not gone: who asks for it is told to come again (1013).
 */
import { closeCodes, encodeLobby, type LobbyEvent } from '../../shared/frames.ts'
import { mayReadReport } from '../../shared/permissions.ts'
import type { ReportAccess } from '../store/access.ts'
import type { Channel } from './channel.ts'
import type { Presence } from './presence.ts'
import type { Room } from './room.ts'
import type { Session } from './session.ts'

export type LiveReportDeps = {
  readAccess(reportId: string): Promise<ReportAccess | undefined>
  makeRoom(sectionId: string, report: LiveReport): Room
  /** The last session left. */
  emptied(report: LiveReport): void
  onError(error: unknown, reportId: string): void
}

export class LiveReport {
  readonly reportId: string
  readonly presence: Presence
  readonly sessions = new Set<Session>()
  readonly rooms = new Map<string, Room>()
  readonly #deps: LiveReportDeps
  #access: ReportAccess | undefined
  #reading: Promise<boolean> | undefined
  #next: Promise<boolean> | undefined
  #pins = 0

  constructor(reportId: string, presence: Presence, deps: LiveReportDeps) {
    this.reportId = reportId
    this.presence = presence
    this.#deps = deps
  }

  get access(): ReportAccess | undefined {
    return this.#access
  }

  join(session: Session): void {
    this.sessions.add(session)
  }

  leave(session: Session): void {
    this.sessions.delete(session)
    this.#forgetIfEmpty()
  }

  roomEmptied(room: Room): void {
    if (this.rooms.get(room.sectionId) === room) this.rooms.delete(room.sectionId)
    this.#forgetIfEmpty()
  }

  /** Holds the report open while a socket is being let in; the answer lets go. */
  pin(): () => void {
    this.#pins += 1
    return () => {
      this.#pins -= 1
      this.#forgetIfEmpty()
    }
  }

  /** A bug showed itself while a socket was served. */
  failed(error: unknown): void {
    this.#deps.onError(error, this.reportId)
  }

  close(): void {
    for (const room of this.rooms.values()) room.close()
  }

  /** Enters a section's room with a channel and answers the room; a section that nobody knows closes the channel. */
  async openSection(sectionId: string, channel: Channel): Promise<Room | undefined> {
    const isKnown = () => this.#access?.sections.has(sectionId) ?? false
    const isRead = isKnown() || (await this.refresh())
    if (!isKnown()) {
      channel.line.close(isRead ? closeCodes.notFound : closeCodes.tryAgain)
      return undefined
    }
    const room = this.rooms.get(sectionId) ?? this.#deps.makeRoom(sectionId, this)
    this.rooms.set(sectionId, room)
    // At once, so that the room is never empty between being made and being entered.
    room.join(channel)
    return room
  }

  /**
   * Reads rights again, from a moment after this call, and applies them to everything that is open. Answers whether
   * they could be read.
   */
  refresh(): Promise<boolean> {
    if (this.#reading) {
      this.#next ??= this.#reading.then(() => {
        this.#next = undefined
        return this.refresh()
      })
      return this.#next
    }
    this.#reading = this.#read().finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  /** Sends an event to everybody's lobby. */
  announce(event: LobbyEvent): void {
    const payload = encodeLobby({ type: 'event', event })
    for (const session of this.sessions) session.sendLobby(payload)
  }

  #forgetIfEmpty(): void {
    if (this.sessions.size === 0 && this.rooms.size === 0 && this.#pins === 0) this.#deps.emptied(this)
  }

  async #read(): Promise<boolean> {
    try {
      this.#access = await this.#deps.readAccess(this.reportId)
      this.#apply(this.#access)
      return true
    } catch (error) {
      // The rooms keep the rights that they know; every append compares grants with the store anyway.
      this.#deps.onError(error, this.reportId)
      return false
    }
  }

  #apply(access: ReportAccess | undefined): void {
    for (const session of this.sessions) {
      if (!access) session.close(closeCodes.notFound)
      else if (!mayReadReport(session.actor, access)) session.close(closeCodes.noAccess)
    }
    for (const [sectionId, room] of this.rooms) room.accessRead(access?.sections.get(sectionId))
  }
}
