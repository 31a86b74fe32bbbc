/**
 * The live report of a tab: one socket, a session for each section that was asked for, the lobby's presence
 * and events. Implements client/collab/types.ts; knows nothing of React.
 */
import type { LobbyEvent, LobbyFrame } from '../../shared/frames.ts'
import { closeCodes } from '../../shared/frames.ts'
import { keepLocalCopy, onSignedOut } from './local-copies.ts'
import { LobbyPresence } from './presence.ts'
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
const worstFirst: readonly Light[] = ['refused', 'offline', 'opening', 'storing', 'stored']

export function createReportConnection(options: ConnectionOptions): ReportConnection {
  return new LiveReportConnection(options)
}

class LiveReportConnection implements ReportConnection {
  readonly reportId: string
  readonly #socket: ReportSocket
  readonly #presence: LobbyPresence
  readonly #sections = new Map<string, LiveSection>()
  /** Sessions of deleted sections: still on some screen until the outline is fetched again. */
  readonly #retired: LiveSection[] = []
  readonly #listeners = new Set<() => void>()
  readonly #eventListeners = new Set<(event: LobbyEvent) => void>()
  readonly #installationId: string | undefined
  readonly #unlisten: () => void
  #isDown = false
  #snapshot: ReportSnapshot = { light: 'opening', present: [], ended: null }

  constructor(options: ConnectionOptions) {
    this.reportId = options.reportId
    this.#installationId = options.installationId
    this.#presence = new LobbyPresence(
      update => this.#socket.sendAwareness(update),
      () => this.#show({ present: this.#presence.present() }),
    )
    this.#socket = new ReportSocket(addressOf(options), options.WebSocket ?? WebSocket, {
      opened: () => this.#lineIs(false),
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
    const section = new LiveSection(sectionId, this.#socket, this.#presence, this.#keepCopy, before)
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

  close(): void {
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
    if (frame.type !== 'event') return
    const { event } = frame
    if (event.type === 'welcome') {
      this.#presence.welcomed(event.person)
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

  #lineIs(isDown: boolean): void {
    this.#isDown = isDown
    for (const section of this.#sections.values()) section.lineIs(isDown)
    this.#show({})
  }

  #lost(): void {
    this.#presence.lost()
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
      ended: changes.ended ?? before.ended,
    }
    if (next.light === before.light && next.present === before.present && next.ended === before.ended) return
    this.#snapshot = next
    for (const listener of this.#listeners) listener()
  }

  #light(): Light {
    const alive = [...this.#sections.values()].filter(section => !isGone(section))
    const lights = new Set(alive.map(section => section.snapshot().light))
    if (lights.size === 0) lights.add(this.#isDown ? 'offline' : this.#socket.isOpen ? 'stored' : 'opening')
    return worstFirst.find(light => lights.has(light)) ?? 'opening'
  }
}

const isGone = (section: SectionSession) => section.snapshot().ended?.code === closeCodes.notFound

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

function addressOf({ reportId, url, token }: ConnectionOptions): string {
  const base = url ?? location.origin.replace(/^http/, 'ws')
  return `${base}/collab/${reportId}${token === undefined ? '' : `?token=${encodeURIComponent(token)}`}`
}
