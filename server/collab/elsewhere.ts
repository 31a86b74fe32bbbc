/**
 * The presence of one report as its processes tell each other of it, in a talk on the bus. A process is in it
 * while somebody has the report open there: who has nobody hears and pays nothing.
 *
 * 1. Who enters asks, and is told all. Else what changed is told, at most once an interval, and all of it every
 *    limits.presenceRefreshMs: that mends whatever was lost on the way, and says that this process lives.
 * 2. A process that was silent for limits.presenceSilentBeats refreshes is gone with all its people. While
 *    nobody can be heard nobody is given up, for limits.presenceDeafBeats: by then the tabs themselves have
 *    forgotten whoever was not renewed.
 * 3. Words are numbered: what comes late or twice counts for nothing.
 * 4. Nothing that is heard is trusted: malformed or too much of it is ignored, colours are made here, and a
 *    process speaks for nobody who is here or whom another told of first (presence.ts, 4).
 */
import { z } from 'zod'
import type { Hear, Talk } from '../bus/bus.ts'
import { personColor } from '../../shared/colors.ts'
import type { PresentPerson } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import { type Caret, caretFrom } from './presence-state.ts'

/** A connection of another process, by its awareness id. */
type Absent = { person(): PresentPerson }

export type ToldState = {
  readonly client: number
  readonly clock: number
  readonly person: Pick<PresentPerson, 'id' | 'name'>
  readonly caret: Caret
}

/** Enters this report's talk on the bus. */
export type Join = (hear: Hear) => Talk

type Hearer = {
  /** Somebody wants to be told all. */
  asked(): void
  told(state: ToldState, by: Absent): void
  gone(client: number, by: Absent): void
}

const count = z.int().nonnegative()
const words = z.object({
  n: count,
  asks: z.boolean(),
  /** Of those that are not among the states: `all` says that they are gone. */
  all: z.boolean(),
  states: z
    .array(
      z.object({
        client: count,
        clock: count,
        person: z.object({ id: z.string().max(64), name: z.string().max(limits.nameLength) }),
        caret: z.unknown().transform(caretFrom),
      }),
    )
    .max(limits.presenceStates),
  gone: z.array(count).max(limits.presenceStates),
})
type Words = z.infer<typeof words>

export class Elsewhere {
  readonly #join: Join
  readonly #hearer: Hearer
  readonly #processes = new Map<string, Process>()
  #talk: Talk | undefined
  #said = 0
  #deafBeats = 0

  constructor(join: Join, hearer: Hearer) {
    this.#join = join
    this.#hearer = hearer
  }

  enter(): void {
    const talk = this.#join((from, said) => this.#hear(from, said))
    this.#talk = talk
    this.#deafBeats = 0
    void talk.ready.then(() => {
      if (this.#talk === talk) this.#say({ asks: true })
    })
  }

  leave(): void {
    this.tellAll([])
    this.#talk?.leave()
    this.#talk = undefined
    this.#giveUp(() => true)
  }

  tell(states: readonly ToldState[], gone: readonly number[]): void {
    this.#say({ states: bounded(states), gone: bounded(gone) })
  }

  tellAll(states: readonly ToldState[]): void {
    this.#say({ all: true, states: bounded(states) })
  }

  /** Counts one more refresh that was or was not heard. */
  beat(): void {
    if (!this.#talk) return
    this.#deafBeats = this.#talk.isOpen() ? 0 : this.#deafBeats + 1
    if (this.#deafBeats > limits.presenceDeafBeats) this.#giveUp(() => true)
    else if (this.#deafBeats === 0) this.#giveUp(other => other.beat() > limits.presenceSilentBeats)
  }

  #say(said: Partial<Words>): void {
    this.#said += 1
    this.#talk?.say({ n: this.#said, asks: false, all: false, states: [], gone: [], ...said })
  }

  #hear(from: string, said: unknown): void {
    const other = this.#processes.get(from) ?? new Process()
    if (!other.mayBeHeard()) return
    const read = words.safeParse(said)
    if (!read.success || !other.isNext(read.data.n)) return
    if (!this.#processes.has(from) && this.#processes.size >= limits.presenceProcesses) return
    this.#processes.set(from, other)
    other.hear(read.data, this.#hearer)
    if (read.data.asks) this.#hearer.asked()
  }

  #giveUp(isGone: (other: Process) => boolean): void {
    for (const [from, other] of this.#processes) {
      if (!isGone(other)) continue
      this.#processes.delete(from)
      other.end(this.#hearer)
    }
  }
}

/** Another process that was heard of, and the people that it told of. */
class Process {
  readonly #people = new Map<number, AbsentPerson>()
  #newest = 0
  #silentBeats = 0
  #heard = 0

  /** Words of one process between two beats are bounded. */
  mayBeHeard(): boolean {
    this.#heard += 1
    return this.#heard <= limits.presenceWords
  }

  isNext(n: number): boolean {
    const isNext = n > this.#newest
    if (isNext) this.#newest = n
    return isNext
  }

  /** Answers for how many beats it has been silent. */
  beat(): number {
    this.#heard = 0
    this.#silentBeats += 1
    return this.#silentBeats
  }

  hear({ all, states, gone }: Words, hearer: Hearer): void {
    this.#silentBeats = 0
    for (const state of states) this.#meet(state, hearer)
    for (const client of gone) this.#lose(client, hearer)
    if (!all) return
    const here = new Set(states.map(({ client }) => client))
    for (const client of this.#people.keys()) if (!here.has(client)) this.#lose(client, hearer)
  }

  end(hearer: Hearer): void {
    for (const client of this.#people.keys()) this.#lose(client, hearer)
  }

  #meet(state: ToldState, hearer: Hearer): void {
    const known = this.#people.get(state.client)
    if (!known && this.#people.size >= limits.presenceStates) return
    const absent = known ?? new AbsentPerson(state.person)
    absent.is(state.person)
    this.#people.set(state.client, absent)
    hearer.told(state, absent)
  }

  #lose(client: number, hearer: Hearer): void {
    const absent = this.#people.get(client)
    this.#people.delete(client)
    if (absent) hearer.gone(client, absent)
  }
}

class AbsentPerson implements Absent {
  #person: ToldState['person']

  constructor(person: ToldState['person']) {
    this.#person = person
  }

  person(): PresentPerson {
    const { id, name } = this.#person
    return { id, name, color: personColor(id) }
  }

  /** Their name may have changed. */
  is(person: ToldState['person']): void {
    this.#person = person
  }
}

const bounded = <Value>(all: readonly Value[]): Value[] => all.slice(0, limits.presenceStates)
