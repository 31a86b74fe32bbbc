/**
 * An edit of a section's text that is worked out on the server: of lines from the plain page, of a file, of 代录.
 *
 * 1. It is an edit like any other: bytes in the log under a client id of its own, which belongs to the person,
 *    judged by the verb's rule in the transaction that stores it.
 * 2. It is worked out before that transaction. Letters that others stored in between stay: the bytes lean on
 *    what was read, as a tab's do that was behind.
 */
import * as Y from 'yjs'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import type { RandomBytes } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayReadReport } from '../../shared/permissions.ts'
import { rootName } from '../../shared/schema/text.ts'
import { timestamp } from '../ops/deps.ts'
import { appendWithin } from '../store/append.ts'
import { readUpdatesAt } from '../store/history.ts'
import { LogDamage } from '../store/log-damage.ts'
import { readUpdates } from '../store/log.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { loadReport, type LoadedReport, type PlacedSection } from './rows.ts'

export type Place = { readonly report: LoadedReport; readonly section: PlacedSection }

/** An edit as bytes; undefined update: there was nothing to do. */
export type Edit = {
  readonly update: Uint8Array | undefined
  readonly client: number
  readonly generation: number
}

/** The section, for whoever may read its report. */
export async function placeOf(
  db: Database,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<Place>> {
  const report = await loadReport(db, reportId)
  const section = report?.sections.find(({ id }) => id === sectionId)
  return report && section && mayReadReport(actor, report) ? done({ report, section }) : refuse('not-found')
}

export type ReadDoc = { readonly doc: Y.Doc; readonly seq: number }

/** The committed text, or that at a position, as a document of its own; a log that makes none is no empty text. */
export async function readDoc(db: Database, sectionId: string, at?: number): Promise<Outcome<ReadDoc>> {
  try {
    const stored =
      at === undefined ? await readUpdates(db, sectionId) : await readUpdatesAt(db, sectionId, at)
    if (!stored) return refuse('unavailable')
    const { seq, updates } = stored
    const doc = new Y.Doc()
    doc.getXmlFragment(rootName)
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update)
    })
    return done({ doc, seq })
  } catch (error) {
    if (error instanceof LogDamage) return refuse('unavailable')
    throw error
  }
}

/** Lets `change` edit the document in one transaction; answers the edit, within what the judge asks of every one. */
export function makeEdit(
  doc: Y.Doc,
  random: RandomBytes,
  { generation }: Pick<PlacedSection, 'generation'>,
  change: (doc: Y.Doc) => void,
): Outcome<Edit> {
  const emitted: Uint8Array[] = []
  doc.clientID = freshClient(doc, random)
  doc.on('update', (update: Uint8Array) => emitted.push(update))
  change(doc)
  const [update] = emitted
  const fits = (update?.length ?? 0) <= limits.updateBytes && isWithinCaps(doc)
  return fits ? done({ update, client: doc.clientID, generation }) : refuse('too-large')
}

/** What the judge asks of every update. */
function isWithinCaps(doc: Y.Doc): boolean {
  const { clients } = doc.store
  const structs = [...clients.values()].reduce((sum, ofClient) => sum + ofClient.length, 0)
  if (clients.size > limits.documentClients || structs > limits.documentStructs) return false
  return Y.encodeStateAsUpdate(doc).length <= limits.documentBytes
}

/** A client id of 32 bits that nobody has used in this text. */
function freshClient(doc: Y.Doc, random: RandomBytes): number {
  const client = new DataView(random(4).slice().buffer).getUint32(0)
  return doc.store.clients.has(client) ? freshClient(doc, random) : client
}

/** Stores the edit; answers the log's new head. The caller has judged the person's right in this transaction. */
export async function storeEdit(
  tx: Database,
  { clock }: Pick<ReportDeps, 'clock'>,
  actor: Actor,
  section: PlacedSection,
  { update, client, generation }: Edit,
): Promise<Outcome<number>> {
  if (section.generation !== generation) return refuse('conflict')
  if (!update) return done(section.head)
  const { id: sectionId, head, grants } = section
  const rows = [{ personId: actor.id, bytes: update }]
  const bindings = [{ client, personId: actor.id }]
  const appended = await appendWithin(tx, { sectionId, head, grants, rows, bindings }, timestamp(clock))
  return appended.result === 'stored' ? done(appended.head) : refuse('conflict')
}
