/**
 * The live report of a tab: one socket, a session for each section that was asked for, the lobby's presence
 * and events. Implements client/collab/types.ts; knows nothing of React.
 */
import type { LobbyEvent, LobbyFrame } from '../../shared/frames.ts'
import { closeCodes } from '../../shared/frames.ts'
import { Keeper } from './keeping.ts'
import { keepLocalCopy, onSignedOut } from './local-copies.ts'
import { LobbyPresence } from './presence.ts'
import { answersHttp } from './reachable.ts'
import { ReportSocket, type WebSocketClass } from './report-socket.ts'
import { type KeepCopy, LiveSection } from './section.ts'
import type { Ended, Light, ReportConnection, ReportSnapshot, SectionSession } from './types.ts'

export type ConnectionOptions = {
  readonly reportId: string
  /** ws://host:port; a page's own host by default. */
  readonly url?: string
  /** Names the local copies; without it (a shared PC that keeps nothing, a test) there are none. */
  readonly installationId?: string | undefined
  /** For a client that is no page: an API token. */
  readonly token?: string
  readonly WebSocket?: WebSocketClass
}

/** Worst first: what the top bar shows is the first of these that any section has. */
const worstFirst: readonly Light[] = ['refused', 'offline', 'unsaved', 'opening', 'storing', 'stored']

export function createReportConnection(options: ConnectionOptions): ReportConnection {
  return new LiveReportConnection(options)
}

class LiveReportConnection implements ReportConnection {
  readonly reportId: string
  readonly #url: string
  readonly #socket: ReportSocket
  readonly #presence: LobbyPresence
  readonly #keeper = new Keeper(ask => this.#socket.sendKeep(ask))
  readonly #sections = new Map<string, LiveSection>()
  /** Sessions of deleted sections: still on some screen until the outline is fetched again. */
  readonly #retired: LiveSection[] = []
  readonly #listeners = new Set<() => void>()
  readonly #eventListeners = new Set<(event: LobbyEvent) => void>()
  readonly #installationId: string | undefined
  readonly #unlisten: () => void
  #isDown = false
  #isBlocked = false
  /** HTTP was answered when it was asked last, since which no line came up. */
  #isAnswered = false
  #isClosed = false
  #snapshot: ReportSnapshot = { light: 'opening', present: [], ended: null, unsaved: false }

