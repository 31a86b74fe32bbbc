/**
 * Cuts an update that was judged into small updates, each of which can be applied after those before it, so
 * that the time they take can be watched. The structs' bytes are taken as they are.
 * What the document has already is left out: Yjs looks for what such structs lean on too, and what a hostile
 * one names may not exist. What leans on something deleted is written as collected, which is what Yjs makes
 * of it and what the log will say: by looking for its neighbours Yjs would split them, and half a surrogate
 * pair is lost in the live text that is whole in the log.
 */
import * as encoding from 'lib0/encoding'
import type { Fresh } from './judge.ts'
import type { DecodedUpdate, Range, Struct } from './update.ts'

/**
 * Larger updates are cut; what people type is far below. One struct may have to go past all that others put at
 * the same place, so that few of them already take their time.
 */
export const structsInOnePiece = 8
const deletionsInOnePiece = 256

/** The info byte of a garbage-collected struct. */
const collected = 0

export function piecesOf(update: DecodedUpdate, { structs, lost }: Fresh): readonly Uint8Array[] {
  const { bytes, deletions } = update
  const isSmall = structs.length <= structsInOnePiece && deletions.length <= deletionsInOnePiece
  if (isSmall && lost.size === 0 && structs.length === countOf(update)) return [bytes]
  return [
    ...runsOf(structs).map(run => encodeStructs(bytes, run, lost)),
    ...inRows(deletions, deletionsInOnePiece).map(encodeDeletions),
  ]
}

/** How many structs more a document may have afterwards: what comes between, or goes, cuts what stands there. */
export function mostPieces({ deletions }: DecodedUpdate, { structs }: Fresh): number {
  return 3 * structs.length + 2 * deletions.length
}

function countOf({ blocks }: DecodedUpdate): number {
  let sum = 0
  for (const structs of blocks.values()) sum += structs.length
  return sum
}

/** Neighbours of one client, a bounded number of them. */
function runsOf(structs: readonly Struct[]): Struct[][] {
  const runs: Struct[][] = []
  for (const struct of structs) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const isNext = last?.client === struct.client && last.clock + last.length === struct.clock
    if (run && isNext && run.length < structsInOnePiece) run.push(struct)
    else runs.push([struct])
  }
  return runs
}

function inRows<Item>(items: readonly Item[], most: number): Item[][] {
  const rows: Item[][] = []
  for (let at = 0; at < items.length; at += most) rows.push(items.slice(at, at + most))
  return rows
}

function encodeStructs(bytes: Uint8Array, run: readonly Struct[], lost: ReadonlySet<Struct>): Uint8Array {
  const encoder = encoding.createEncoder()
  const [first] = run
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, run.length)
  encoding.writeVarUint(encoder, first?.client ?? 0)
  encoding.writeVarUint(encoder, first?.clock ?? 0)
  for (const struct of run)
    if (lost.has(struct)) encodeCollected(encoder, struct.length)
    else encoding.writeUint8Array(encoder, bytes.subarray(struct.from, struct.to))
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

/** As Yjs keeps what was collected. */
function encodeCollected(encoder: encoding.Encoder, length: number): void {
  encoding.writeUint8(encoder, collected)
  encoding.writeVarUint(encoder, length)
}

function encodeDeletions(deletions: readonly Range[]): Uint8Array {
  const encoder = encoding.createEncoder()
  const clients = Map.groupBy(deletions, range => range.client)
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, clients.size)
  for (const [client, ranges] of clients) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, ranges.length)
    for (const { clock, length } of ranges) {
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarUint(encoder, length)
    }
  }
  return encoding.toUint8Array(encoder)
}
