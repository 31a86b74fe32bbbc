/**
 * A section's text in memory: the document that updates are judged against and applied to.
 *
 * 1. Built from the log alone; after every apply nothing is pending and no new root exists, or the text is
 *    broken and its room loads it anew.
 * 2. What an apply answers is what the document itself emitted: that is what the log keeps.
 * 3. An apply that takes longer than it may is given up; the text is broken then.
 */
import * as Y from 'yjs'
import { limits } from '../../shared/limits.ts'
import { rootName } from '../../shared/schema/text.ts'
import { goneSeat } from './seating.ts'
import type { Holder, Seat } from './shape.ts'
import { type DecodedUpdate, decodeUpdate, type Id, type Range } from './update.ts'

/** `own`: the document added something of its own (clean-up of formats), so the author needs it too. */
export type Emission = { readonly bytes: Uint8Array | undefined; readonly own: boolean }

export class LiveText {
  readonly doc = new Y.Doc()
  readonly #emitted: Uint8Array[] = []
  /** At least as many as there are; counted anew when that matters. */
  #structs = 0
  #stateVector: Uint8Array | undefined

  /** Throws when the updates do not make a whole document. */
  constructor(updates: readonly Uint8Array[]) {
    this.doc.getXmlFragment(rootName)
    this.follow(updates)
    this.doc.on('update', (update: Uint8Array) => this.#emitted.push(update))
  }

  /** Applies what the log has, to the letter. Throws when that left the document unsound. */
  follow(updates: readonly Uint8Array[]): void {
    this.#stateVector = undefined
    // Local, so that Yjs cleans up nothing: the log has the clean-up of whoever wrote it.
    this.doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.doc, update)
    })
    this.#assertSound()
    this.#structs = this.#countStructs()
  }

  /**
   * Applies an update that was judged, given in pieces, as one transaction. `structs`: how many may come into
   * being. Throws when it left the document unsound, or when `isLate` says so between two pieces.
   */
  apply(pieces: readonly Uint8Array[], structs: number, isLate: () => boolean): Emission {
    this.#emitted.length = 0
    this.#stateVector = undefined
    this.#structs += structs
    const apply = () => {
      for (const [at, piece] of pieces.entries()) {
        if (at > 0 && isLate()) throw new Error('an update took too long')
        Y.applyUpdate(this.doc, piece)
      }
    }
    // Not local: Yjs cleans formats up after remote changes alone.
    Y.transact(this.doc, apply, undefined, false)
    this.#assertSound()
    const [first, ...more] = this.#emitted
    if (first === undefined) return { bytes: undefined, own: false }
    return { bytes: more.length > 0 ? Y.mergeUpdates([first, ...more]) : first, own: more.length > 0 }
  }

  /**
   * The update without what the document has, where it has a part of a struct: Yjs would put the rest beside
   * that part, whatever the update says.
   */
  unknownOf(update: DecodedUpdate | undefined): DecodedUpdate | undefined {
    if (!update || !this.#hasPartOf(update)) return update
    const states = new Map([...update.blocks.keys()].map(client => [client, this.stateOf(client)]))
    return decodeUpdate(Y.diffUpdate(update.bytes, Y.encodeStateVector(states)))
  }

  stateOf(client: number): number {
    return Y.getState(this.doc.store, client)
  }

  get clients(): number {
    return this.doc.store.clients.size
  }

  /** Would the document, grown by so many structs, have more than `most`? */
  isBeyond(most: number, more: number): boolean {
    if (this.#structs + more > most) this.#structs = this.#countStructs()
    return this.#structs + more > most
  }

  /** May so many ranges more be deleted, each out of the middle of a struct? */
  mayCut(ranges: number): boolean {
    return !this.isBeyond(limits.documentPieces, 2 * ranges)
  }

  /** Where a struct that the document has stands. */
  seatOf({ client, clock }: Id): Seat {
    const item = this.#structAt(client, clock)
    if (!(item instanceof Y.Item) || !(item.parent instanceof Y.AbstractType)) return goneSeat
    return { holder: holderOf(item.parent), key: item.parentSub }
  }

  /** What a struct that the document has holds. */
  holderAt({ client, clock }: Id): Holder {
    const item = this.#structAt(client, clock)
    if (!(item instanceof Y.Item) || item.content instanceof Y.ContentDeleted) return { is: 'gone' }
    return item.content instanceof Y.ContentType ? holderOf(item.content.type) : { is: 'none' }
  }

  /** Is every struct of the range there and deleted? */
  isDeleted({ client, clock, length }: Range): boolean {
    if (clock + length > this.stateOf(client)) return false
    const structs = this.doc.store.clients.get(client) ?? []
    for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
      const struct = structs[at]
      if (!struct || struct.id.clock >= clock + length) return true
      if (!struct.deleted) return false
    }
    return true
  }

  /** The same array until something is applied. */
  stateVector(): Uint8Array {
    return (this.#stateVector ??= Y.encodeStateVector(this.doc))
  }

  encode(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc)
  }

  destroy(): void {
    this.doc.destroy()
  }

  #structAt(client: number, clock: number) {
    const structs = this.doc.store.clients.get(client) ?? []
    return structs[Y.findIndexSS(structs, clock)]
  }

  #hasPartOf({ blocks }: DecodedUpdate): boolean {
    for (const [client, structs] of blocks) {
      const known = this.stateOf(client)
      if (structs.some(({ clock, length }) => clock < known && known < clock + length)) return true
    }
    return false
  }

  #countStructs(): number {
    let sum = 0
    for (const structs of this.doc.store.clients.values()) sum += structs.length
    return sum
  }

  #assertSound(): void {
    const { pendingStructs, pendingDs } = this.doc.store
    if (pendingStructs || pendingDs) throw new Error('the document waits for structs that nobody has')
    if (this.doc.share.size !== 1) throw new Error('the document has a foreign root')
  }
}

function holderOf(type: Y.AbstractType<unknown>): Holder {
  let depth = 0
  for (let item = type._item; item; item = item.parent instanceof Y.AbstractType ? item.parent._item : null)
    depth += 1
  if (depth === 0) return { is: 'root', depth: 0 }
  if (type instanceof Y.XmlElement) return { is: 'element', name: type.nodeName, depth }
  if (!(type instanceof Y.XmlText)) return { is: 'none' }
  return { is: 'text', depth, within: type.parent instanceof Y.XmlElement ? type.parent.nodeName : '' }
}
