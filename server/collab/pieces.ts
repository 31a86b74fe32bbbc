/**
 * Cuts an update that was judged into small updates, each of which can be applied after those before it, so
 * that the time they take can be watched. The structs' bytes are taken as they are.
 */
import * as encoding from 'lib0/encoding'
import type { DecodedUpdate, Range, Struct } from './update.ts'

/** Larger updates are cut; what people type is far below. */
export const structsInOnePiece = 32
export const deletionsInOnePiece = 256

/** `structs`: what is new, in an order in which it can be applied. */
export function piecesOf(update: DecodedUpdate, structs: readonly Struct[]): readonly Uint8Array[] {
  const { bytes, deletions } = update
  if (structs.length <= structsInOnePiece && deletions.length <= deletionsInOnePiece) return [bytes]
  return [
    ...runsOf(structs).map(run => encodeStructs(bytes, run)),
    ...inRows(deletions, deletionsInOnePiece).map(encodeDeletions),
  ]
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

function encodeStructs(bytes: Uint8Array, run: readonly Struct[]): Uint8Array {
  const encoder = encoding.createEncoder()
  const [first] = run
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, run.length)
  encoding.writeVarUint(encoder, first?.client ?? 0)
  encoding.writeVarUint(encoder, first?.clock ?? 0)
  for (const { from, to } of run) encoding.writeUint8Array(encoder, bytes.subarray(from, to))
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
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
