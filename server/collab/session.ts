/**
 * A session: one signed-in socket on one report. Two kinds, told apart by the address:
 *
 *   tab    /collab/<report>             our own client: a lobby and a channel for each section
 *   stock  /collab/<report>/<section>   any y-websocket client: one section, the y-websocket protocol as it is
 *
 * 1. A tab says its schema version first; an older (or newer) one is closed with 4408.
 * 2. Malformed input closes this session with 4413 and harms nobody else.
 * 3. What it sends before a text is loaded waits, within bounds (G22).
 */
import {
  type CloseCode,
  closeCodes,
  decodeFrame,
  decodeLobby,
  encodeFrame,
  encodeLobby,
  type Frame,
  FrameError,
  type Keep,
  lobby,
  type PresentPerson,
} from '../../shared/frames.ts'
import { personColor } from '../../shared/colors.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayReadReport } from '../../shared/permissions.ts'
import { schemaVersion } from '../../shared/schema/extensions.ts'
import { Channel } from './channel.ts'
import type { Keeping } from './keeping.ts'
import type { LiveReport } from './live-report.ts'
import { Outgoing } from './outgoing.ts'
import type { Attendant } from './presence.ts'
import type { Room } from './room.ts'
import { SectionLine } from './section-line.ts'
import { encodeAwareness, readSectionMessage, type SectionMessage } from './section-message.ts'
import type { restarting, Socket } from './socket.ts'
import type { Shares } from './shares.ts'
import type { Workload } from './workload.ts'

/** A person as the accounts know them, and a name for what let them in. */
export type SignedIn = { readonly actor: Actor; readonly name: string; readonly credential: string }

/** Finds out again who is behind this socket; undefined: nobody any more. */
export type Recognise = () => Promise<SignedIn | undefined>

export type SessionKind = { readonly kind: 'tab' } | { readonly kind: 'stock'; readonly sectionId: string }

type OpenSection = { readonly channel: Channel; room: Room | undefined; readonly early: SectionMessage[] }

type State =
  /** A tab that has not said its schema version. */
  { readonly is: 'greeting' } | { readonly is: 'live' } | { readonly is: 'closed' }

const sizeOf = (read: SectionMessage) => ('bytes' in read ? read.bytes.length : 0)

/** A stock client has one section and no channel numbers. */
const onlyChannel = 0

export class Session implements Attendant {
  readonly sectionId: string | undefined
  readonly recognise: Recognise
  readonly #socket: Socket
  readonly #report: LiveReport
  readonly #workload: Workload
  readonly #shares: Shares
  /** Frames that wait for this person's next turn; meanwhile the line is not read. */
  readonly #backlog: Uint8Array[] = []
  readonly #keeping: Keeping
  readonly #sections = new Map<number, OpenSection>()
  readonly #waiting = { frames: 0, bytes: 0 }
  #signedIn: SignedIn
  #state: State
  #isKeeping = false

  constructor(
    socket: Socket,
    report: LiveReport,
    signedIn: SignedIn,
    kind: SessionKind,
    recognise: Recognise,
    workload: Workload,
    shares: Shares,
    keeping: Keeping,
  ) {
    this.#socket = socket
    this.#keeping = keeping
    this.#workload = workload
    this.#shares = shares
    this.#report = report
    this.#signedIn = signedIn
    this.recognise = recognise
    this.sectionId = kind.kind === 'stock' ? kind.sectionId : undefined
    this.#state = kind.kind === 'stock' ? { is: 'live' } : { is: 'greeting' }
  }

  get actor(): Actor {
    return this.#signedIn.actor
  }

  get credential(): string {
    return this.#signedIn.credential
  }

  get isStock(): boolean {
    return this.sectionId !== undefined
  }

  person(): PresentPerson {
    const { actor, name } = this.#signedIn
    return { id: actor.id, name, color: personColor(actor.id) }
  }

  start(): void {
    this.#report.join(this)
    this.#socket.attach({ receive: bytes => this.#receive(bytes), closed: () => this.#hungUp() })
    if (this.sectionId === undefined) this.#welcome()
    else {
      this.#openSection(onlyChannel, this.sectionId)
      this.#report.presence.join(this)
    }
  }

