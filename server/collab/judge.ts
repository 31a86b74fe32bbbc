/**
 * The judge: what becomes of one update, decided before it touches the document.
 *
 * 1. Pure and synchronous: it reads the document's state and never changes it.
 * 2. Who may not write changes nothing; what they send beyond what is stored is refused, never punished.
 * 3. A client id belongs to one person: new structs under somebody else's id are refused.
 * 4. A gap (something leaned on that neither document nor update has) is told apart from malice: honest
 *    typists make gaps when a frame of theirs was dropped.
 */
import type { RefusalReason } from '../../shared/frames.ts'
import type { Binding } from '../store/log.ts'
import type { DecodedUpdate, Range } from './update.ts'

/** What the judge needs to know of a room. */
export type Evidence = {
  /** The next clock that the document expects of a client; 0 for an unknown one. */
  stateOf(client: number): number
  /** Is all of this range deleted already? */
  isDeleted(range: Range): boolean
  /** Whose client id it is: a person's id, or undefined for a new one. */
  ownerOf(client: number): string | undefined
  /** May the document still grow by so many bytes? */
  mayGrow(bytes: number): boolean
}

export type Author = { readonly personId: string; readonly mayWrite: boolean }

export type Verdict =
  | { readonly kind: 'apply'; readonly bindings: readonly Binding[] }
  /** Nothing that the document does not have: counts as stored. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'gap' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  /** Only deletions of one who may not write; even a reader's document emits clean-up. */
  | { readonly kind: 'refused-deletions' }

/** `size` is the update's length in bytes. */
export function judgeUpdate(
  update: DecodedUpdate,
  size: number,
  evidence: Evidence,
  author: Author,
): Verdict {
  const fresh = update.structs.filter(
    ({ client, clock, length }) => clock + length > evidence.stateOf(client),
  )
  if (!author.mayWrite) return judgeReader(update, fresh, evidence)
  if (update.hasForeignShape && fresh.length > 0) return { kind: 'refused', reason: 'unknown-shape' }
  if (hasGap(update, evidence)) return { kind: 'gap' }
  if (fresh.some(({ client }) => isForeign(client, author.personId, evidence)))
    return { kind: 'refused', reason: 'foreign-client' }
  if (fresh.length > 0 && !evidence.mayGrow(size)) return { kind: 'refused', reason: 'too-large' }
  return { kind: 'apply', bindings: newBindings(fresh, author.personId, evidence) }
}

function judgeReader(update: DecodedUpdate, fresh: readonly Range[], evidence: Evidence): Verdict {
  if (fresh.length > 0) return { kind: 'refused', reason: 'closed' }
  return update.deletions.every(range => evidence.isDeleted(range))
    ? { kind: 'nothing' }
    : { kind: 'refused-deletions' }
}

function isForeign(client: number, personId: string, evidence: Evidence): boolean {
  const owner = evidence.ownerOf(client)
  // Structs without an owner are the server's own: a section's first text.
  return owner === undefined ? evidence.stateOf(client) > 0 : owner !== personId
}

function newBindings(fresh: readonly Range[], personId: string, evidence: Evidence): Binding[] {
  const clients = new Set(fresh.map(range => range.client))
  return [...clients]
    .filter(client => evidence.ownerOf(client) === undefined)
    .map(client => ({ client, personId }))
}

function hasGap(update: DecodedUpdate, evidence: Evidence): boolean {
  const ends = new Map<number, number>()
  const endOf = (client: number) => ends.get(client) ?? evidence.stateOf(client)
  for (const { client, clock, length } of update.structs) {
    if (clock > endOf(client)) return true
    ends.set(client, Math.max(endOf(client), clock + length))
  }
  return (
    update.references.some(({ client, clock }) => clock >= endOf(client)) ||
    update.deletions.some(({ client, clock, length }) => clock + length > endOf(client))
  )
}
