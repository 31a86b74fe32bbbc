/**
 * The judge: what becomes of one update, decided before it touches the document.
 *
 * 1. Pure and synchronous: it reads the document's state and never changes it.
 * 2. Who may not write changes nothing; what they send beyond what is stored is refused, never punished.
 * 3. A client id belongs to one person: new structs under somebody else's id are refused.
 * 4. A gap (something leaned on that neither document nor update has) is told apart from malice: honest
 *    typists make gaps when a frame of theirs was dropped.
 * 5. Nothing comes into being but what the schema has, and no deeper than limits.textDepth.
 */
import type { RefusalReason } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import type { Binding } from '../store/append.ts'
import { goneSeat, Seating } from './seating.ts'
import { type Sequenced, sequence } from './sequence.ts'
import { fits, type Holder, type Seat } from './shape.ts'
import type { DecodedUpdate, Id, Range, Struct } from './update.ts'

/** What the judge needs to know of a room. */
export type Evidence = {
  /** The next clock that the document expects of a client; 0 for an unknown one. */
  stateOf(client: number): number
  /** Is all of this range deleted already? */
  isDeleted(range: Range): boolean
  /** Where a struct of the document stands. */
  seatOf(id: Id): Seat
  /** What a struct of the document holds. */
  holderAt(id: Id): Holder
  /** Whose client id it is: a person's id, or undefined for a new one. */
  ownerOf(client: number): string | undefined
  /** May the document still grow by so much? */
  mayGrow(by: Growth): boolean
  /** May so many ranges more be deleted from what stands there, each out of the middle of something? */
  mayCut(ranges: number): boolean
}

export type Growth = { readonly bytes: number; readonly structs: number; readonly clients: number }

export type Author = { readonly personId: string; readonly mayWrite: boolean }

/** What is new of an update. */
export type Fresh = {
  /** In an order in which they can be applied. */
  readonly structs: readonly Struct[]
  /** Those among them that lean on something deleted, so that nothing of them will be kept. */
  readonly lost: ReadonlySet<Struct>
}

export type Verdict =
  | ({ readonly kind: 'apply'; readonly bindings: readonly Binding[] } & Fresh)
  /** Nothing that the document does not have: counts as stored. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'gap' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  /** Only deletions of one who may not write; even a reader's document emits clean-up. */
  | { readonly kind: 'refused-deletions' }

export function judgeUpdate(update: DecodedUpdate, evidence: Evidence, author: Author): Verdict {
  if (!author.mayWrite) return judgeReader(update, evidence)
  // Yjs makes the root while it reads, whether the struct is new or not.
  if (hasForeignRoot(update)) return { kind: 'refused', reason: 'unknown-shape' }
  const sequenced = sequence(update, client => evidence.stateOf(client))
  if (sequenced === 'malformed') return { kind: 'malformed' }
  if (sequenced === 'gap' || deletesUnknown(update, sequenced, evidence)) return { kind: 'gap' }
  if (cutsTooMuch(update.deletions, evidence)) return { kind: 'refused', reason: 'too-large' }
  const { structs } = sequenced
  if (structs.length === 0) return { kind: 'apply', bindings: [], structs, lost: new Set() }
  return judgeNew(structs, update.bytes.length, evidence, author.personId)
}

function judgeNew(structs: readonly Struct[], bytes: number, evidence: Evidence, personId: string): Verdict {
  const clients = new Set(structs.map(struct => struct.client))
  const fresh: Binding[] = []
  for (const client of clients) {
    if (isForeign(client, personId, evidence)) return { kind: 'refused', reason: 'foreign-client' }
    if (evidence.ownerOf(client) === undefined) fresh.push({ client, personId })
  }
  const lost = new Set<Struct>()
  const reason = shapeRefusal(structs, evidence, lost)
  if (reason) return { kind: 'refused', reason }
  const growth = { bytes, structs: structs.length, clients: fresh.length }
  if (fresh.length > limits.updateClients || !evidence.mayGrow(growth))
    return { kind: 'refused', reason: 'too-large' }
  return { kind: 'apply', bindings: fresh, structs, lost }
}

function judgeReader(update: DecodedUpdate, evidence: Evidence): Verdict {
  for (const [client, structs] of update.blocks) {
    const known = evidence.stateOf(client)
    if (structs.some(({ clock, length }) => clock + length > known))
      return { kind: 'refused', reason: 'closed' }
  }
  return update.deletions.every(range => evidence.isDeleted(range))
    ? { kind: 'nothing' }
    : { kind: 'refused-deletions' }
}

/** Finds the place of each; those that have none are added to `lost`. */
function shapeRefusal(
  structs: readonly Struct[],
  evidence: Evidence,
  lost: Set<Struct>,
): RefusalReason | undefined {
  const seating = new Seating(evidence)
  for (const struct of structs) {
    const seat = seating.place(struct)
    if (!fits(struct.content, seat)) return 'unknown-shape'
    if (seat === goneSeat && leansOnSomething(struct)) lost.add(struct)
    if ('depth' in seat.holder && seat.holder.depth >= limits.textDepth) return 'too-large'
  }
  return undefined
}

const leansOnSomething = ({ origin, rightOrigin, parent }: Struct) =>
  (origin ?? rightOrigin ?? parent) !== undefined

function hasForeignRoot(update: DecodedUpdate): boolean {
  for (const structs of update.blocks.values())
    if (structs.some(({ parent }) => parent?.is === 'foreign-root')) return true
  return false
}

function isForeign(client: number, personId: string, evidence: Evidence): boolean {
  const owner = evidence.ownerOf(client)
  // Structs without an owner are the server's own: a section's first text.
  return owner === undefined ? evidence.stateOf(client) > 0 : owner !== personId
}

/** Every full sync repeats all deletions of its document: those that were made cut nothing any more. */
function cutsTooMuch(deletions: readonly Range[], evidence: Evidence): boolean {
  const may = (ranges: number) => ranges <= limits.updateStructs && evidence.mayCut(ranges)
  return !may(deletions.length) && !may(deletions.filter(range => !evidence.isDeleted(range)).length)
}

function deletesUnknown({ deletions }: DecodedUpdate, { ends }: Sequenced, evidence: Evidence): boolean {
  return deletions.some(
    ({ client, clock, length }) => clock + length > (ends.get(client) ?? evidence.stateOf(client)),
  )
}