  /** Rights or name may have changed; a new name shows with the next renewal of presence. */
  signedInAgain(known: Pick<SignedIn, 'actor' | 'name'>): void {
    this.#signedIn = { ...this.#signedIn, ...known }
    for (const { channel, room } of this.#sections.values()) room?.tellAccessAgain(channel)
  }

  /** Would these rights let this session's report be read? */
  mayRead(actor: Actor): boolean {
    return this.#report.access !== undefined && mayReadReport(actor, this.#report.access)
  }

  close(code: CloseCode | typeof restarting): void {
    this.#socket.close(code)
    this.#end()
  }

  beat(): void {
    this.#socket.beat()
    // A stock client gives up after 30 s without a message; no news is sent as presence of nobody.
    if (this.isStock) this.#socket.send(encodeAwareness(new Uint8Array([0])))
    else this.sendLobby(encodeLobby({ type: 'event', event: { type: 'heartbeat' } }))
  }

  sendLobby(payload: Uint8Array): void {
    if (this.isStock) return
    this.#socket.send(encodeFrame({ op: 'data', channel: lobby, payload }))
  }

  sendAwareness(update: Uint8Array, frames: Map<string, Outgoing>): void {
    const key = this.sectionId ?? ''
    let outgoing = frames.get(key)
    if (!outgoing) {
      outgoing = new Outgoing(
        this.isStock ? encodeAwareness(update) : encodeLobby({ type: 'awareness', update }),
      )
      frames.set(key, outgoing)
    }
    this.#socket.share(outgoing, this.isStock ? undefined : lobby)
  }

  #welcome(): void {
    const event = { type: 'welcome', schemaVersion, person: this.person() } as const
    this.sendLobby(encodeLobby({ type: 'event', event }))
  }

