/**
 * What a presence state may hold, from whomever it comes: a tab, a stock client, another process.
 *
 * 1. Whatever else it brings is left behind: a caret is made anew from its known parts, so it is small.
 */
import * as decoding from 'lib0/decoding'
import type { PresenceState } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import { rootName } from '../../shared/schema/text.ts'

export type Caret = PresenceState['caret']

/** One awareness state as y-protocols has it on the wire; null: its client is gone. */
export type Entry = {
  readonly client: number
  readonly clock: number
  readonly state: Record<string, unknown> | null
}

/** Undefined: malformed, or a state that is too large. */
export function decodeAwareness(update: Uint8Array): Entry[] | undefined {
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

/** Of the one section that a stock client knows: its state is a cursor alone. */
export function caretWithin(sectionId: string, cursor: unknown): Caret {
  const known = cursorFrom(cursor)
  return known && { section: sectionId, cursor: known }
}

/** Of a state in the lobby. */
export function caretFrom(caret: unknown): Caret {
  if (!isRecord(caret) || typeof caret.section !== 'string' || caret.section.length > 64) return null
  // The section may have the focus without a caret.
  return { section: caret.section, cursor: cursorFrom(caret.cursor) }
}

/** y-tiptap's cursor: two relative positions. Anything else could make another tab's editor throw. */
function cursorFrom(cursor: unknown): object | null {
  if (!isRecord(cursor)) return null
  const { anchor, head } = cursor
  return isPosition(anchor) && isPosition(head) ? { anchor: partsOf(anchor), head: partsOf(head) } : null
}

function isPosition(position: unknown): position is Record<string, unknown> {
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

/** A part that is not there is left out, which Yjs reads as null. */
function partsOf({ type, item, tname, assoc }: Record<string, unknown>): object {
  const idOf = (id: unknown) => (isRecord(id) ? { client: id.client, clock: id.clock } : undefined)
  return { type: idOf(type), item: idOf(item), tname: tname ?? undefined, assoc: assoc ?? undefined }
}

const isNothing = (value: unknown) => value === null || value === undefined
const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
