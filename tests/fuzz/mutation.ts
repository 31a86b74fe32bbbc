/**
 * Hostile bytes: valid updates of an author, broken byte by byte and thrown at real rooms over a real store.
 *
 * 1. Nothing is thrown inside a room, nothing waits in a document, no foreign section changes by a byte.
 * 2. After each batch a text loaded anew from the log equals the live one, down to its lengths.
 * 3. An honest author of the same section writes on, and is stored.
 */
import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import type { LiveText } from '../../server/collab/live-text.ts'
import { decodeUpdate } from '../../server/collab/update.ts'
import { firstRow, readUpdates } from '../../server/store/log.ts'
import type { Database } from '../../server/store/store.ts'
import { message } from '../../shared/frames.ts'
import { rootName } from '../../shared/schema/text.ts'
import { type BareRoom, bareRooms, type Desk, reloaded } from '../support/bare-room.ts'
import { storedBytes, townStore, until } from '../support/collab.ts'
import { paragraph, typing } from '../support/raw-tab.ts'
import { forgedUpdate } from './forged.ts'
import { type Random, randomFrom } from './random.ts'

export type Mutated = {
  thrown: number
  /** Of sessions, for malformed input or an answer with a gap. */
  closed: number
  refused: number
  /** Rows that they became. */
  taken: number
  /** Read strictly without complaint: the share of mutants that the judge has to decide. */
  wellFormed: number
}

/** Where the attacker may write, with another; and where they may not. */
const shared = 's3'
const locked = 's2'
const untouched = ['s1', 's2', 's4']
const empty = Uint8Array.from([0, 0])

/** Throws `batches` batches of `size` mutants; answers the counts, and throws where a promise is broken. */
export async function mutateRound(seed: number, batches: number, size: number): Promise<Mutated> {
  const random = randomFrom(seed)
  const store = await townStore()
  try {
    await makeRepeatable(store.db)
    const rooms = bareRooms(store.db)
    const round = new Round(random, rooms, store.db)
    const before = await Promise.all(untouched.map(id => storedBytes(store.db, id)))
    await round.open()
    for (let batch = 0; batch < batches; batch += 1) {
      await round.throwBatch(size)
      await round.check()
      const after = await Promise.all(untouched.map(id => storedBytes(store.db, id)))
      if (!isDeepStrictEqual(after, before)) throw new Error('a foreign section changed')
    }
    return round.counts
  } finally {
    await store.remove()
  }
}

const serversId = 1
const honestId = 3
const attackersId = (turn: number) => 2 * turn

/** The server's own client ids are drawn by chance; a seed has to mean the same every time. */
async function makeRepeatable(db: Database): Promise<void> {
  const doc = new Y.Doc()
  doc.clientID = serversId
  doc.getXmlFragment(rootName).insert(0, [new Y.XmlElement('paragraph')])
  for (const id of [...untouched, shared]) {
    const { checksum, bytes } = firstRow(id, Y.encodeStateAsUpdate(doc), '')
    await db.updateTable('updates').set({ checksum, bytes }).where('section_id', '=', id).execute()
  }
}

class Round {
  readonly counts: Mutated = { thrown: 0, closed: 0, refused: 0, taken: 0, wellFormed: 0 }
  readonly #random: Random
  readonly #rooms: BareRoom
  readonly #db: Database
  readonly #desks = new Map<string, Desk>()
  #honest: Desk | undefined
  #pool: Uint8Array[] = []
  /** Small client ids, so that one byte of an update turns one into another. */
  #client = 1
  #sentences = 0

  constructor(random: Random, rooms: BareRoom, db: Database) {
    this.#random = random
    this.#rooms = rooms
    this.#db = db
  }

  async open(): Promise<void> {
    this.#honest = await this.#sit('wang', shared)
  }

