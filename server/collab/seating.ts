/**
 * Where each new struct of an update will stand, found as Yjs will find it: beside its origin, else beside
 * its right origin, else in the parent that it names.
 *
 * 1. Structs are placed in an order in which they can be applied; what they lean on stands in the document
 *    or was placed before.
 * 2. Beside something collected, or in something deleted, is `gone`: Yjs keeps nothing of it.
 */
import type { Holder, Seat } from './shape.ts'
import type { Id, Parent, Struct } from './update.ts'

/** What stands in the document already. */
export type Seated = {
  stateOf(client: number): number
  seatOf(id: Id): Seat
  holderAt(id: Id): Holder
}

type Placed = { readonly struct: Struct; readonly seat: Seat; readonly holder: Holder }

const goneHolder: Holder = { is: 'gone' }
export const goneSeat: Seat = { holder: goneHolder, key: null }
const root: Holder = { is: 'root', depth: 0 }
const none: Holder = { is: 'none' }

export class Seating {
  readonly #known: Seated
  /** By client, in order of clock. */
  readonly #placed = new Map<number, Placed[]>()

  constructor(known: Seated) {
    this.#known = known
  }

  place(struct: Struct): Seat {
    const seat = this.#seatFor(struct)
    const placed = { struct, seat, holder: holderOf(struct, seat) }
    const row = this.#placed.get(struct.client)
    if (row) row.push(placed)
    else this.#placed.set(struct.client, [placed])
    return seat
  }

  #seatFor({ origin, rightOrigin, parent, key }: Struct): Seat {
    const left = origin && this.#seatOf(origin)
    const right = rightOrigin && this.#seatOf(rightOrigin)
    // Without a parent: collected, with nothing to stand beside.
    if (left === goneSeat || right === goneSeat || (!left && !right && !parent)) return goneSeat
    const seat = left ?? right ?? { holder: this.#parent(parent), key }
    return seat.holder.is === 'gone' ? goneSeat : seat
  }

  #parent(parent: Parent | undefined): Holder {
    if (parent?.is === 'type') return this.#holderAt(parent.id)
    return parent?.is === 'root' ? root : none
  }

  #seatOf(id: Id): Seat {
    if (id.clock < this.#known.stateOf(id.client)) return this.#known.seatOf(id)
    return this.#find(id)?.seat ?? goneSeat
  }

  #holderAt(id: Id): Holder {
    if (id.clock < this.#known.stateOf(id.client)) return this.#known.holderAt(id)
    return this.#find(id)?.holder ?? none
  }

  #find({ client, clock }: Id): Placed | undefined {
    const row = this.#placed.get(client) ?? []
    let [low, high] = [0, row.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const placed = row[middle]
      if (!placed || placed.struct.clock > clock) high = middle - 1
      else if (placed.struct.clock + placed.struct.length <= clock) low = middle + 1
      else return placed
    }
    return undefined
  }
}

function holderOf({ content }: Struct, { holder }: Seat): Holder {
  if (content.is === 'gone' || holder.is === 'gone') return goneHolder
  const depth = 'depth' in holder ? holder.depth + 1 : 0
  if (content.is === 'element') return { is: 'element', name: content.name, depth }
  if (content.is !== 'text') return none
  return { is: 'text', depth, within: holder.is === 'element' ? holder.name : '' }
}
