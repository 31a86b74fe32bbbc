/**
 * Presence of one report: who is here and where their carets are. Never stored, never trusted.
 *
 * 1. The server writes `user` from the session; a state holds that and a caret, nothing else.
 * 2. A connection speaks only for its own awareness id: the first it names, unless another person has it.
 * 3. Changes are collected and sent at most once an interval, to everyone, the sender included
 *    (y-websocket drops a line on which its own presence never returns).
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { PresenceState, PresentPerson } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import { rootName } from '../../shared/schema/text.ts'
import type { Outgoing } from './outgoing.ts'

/** A connection as presence sees it; `sectionId` for a stock client, which knows one section's carets only. */
export type Attendant = {
  readonly sectionId: string | undefined
  person(): PresentPerson
  /** An awareness update (y-protocols) for this connection. */
  sendAwareness(update: Uint8Array, frames: Map<string, Outgoing>): void
}

type Caret = PresenceState['caret']
type Held = { readonly clock: number; readonly caret: Caret; readonly attendant: Attendant }
type Entry = {
  readonly client: number
  readonly clock: number
  readonly state: Record<string, unknown> | null
}

export class Presence {
  readonly #attendants = new Map<Attendant, number | undefined>()
  readonly #held = new Map<number, Held>()
  readonly #gone = new Map<number, number>()
  readonly #changed = new Set<number>()
  readonly #later: (run: () => void) => void
  #isScheduled = false

  /** `later` runs something once the interval has passed. */
  constructor(later: (run: () => void) => void) {
    this.#later = later
  }

  /** A newcomer learns who is here. */
  join(attendant: Attendant): void {
    this.#attendants.set(attendant, undefined)
    this.sendAll(attendant)
  }

  sendAll(attendant: Attendant): void {
    if (this.#held.size > 0)
      attendant.sendAwareness(this.#encode([...this.#held.keys()], attendant), new Map())
  }

  leave(attendant: Attendant): void {
    const client = this.#attendants.get(attendant)
    this.#attendants.delete(attendant)
    if (client !== undefined && this.#held.get(client)?.attendant === attendant) this.#remove(client)
  }

  /** False: malformed, or a state that is too large. */
  receive(attendant: Attendant, update: Uint8Array): boolean {
    const entries = decodeAwareness(update)
    if (!entries) return false
    for (const entry of entries) this.#take(attendant, entry)
    return true
  }

  /** Sends what changed since the last time. */
  flush(): void {
    this.#isScheduled = false
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
    const isTaken = held && held.attendant !== attendant
    // Others' states come back from a stock provider; only the id that it named first is its own.
    if (own !== undefined ? own !== client : isTaken && !isSamePerson(held.attendant, attendant)) return
    if (held && clock <= held.clock && !isTaken) return
    this.#attendants.set(attendant, client)
    if (state === null) return this.#remove(client, clock)
    this.#held.set(client, { clock, caret: caretFrom(state, attendant.sectionId), attendant })
    this.#gone.delete(client)
    this.#mark(client)
  }

  #remove(client: number, clock = this.#held.get(client)?.clock ?? 0): void {
    if (!this.#held.delete(client)) return
    this.#gone.set(client, clock)
    this.#mark(client)
  }

  #mark(client: number): void {
    this.#changed.add(client)
    if (this.#isScheduled) return
    this.#isScheduled = true
    this.#later(() => this.flush())
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

const isSamePerson = (a: Attendant, b: Attendant) => a.person().id === b.person().id

/** The lobby shows where a caret is; a stock client sees `cursor` if it is in its own section. */
function stateFor({ caret, attendant }: Held, sectionId: string | undefined): unknown {
  const user = attendant.person()
  if (sectionId === undefined) return { user, caret } satisfies PresenceState
  return { user, cursor: caret?.section === sectionId ? caret.cursor : null }
}

function decodeAwareness(update: Uint8Array): Entry[] | undefined {
  try {
    const decoder = decoding.createDecoder(update)
    const count = decoding.readVarUint(decoder)
    const entries: Entry[] = []
    for (let at = 0; at < count; at += 1) {
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const json = decoding.readVarString(decoder)
      if (json.length > limits.awarenessBytes) return undefined
      const state: unknown = JSON.parse(json)
      if (state !== null && !isRecord(state)) return undefined
      entries.push({ client, clock, state })
    }
    return decoding.hasContent(decoder) ? undefined : entries
  } catch {
    return undefined
  }
}

function caretFrom(state: Record<string, unknown>, sectionId: string | undefined): Caret {
  if (sectionId !== undefined)
    return isCursor(state.cursor) ? { section: sectionId, cursor: state.cursor } : null
  const { caret } = state
  if (!isRecord(caret) || typeof caret.section !== 'string' || caret.section.length > 64) return null
  // The section may have the focus without a caret.
  return { section: caret.section, cursor: isCursor(caret.cursor) ? caret.cursor : null }
}

/** y-tiptap's cursor: two relative positions. Anything else could make another tab's editor throw. */
function isCursor(cursor: unknown): boolean {
  return isRecord(cursor) && isPosition(cursor.anchor) && isPosition(cursor.head)
}

function isPosition(position: unknown): boolean {
  if (!isRecord(position)) return false
  const { type, item, tname, assoc } = position
  return (
    isIdOrNothing(type) &&
    isIdOrNothing(item) &&
    (isNothing(tname) || tname === rootName) &&
    (isNothing(assoc) || Number.isSafeInteger(assoc)) &&
    !(isNothing(type) && isNothing(item) && isNothing(tname))
  )
}

function isIdOrNothing(id: unknown): boolean {
  return isNothing(id) || (isRecord(id) && isCount(id.client) && isCount(id.clock))
}

const isNothing = (value: unknown) => value === null || value === undefined
const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