  constructor(options: ConnectionOptions) {
    this.reportId = options.reportId
    this.#installationId = options.installationId
    this.#presence = new LobbyPresence(
      update => this.#socket.sendAwareness(update),
      () => this.#show({ present: this.#presence.present() }),
    )
    this.#url = addressOf(options)
    this.#socket = new ReportSocket(this.#url, options.WebSocket ?? WebSocket, {
      opened: () => this.#lineIs(false),
      notUp: isHeld => void this.#askWhyNotUp(isHeld),
      askForSign: () => this.#presence.askForSign(),
      doubted: isDoubted => this.#lineIs(isDoubted),
      lobby: frame => this.#heard(frame),
      lost: () => this.#lost(),
      ended: code => this.#end({ code }),
    })
    this.#unlisten =
      options.installationId === undefined
        ? () => {}
        : onSignedOut(options.installationId, () => this.#signedOutElsewhere())
  }

  section(sectionId: string): SectionSession {
    const known = this.#sections.get(sectionId)
    if (known) return known
    const before = this.#retired.findLast(gone => gone.sectionId === sectionId)
    const section = new LiveSection(
      sectionId,
      this.#socket,
      this.#presence,
      this.#keepCopy,
      this.#keeper,
      before,
    )
    this.#sections.set(sectionId, section)
    if (this.#snapshot.ended) section.end(this.#snapshot.ended)
    section.lineIs(this.#isDown)
    section.subscribe(() => this.#show({}))
    // Sections are asked for while React renders, and nobody may be told then.
    queueMicrotask(() => this.#show({}))
    return section
  }

  snapshot(): ReportSnapshot {
    return this.#snapshot
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onEvent(listener: (event: LobbyEvent) => void): () => void {
    this.#eventListeners.add(listener)
    return () => this.#eventListeners.delete(listener)
  }

  async whenStored(): Promise<void> {
    await Promise.all([...this.#sections.values()].map(section => section.whenStored()))
  }

  unsaved(): readonly SectionSession[] {
    return [...this.#sections.values(), ...this.#retired].filter(hasUnsaved)
  }

  comeBack(): void {
    if (!this.#snapshot.ended) return
    for (const section of this.#sections.values()) section.comeBack()
    this.#show({ ended: null })
    this.#socket.begin()
  }

  close(): void {
    this.#isClosed = true
    this.#unlisten()
    for (const section of [...this.#sections.values(), ...this.#retired]) section.close()
    this.#sections.clear()
    this.#presence.close()
    this.#socket.close()
    this.#listeners.clear()
    this.#eventListeners.clear()
  }

  readonly #keepCopy: KeepCopy = async (sectionId, generation, doc, loaded) => {
    const personId = this.#presence.self?.id
    if (this.#installationId === undefined || personId === undefined) return undefined
    return keepLocalCopy(
      { installationId: this.#installationId, personId, sectionId, generation },
      doc,
      loaded,
    )
  }

  #heard(frame: LobbyFrame): void {
    if (frame.type === 'awareness') return this.#presence.received(frame.update)
    if (frame.type === 'kept' || frame.type === 'unkept') return this.#keeper.answered(frame)
    if (frame.type !== 'event') return
    const { event } = frame
    if (event.type === 'welcome') {
      const known = this.#presence.self
      // The browser's session is somebody else's by now: what is in this tab is not theirs to send.
      if (known && known.id !== event.person.id) return this.#signedOutElsewhere()
      this.#presence.welcomed(event.person)
      this.#keeper.welcomed()
      this.#show({ present: this.#presence.present() })
    }
    if (event.type === 'report') this.#retireGone()
    if (event.type === 'heartbeat') for (const section of this.#sections.values()) section.beat()
    for (const listener of this.#eventListeners) listener(event)
  }

  /** A section that was deleted may be back: whoever asks for it next gets a new session. */
  #retireGone(): void {
    for (const [sectionId, section] of this.#sections)
      if (isGone(section)) {
        this.#sections.delete(sectionId)
        this.#retired.push(section)
      }
  }

  /**
   * Something answers at this address, and no WebSocket comes up: the network in between forbids it. A server that
   * has only just come back answers too, after the tries that failed without it: it must have answered before one.
   */
  async #askWhyNotUp(isHeld: boolean): Promise<void> {
    const wasAnswered = this.#isAnswered
    const answers = await answersHttp(this.#url)
    if (this.#isClosed || this.#socket.isOpen || this.#snapshot.ended) return
    this.#isAnswered = answers
    this.#isBlocked = answers && (isHeld || wasAnswered)
    this.#lineIs(true)
    if (answers) this.#socket.giveUp()
  }

  #lineIs(isDown: boolean): void {
    if (!isDown) this.#isBlocked = this.#isAnswered = false
    this.#isDown = isDown
    for (const section of this.#sections.values()) section.lineIs(isDown)
    this.#show({})
  }

  #lost(): void {
    this.#presence.lost()
    this.#keeper.lost()
    this.#lineIs(true)
  }

  #end(ended: Ended): void {
    this.#lost()
    for (const section of this.#sections.values()) section.end(ended)
    this.#show({ ended })
  }

  #signedOutElsewhere(): void {
    this.#socket.close()
    for (const section of this.#sections.values()) section.stopCopy()
    this.#end({ code: closeCodes.notSignedIn })
  }

  #show(changes: Partial<ReportSnapshot>): void {
    const before = this.#snapshot
    const present = changes.present ?? before.present
    const next: ReportSnapshot = {
      light: this.#light(),
      present: isSame(present, before.present) ? before.present : present,
      ended: changes.ended === undefined ? before.ended : changes.ended,
      unsaved: this.unsaved().length > 0,
    }
    if (isEqual(next, before)) return
    this.#snapshot = next
    for (const listener of this.#listeners) listener()
  }

  #light(): Light {
    const alive = [...this.#sections.values()].filter(section => !isGone(section))
    const lights = new Set(alive.map(section => section.snapshot().light))
    if (lights.size === 0) lights.add(this.#isDown ? 'offline' : this.#socket.isOpen ? 'stored' : 'opening')
    const worst = worstFirst.find(light => lights.has(light)) ?? 'opening'
    return this.#isBlocked && worst === 'offline' ? 'blocked' : worst
  }
}

const isEqual = (a: ReportSnapshot, b: ReportSnapshot) =>
  a.light === b.light && a.present === b.present && a.ended === b.ended && a.unsaved === b.unsaved

/** What was refused at an earlier visit and came from the local copy is still to be dealt with. */
function hasUnsaved(section: SectionSession): boolean {
  const { unsaved, refusal } = section.snapshot()
  return unsaved || refusal !== null
}

const isGone = (section: SectionSession) => section.snapshot().ended?.code === closeCodes.notFound

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

function addressOf({ reportId, url, token }: ConnectionOptions): string {
  const base = url ?? location.origin.replace(/^http/, 'ws')
  return `${base}/collab/${reportId}${token === undefined ? '' : `?token=${encodeURIComponent(token)}`}`
}
