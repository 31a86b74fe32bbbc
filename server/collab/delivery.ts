/**
 * Delivery: what the channels of a room get after a commit.
 *
 * 1. One merged frame for everybody but the authors, encoded once and framed once a channel number.
 * 2. The authors get what others wrote, and one `stored n` for all of theirs.
 * Nothing here may be called with a row that is not committed.
 */
import * as Y from 'yjs'
import { sync } from '../../shared/frames.ts'
import type { Binding } from '../store/append.ts'
import { type Channel, syncMessage } from './channel.ts'
import type { CommittedText } from './committed-text.ts'
import type { Outgoing } from './outgoing.ts'

/** One Update or SyncStep2 frame; `isAnswer` for the latter. */
export type Received = {
  readonly channel: Channel
  readonly n: number
  readonly bytes: Uint8Array
  readonly isAnswer: boolean
}

/** One row on its way, and the frames that are stored with it. */
export type Entry = {
  readonly personId: string
  readonly bytes: Uint8Array
  readonly bindings: readonly Binding[]
  /** Who has this row already and needs no echo. */
  readonly author: Channel | undefined
  readonly frames: Received[]
}

/** Above so many authors in one batch the merged frame goes to them too: cheaper than one merge for each. */
const authorsSpared = 4

export const framesOf = (entries: readonly Entry[]) => entries.flatMap(entry => entry.frames)

export function broadcast(members: ReadonlySet<Channel>, entries: readonly Entry[]): void {
  const authors = new Set(entries.map(entry => entry.author))
  const isSparing = authors.size <= authorsSpared
  let merged: Outgoing | undefined
  for (const channel of members) {
    if (!channel.joined) continue
    if (isSparing && authors.has(channel)) sendToAuthor(channel, entries)
    else channel.line.share((merged ??= updateMessage(entries)))
  }
}

function sendToAuthor(channel: Channel, entries: readonly Entry[]): void {
  const others = entries.filter(entry => entry.author !== channel)
  if (others.length > 0) channel.line.share(updateMessage(others))
}

export function acknowledge(members: ReadonlySet<Channel>, entries: readonly Entry[]): void {
  const newest = new Map<Channel, number>()
  for (const { channel, n } of framesOf(entries)) newest.set(channel, Math.max(n, newest.get(channel) ?? 0))
  for (const [channel, n] of newest) if (members.has(channel)) channel.stored(n)
}

/** Rows that others appended, to everybody who has those before them. */
export function tellRows(members: ReadonlySet<Channel>, rows: readonly Written[]): void {
  const joined = [...members].filter(channel => channel.joined)
  if (joined.length === 0) return
  const update = updateMessage(rows)
  for (const channel of joined) channel.line.share(update)
}

/** Channels that have some older state get the whole; Yjs skips what it knows. */
export function tellEverything(members: ReadonlySet<Channel>, committed: CommittedText): void {
  const joined = [...members].filter(channel => channel.joined)
  if (joined.length === 0) return
  const everything = committed.everything()
  for (const channel of joined) for (const outgoing of everything) channel.line.share(outgoing)
}

type Written = { readonly bytes: Uint8Array }

function updateMessage(rows: readonly Written[]): Outgoing {
  const [first, ...more] = rows.map(row => row.bytes)
  const bytes = first && more.length === 0 ? first : Y.mergeUpdates(rows.map(row => row.bytes))
  return syncMessage(sync.update, bytes)
}