  async throwBatch(size: number): Promise<void> {
    await this.#writeHonestly()
    await this.#grow()
    for (let at = 0; at < size; at += 1) {
      const mutant = this.#random.below(2) === 0 ? this.#mutant() : this.#forged()
      if (decodeUpdate(mutant)) this.counts.wellFormed += 1
      const desk = await this.#attacker(this.#random.below(5) === 0 ? locked : shared)
      desk.room.receive(desk.channel, mutant, this.#random.below(4) === 0)
      this.counts.thrown += 1
      this.counts.refused += desk.refusals.splice(0).length
      if (desk.closed !== undefined) this.counts.closed += 1
    }
  }

  /** Every promise, once nothing is on its way. */
  async check(): Promise<void> {
    await this.#rooms.quiet()
    const [error] = this.#rooms.errors
    if (error) throw error instanceof Error ? error : new Error('a room failed', { cause: error })
    for (const [sectionId, desk] of this.#desks) {
      const live = desk.room.document
      if (!live) throw new Error('the room is not open')
      assertSame(live, await reloaded(this.#db, sectionId))
    }
    this.counts.taken = (await readUpdates(this.#db, shared)).seq - 1 - this.#sentences
    if (this.#honest?.closed !== undefined || this.#honest?.refusals.length)
      throw new Error('an honest author was shut out')
  }

  async #sit(person: 'li' | 'wang', sectionId: string): Promise<Desk> {
    const desk = await this.#rooms.desk(person, sectionId)
    // The answer to the question at opening: until it is there, gaps are dropped.
    desk.room.receive(desk.channel, empty, true)
    return desk
  }

  async #attacker(sectionId: string): Promise<Desk> {
    const known = this.#desks.get(sectionId)
    if (known && known.closed === undefined) return known
    const desk = await this.#sit('li', sectionId)
    this.#desks.set(sectionId, desk)
    return desk
  }

  /** New valid updates to be mutated: from a document that has all that is stored. */
  async #grow(): Promise<void> {
    const doc = new Y.Doc({ gc: this.#random.below(2) === 0 })
    Y.applyUpdate(doc, (await reloaded(this.#db, shared)).encode())
    doc.clientID = attackersId(this.#client)
    this.#client = 1 + (this.#client % 40)
    const updates = Array.from({ length: 12 }, () => typing(doc, root => this.#edit(root)))
    const all = Y.encodeStateAsUpdate(doc)
    this.#pool = [...this.#pool.slice(-30), ...updates, Y.mergeUpdates(updates), all]
  }

  async #writeHonestly(): Promise<void> {
    const desk = this.#honest
    if (!desk) throw new Error('nobody is here')
    const doc = new Y.Doc()
    Y.applyUpdate(doc, (await reloaded(this.#db, shared)).encode())
    this.#sentences += 1
    doc.clientID = honestId
    const before = desk.told.length
    const sentence = `诚实的第${this.#sentences}句。`
    desk.room.receive(desk.channel, typing(doc, paragraph(sentence)), false)
    await until(() => desk.told.slice(before).includes(message.stored), 'the honest sentence is stored')
  }

  #edit(root: Y.XmlFragment): void {
    const element = root.length > 0 ? root.get(this.#random.below(root.length)) : undefined
    const text = element instanceof Y.XmlElement && element.length > 0 ? element.get(0) : undefined
    switch (this.#random.below(6)) {
      case 0:
        return paragraph('全镇播种面积稳定')(root)
      case 1: {
        const heading = new Y.XmlElement<{ level: number }>('heading')
        heading.setAttribute('level', 1 + this.#random.below(3))
        // Yjs's own type of an element knows attributes that are strings alone.
        return root.insert(this.#random.below(root.length + 1), [heading as unknown as Y.XmlElement])
      }
      case 2:
        return root.length > 2 ? root.delete(this.#random.below(root.length), 1) : undefined
      case 3:
        return text instanceof Y.XmlText && text.length > 2
          ? text.format(this.#random.below(text.length - 1), 1, { bold: this.#random.pick([{}, null]) })
          : undefined
      case 4:
        return text instanceof Y.XmlText && text.length > 2
          ? text.delete(this.#random.below(text.length - 1), 1)
          : undefined
      default:
        return text instanceof Y.XmlText
          ? text.insert(this.#random.below(text.length + 1), this.#random.pick(['稻', '😀', 'ab']))
          : paragraph('又一段')(root)
    }
  }

  #forged(): Uint8Array {
    const doc = this.#desks.get(shared)?.room.document
    const own = attackersId(this.#client)
    // Ids of the attacker's, new ones, and those of others.
    return doc ? forgedUpdate(this.#random, doc, [own, own, honestId, 101, 103, 105]) : this.#mutant()
  }

  #mutant(): Uint8Array {
    let bytes = Uint8Array.from(this.#random.pick(this.#pool))
    for (let times = this.#random.below(3); times >= 0; times -= 1) bytes = this.#mutate(bytes)
    return bytes
  }

  #mutate(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const at = this.#random.below(bytes.length)
    const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)]
    const join = (...parts: Uint8Array[]) => Uint8Array.from(Buffer.concat(parts))
    switch (this.#random.below(9)) {
      case 0:
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << this.#random.below(8))
        return bytes
      case 2:
      case 3:
        bytes[at] = this.#random.pick([0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 33, 39, 68, 132, 135, 196, 255])
        return bytes
      case 4:
        bytes[at] = ((bytes[at] ?? 0) + (this.#random.below(2) === 0 ? 1 : 255)) & 255
        return bytes
      case 5:
        return join(head)
      case 6:
        return join(head, tail.subarray(0, 1 + this.#random.below(12)), tail)
      case 7:
        return join(head, tail.subarray(1 + this.#random.below(4)))
      default: {
        const other = this.#random.pick(this.#pool)
        return join(head, other.subarray(this.#random.below(other.length)))
      }
    }
  }
}

/** The live text and the one that the log makes: the same structs, deletions, text and lengths. */
function assertSame(live: Y.Doc, { doc }: LiveText): void {
  const [one, two] = [live.getXmlFragment(rootName), doc.getXmlFragment(rootName)]
  if (!Y.equalSnapshots(Y.snapshot(live), Y.snapshot(doc))) throw new Error('structs or deletions differ')
  if (one.toJSON() !== two.toJSON()) throw new Error('the live text is not what the log makes')
  if (!isDeepStrictEqual(lengthsOf(one), lengthsOf(two))) throw new Error('lengths differ')
}

function lengthsOf(type: Y.XmlFragment): unknown[] {
  return [
    type.length,
    ...type.toArray().map(child => (child instanceof Y.XmlElement ? lengthsOf(child) : child._length)),
  ]
}