  #receive(bytes: Uint8Array): void {
    if (this.#backlog.length === 0 && !this.#shares.isOver(this.actor.id)) return this.#take(bytes)
    this.#backlog.push(bytes)
    if (this.#backlog.length > 1) return
    this.#socket.pause()
    this.#shares.wait(() => this.#catchUp())
  }

  #catchUp(): void {
    while (this.#backlog.length > 0 && !this.#shares.isOver(this.actor.id)) this.#takeNext()
    if (this.#backlog.length > 0) this.#shares.wait(() => this.#catchUp())
    else this.#socket.resume()
  }

  /** What came before the end is taken all the same. */
  #hungUp(): void {
    while (this.#backlog.length > 0) this.#takeNext()
    this.#end()
  }

  #takeNext(): void {
    const bytes = this.#backlog.shift()
    if (bytes) this.#take(bytes)
  }

  #take(bytes: Uint8Array): void {
    if (this.#state.is === 'closed') return
    try {
      if (this.isStock) this.#receiveSection(onlyChannel, bytes)
      else this.#receiveFrame(decodeFrame(bytes))
    } catch (error) {
      // Whatever one socket sends costs that socket alone.
      if (!(error instanceof FrameError)) this.#report.failed(error)
      this.close(closeCodes.malformed)
    }
  }

  #receiveFrame(frame: Frame): void {
    if (frame.channel === lobby) return this.#receiveLobby(frame)
    if (this.#state.is === 'greeting') throw new FrameError('a section before hello')
    switch (frame.op) {
      case 'open':
        return this.#openSection(frame.channel, frame.sectionId)
      case 'data':
        return this.#receiveSection(frame.channel, frame.payload)
      case 'close':
        return this.#leaveSection(frame.channel)
    }
  }

  #receiveLobby(frame: Frame): void {
    if (frame.op !== 'data') throw new FrameError('the lobby is always open')
    const told = decodeLobby(frame.payload)
    if (told.type === 'awareness') {
      if (this.#state.is === 'greeting') throw new FrameError('presence before hello')
      if (!this.#report.presence.receive(this, told.update)) throw new FrameError('malformed presence')
    } else if (told.type === 'event') {
      if (told.event.type === 'hello') this.#greet(told.event.schemaVersion)
    } else if (told.type === 'keep') this.#receiveKeep(told)
    else throw new FrameError('an answer to nothing')
  }

  /** Sets text aside; the tab waits for the answer before it asks for more. */
  #receiveKeep(ask: Keep): void {
    if (this.#state.is === 'greeting') throw new FrameError('a keep before hello')
    if (this.#isKeeping) throw new FrameError('a second keep')
    this.#isKeeping = true
    void this.#keeping.keep(this.actor, this.#report.reportId, ask).then(({ answer, cpuMs }) => {
      this.#isKeeping = false
      if (answer === 'malformed') this.close(closeCodes.malformed)
      else this.sendLobby(encodeLobby(answer))
      this.charge(cpuMs)
    })
  }

  #greet(theirVersion: number): void {
    if (theirVersion !== schemaVersion) return this.close(closeCodes.reload)
    if (this.#state.is !== 'greeting') return
    this.#state = { is: 'live' }
    this.#report.presence.join(this)
  }

  #openSection(number: number, sectionId: string): void {
    if (this.#sections.has(number)) throw new FrameError('the channel is open')
    if (this.#sections.size >= limits.channelsPerSocket) throw new FrameError('too many channels')
    const section: OpenSection = {
      channel: new Channel(new SectionLine(this, this.#socket, number)),
      room: undefined,
      early: [],
    }
    this.#sections.set(number, section)
    void this.#enterRoom(sectionId, number, section)
  }

  async #enterRoom(sectionId: string, number: number, section: OpenSection): Promise<void> {
    const room = await this.#report.openSection(sectionId, section.channel)
    // It may have been closed meanwhile.
    if (!room || this.#sections.get(number) !== section) return room?.leave(section.channel)
    section.room = room
    for (const early of this.#noLongerEarly(section)) this.#handle(section, early)
  }

  #noLongerEarly({ early }: OpenSection): SectionMessage[] {
    for (const read of early) this.waited(sizeOf(read))
    return early.splice(0)
  }

  #receiveSection(number: number, payload: Uint8Array): void {
    const section = this.#sections.get(number)
    // The last frames of a channel that we closed.
    if (!section) return
    const read = readSectionMessage(payload)
    if (section.room) return this.#handle(section, read)
    section.early.push(read)
    this.waits(sizeOf(read))
  }

  /** So many bytes wait until a text is loaded. */
  waits(bytes: number): void {
    this.#waiting.frames += 1
    this.#waiting.bytes += bytes
    const { frames, bytes: sum } = this.#waiting
    if (frames > limits.waitingFrames || sum > limits.waitingBytes) this.close(closeCodes.tryAgain)
  }

  waited(bytes: number): void {
    this.#waiting.frames -= 1
    this.#waiting.bytes -= bytes
  }

  #handle({ channel, room }: OpenSection, read: SectionMessage): void {
    switch (read.type) {
      case 'step1':
        return room?.answerSync(channel, read.bytes)
      case 'step2':
      case 'update':
        return room?.receive(channel, read.bytes, read.type === 'step2')
      case 'awareness':
        // A tab's presence goes through its lobby.
        if (this.isStock && !this.#report.presence.receive(this, read.bytes)) this.close(closeCodes.malformed)
        return
      case 'queryAwareness':
        if (this.isStock) this.#report.presence.sendAll(this)
        return
    }
  }

  #leaveSection(number: number): void {
    const section = this.#sections.get(number)
    if (!section) return
    this.#sections.delete(number)
    this.#noLongerEarly(section)
    section.room?.leave(section.channel)
  }

  closeSection(number: number, code: CloseCode): void {
    if (this.isStock) return this.close(code)
    if (!this.#sections.has(number)) return
    this.#leaveSection(number)
    this.#socket.send(encodeFrame({ op: 'close', channel: number, code }))
  }

  /** Counts CPU time for this person. */
  charge(ms: number): void {
    this.#shares.spend(this.actor.id, ms)
    if (this.#workload.spend(this.actor.id, ms)) this.close(closeCodes.tryAgain)
  }

  #end(): void {
    if (this.#state.is === 'closed') return
    this.#state = { is: 'closed' }
    for (const number of this.#sections.keys()) this.#leaveSection(number)
    this.#report.presence.leave(this)
    this.#report.leave(this)
  }
}
