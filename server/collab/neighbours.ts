/**
 * Do new structs stand between the neighbours that they claim (J15)? Asked once they are in the document, where
 * the order of siblings can be read; what has been put beside each other never changes its order.
 *
 * 1. Who writes between two siblings knows both, and all that they lean on: so the origin stands before the
 *    right origin, and what the right origin was written behind stands no further to the right than the origin.
 * 2. Without that Yjs makes another order of the same structs wherever they come in another order: tabs, log
 *    and checkpoints would differ for good.
 * 3. Yjs's own undo, though, looks its neighbours up among what it wrote again, and seldom finds them crossed.
 * 4. An attribute's values have no right neighbour.
 */
import * as Y from 'yjs'
import type { Id, Struct } from './update.ts'

/** `crossed`: the right origin is not behind the origin, both of the author's own. */
export type Standing = 'as-claimed' | 'crossed' | 'contradictory'

export function standingOf(doc: Y.Doc, structs: readonly Struct[]): Standing {
  const order = new SiblingOrder(doc)
  let worst: Standing = 'as-claimed'
  for (const struct of structs) {
    const standing = standingOfOne(struct, order)
    if (standing === 'contradictory') return standing
    if (standing === 'crossed') worst = standing
  }
  return worst
}

function standingOfOne(struct: Struct, order: SiblingOrder): Standing {
  const { client, origin, rightOrigin } = struct
  const item = order.itemAt(struct)
  const right = rightOrigin && order.itemAt(rightOrigin)
  // Collected, or at the end of what its author knew.
  if (!item || !right) return 'as-claimed'
  if (item.parentSub !== null || item.parent !== right.parent) return 'contradictory'
  const behind = originOf(rightOrigin, right)
  if (!origin) return behind ? 'contradictory' : 'as-claimed'
  if (behind?.client === origin.client && behind.clock === origin.clock) return 'as-claimed'
  if (behind && order.isBefore(origin, behind)) return 'contradictory'
  if (order.isBefore(origin, rightOrigin)) return 'as-claimed'
  return origin.client === client && rightOrigin.client === client ? 'crossed' : 'contradictory'
}

/** What the letter of this id was written behind: within a struct, the letter before it. */
function originOf({ client, clock }: Id, item: Y.Item): Id | null {
  return clock > item.id.clock ? { client, clock: clock - 1 } : item.origin
}

/** The order of siblings; each family is counted through once, when it is first asked for. */
class SiblingOrder {
  readonly #doc: Y.Doc
  readonly #places = new Map<Y.Item, number>()

  constructor(doc: Y.Doc) {
    this.#doc = doc
  }

  itemAt({ client, clock }: Id): Y.Item | undefined {
    const structs = this.#doc.store.clients.get(client) ?? []
    const struct = structs[Y.findIndexSS(structs, clock)]
    return struct instanceof Y.Item ? struct : undefined
  }

  /** Of two siblings. */
  isBefore(one: Id, other: Id): boolean {
    const [first, second] = [this.itemAt(one), this.itemAt(other)]
    if (first === second) return one.clock < other.clock
    return this.#placeOf(first) < this.#placeOf(second)
  }

  #placeOf(item: Y.Item | undefined): number {
    if (!item) return -1
    const place = this.#places.get(item)
    if (place !== undefined) return place
    let count = 0
    const { parent } = item
    if (parent instanceof Y.AbstractType)
      for (let one = parent._start; one; one = one.right) this.#places.set(one, count++)
    return this.#places.get(item) ?? -1
  }
}
