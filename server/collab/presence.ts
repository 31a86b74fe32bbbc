/**
 * Presence of one report: who is here and where their carets are. Never stored, never trusted.
 *
 * 1. The server writes `user` from the session; a state holds that and a caret, nothing else.
 * 2. A connection speaks only for its own awareness id: the first it names, unless another person has it.
 * 3. Changes are collected and sent at most once an interval, to everyone, the sender included
 *    (y-websocket drops a line on which its own presence never returns), and to the other processes.
 * 4. Of an awareness id one speaker's word counts: a connection here, or another process (elsewhere.ts) that
 *    tells of one there. The same person's newer word takes it over: their tab has come back by another line.
 */
import * as encoding from 'lib0/encoding'
import type { PresenceState, PresentPerson } from '../../shared/frames.ts'
import { Elsewhere, type Join, type ToldState } from './elsewhere.ts'
import type { Outgoing } from './outgoing.ts'
import { type Caret, caretFrom, caretWithin, decodeAwareness, type Entry } from './presence-state.ts'

/** Whose word a state is. */
export type Speaker = { person(): PresentPerson }

/** A connection as presence sees it; `sectionId` for a stock client, which knows one section's carets only. */
export type Attendant = Speaker & {
  readonly sectionId: string | undefined
  /** An awareness update (y-protocols) for this connection. */
  sendAwareness(update: Uint8Array, frames: Map<string, Outgoing>): void
}

type Held = {
  readonly clock: number
  readonly caret: Caret
  readonly speaker: Speaker
  readonly isHere: boolean
}

export class Presence {
  readonly #attendants = new Map<Attendant, number | undefined>()
  readonly #held = new Map<number, Held>()
  readonly #gone = new Map<number, number>()
  readonly #changed = new Set<number>()
  /** Which of those that are here the other processes have to be told of; or all. */
  readonly #owed = new Set<number>()
  #owesAll = false
  readonly #elsewhere: Elsewhere
  readonly #later: (run: () => void) => void
  #isScheduled = false

  /** `later` runs something once the interval has passed; `join` is the way to the other processes. */
  constructor(later: (run: () => void) => void, join: Join) {
    this.#later = later
    this.#elsewhere = new Elsewhere(join, {
      asked: () => this.#oweAll(),
      told: (told, speaker) => this.#takeElsewhere(told, speaker),
      gone: (client, speaker) => this.#release(client, speaker),
    })
  }

  /** A newcomer learns who is here. */
  join(attendant: Attendant): void {
    if (this.#attendants.size === 0) this.#elsewhere.enter()
    this.#attendants.set(attendant, undefined)
    this.sendAll(attendant)
  }

  sendAll(attendant: Attendant): void {
    if (this.#held.size > 0)
      attendant.sendAwareness(this.#encode([...this.#held.keys()], attendant), new Map())
  }

  leave(attendant: Attendant): void {
    const client = this.#attendants.get(attendant)
    if (!this.#attendants.delete(attendant)) return
    if (client !== undefined && this.#release(client, attendant)) this.#owed.add(client)
    if (this.#attendants.size === 0) this.#elsewhere.leave()
  }

  /** False: malformed, or a state that is too large. */
  receive(attendant: Attendant, update: Uint8Array): boolean {
    const entries = decodeAwareness(update)
    if (!entries) return false
    for (const entry of entries) this.#take(attendant, entry)
    return true
  }

  /** Every limits.presenceRefreshMs: tells the other processes all, and gives up those that are silent. */
  beat(): void {
    if (this.#attendants.size === 0) return
    this.#elsewhere.beat()
    this.#oweAll()
  }

  /** Sends what changed since the last time. */
  flush(): void {
    this.#isScheduled = false
    this.#tellElsewhere()
    const changed = [...this.#changed]
    this.#changed.clear()
    if (changed.length === 0) return
    const encoded = new Map<string | undefined, Uint8Array>()
    const frames = new Map<string, Outgoing>()
    for (const attendant of this.#attendants.keys()) {
      const update = encoded.get(attendant.sectionId) ?? this.#encode(changed, attendant)
      encoded.set(attendant.sectionId, update)
      attendant.sendAwareness(update, frames)
    }
    for (const client of changed) this.#gone.delete(client)
  }

  #take(attendant: Attendant, { client, clock, state }: Entry): void {
    const own = this.#attendants.get(attendant)
    const held = this.#held.get(client)
    const isTaken = held && held.speaker !== attendant
    // Others' states come back from a stock provider; only the id that it named first is its own.
    if (own !== undefined ? own !== client : isTaken && !isSamePerson(held.speaker, attendant)) return
    // A new line may say again what the tab said before.
    if (held && clock <= held.clock && !(isTaken && own === undefined)) return
    this.#attendants.set(attendant, client)
    this.#owed.add(client)
    if (state === null) return this.#remove(client, clock)
    const { sectionId } = attendant
    const caret = sectionId === undefined ? caretFrom(state.caret) : caretWithin(sectionId, state.cursor)
    this.#hold(client, { clock, caret, speaker: attendant, isHere: true })
  }

  #takeElsewhere({ client, clock, caret }: ToldState, speaker: Speaker): void {
    const held = this.#held.get(client)
    if (held && clock <= held.clock) return
    if (held && held.speaker !== speaker && !isSamePerson(held.speaker, speaker)) return
    this.#hold(client, { clock, caret, speaker, isHere: false })
  }

  #hold(client: number, held: Held): void {
    this.#held.set(client, held)
    this.#gone.delete(client)
    this.#mark(client)
  }

  /** False: another's word counts. */
  #release(client: number, speaker: Speaker): boolean {
    const held = this.#held.get(client)
    if (held?.speaker !== speaker) return false
    this.#remove(client, held.clock)
    return true
  }

  #remove(client: number, clock: number): void {
    if (!this.#held.delete(client)) return
    this.#gone.set(client, clock)
    this.#mark(client)
  }

  #mark(client: number): void {
    this.#changed.add(client)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    this.#later(() => this.flush())
  }

  #oweAll(): void {
    this.#owesAll = true
    this.#schedule()
  }

  #tellElsewhere(): void {
    const states: ToldState[] = []
    const gone: number[] = []
    for (const client of this.#owesAll ? this.#held.keys() : this.#owed) {
      const held = this.#held.get(client)
      if (!held) gone.push(client)
      else if (held.isHere)
        states.push({ client, clock: held.clock, person: held.speaker.person(), caret: held.caret })
    }
    if (this.#owesAll) this.#elsewhere.tellAll(states)
    else if (this.#owed.size > 0) this.#elsewhere.tell(states, gone)
    this.#owesAll = false
    this.#owed.clear()
  }

  #encode(clients: readonly number[], { sectionId }: Attendant): Uint8Array {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, clients.length)
    for (const client of clients) {
      const held = this.#held.get(client)
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, held?.clock ?? this.#gone.get(client) ?? 0)
      encoding.writeVarString(encoder, JSON.stringify(held ? stateFor(held, sectionId) : null))
    }
    return encoding.toUint8Array(encoder)
  }
}

const isSamePerson = (a: Speaker, b: Speaker) => a.person().id === b.person().id

/** The lobby shows where a caret is; a stock client sees `cursor` if it is in its own section. */
function stateFor({ caret, speaker }: Held, sectionId: string | undefined): unknown {
  const user = speaker.person()
  if (sectionId === undefined) return { user, caret } satisfies PresenceState
  return { user, cursor: caret?.section === sectionId ? caret.cursor : null }
}
