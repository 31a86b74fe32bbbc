/**
 * The order in which the new structs of an update can enter a document: each after all that it leans on.
 *
 * 1. A struct leans on its forerunner of the same client, on its origins and on its parent.
 * 2. What leans on something that neither document nor update has is a gap.
 * 3. What leans on itself, over however many steps, is malformed: Yjs would wait for it for ever.
 */
import type { DecodedUpdate, Id, Struct } from './update.ts'

export type Sequence = Sequenced | 'gap' | 'malformed'

export type Sequenced = {
  readonly structs: readonly Struct[]
  /** The next clock of each client of the update, once its structs are in. */
  readonly ends: ReadonlyMap<number, number>
}

type Queue = { readonly structs: readonly Struct[]; at: number }

/** `until`: the clock of this client that somebody below on the stack waits for. */
type Waiting = { readonly client: number; readonly until: number }

/** `stateOf`: the next clock that the document expects of a client. No struct may be known in part. */
export function sequence(update: DecodedUpdate, stateOf: (client: number) => number): Sequence {
  const queues = new Map<number, Queue>()
  const ends = new Map<number, number>()
  const ordered: Struct[] = []
  const endOf = (client: number) => ends.get(client) ?? stateOf(client)
  for (const [client, structs] of update.blocks) {
    const known = stateOf(client)
    ends.set(client, known)
    queues.set(client, { structs: structs.filter(({ clock, length }) => clock + length > known), at: 0 })
  }
  const isThere = ({ client, clock }: Id) => clock < endOf(client)
  for (const client of queues.keys()) {
    const stack: Waiting[] = [{ client, until: Number.POSITIVE_INFINITY }]
    const waiting = new Set([client])
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const queue = queues.get(top.client)
      const struct = queue?.structs[queue.at]
      if (!queue || !struct || endOf(top.client) > top.until) {
        if (top.until !== Number.POSITIVE_INFINITY && endOf(top.client) <= top.until) return 'gap'
        waiting.delete(top.client)
        stack.pop()
        continue
      }
      if (struct.clock > endOf(struct.client)) return 'gap'
      const missing = leansOn(struct).find(id => !isThere(id))
      if (!missing) {
        ordered.push(struct)
        ends.set(struct.client, struct.clock + struct.length)
        queue.at += 1
      } else if (waiting.has(missing.client)) return isFarOff(missing, queues) ? 'gap' : 'malformed'
      else {
        waiting.add(missing.client)
        stack.push({ client: missing.client, until: missing.clock })
      }
    }
  }
  return { structs: ordered, ends }
}

/** Is it beyond all that the update brings of that client? */
function isFarOff({ client, clock }: Id, queues: ReadonlyMap<number, Queue>): boolean {
  const last = queues.get(client)?.structs.at(-1)
  return !last || clock >= last.clock + last.length
}

function leansOn({ origin, rightOrigin, parent }: Struct): Id[] {
  const ids: Id[] = []
  if (origin) ids.push(origin)
  if (rightOrigin) ids.push(rightOrigin)
  if (parent?.is === 'type') ids.push(parent.id)
  return ids
}
