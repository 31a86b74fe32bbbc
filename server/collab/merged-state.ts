/**
 * The merged state of updates, proved: what the merging says, read back into a document of its own, is what
 * the updates say. Heavy; only the checkpoint worker calls it.
 */
import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { docToText } from '../../shared/schema/text.ts'
import { LiveText } from './live-text.ts'

/** One update with the state of all of them. Throws when it is not their equal. */
export function mergeProved(updates: readonly Uint8Array[]): Uint8Array {
  const all = new LiveText(updates)
  const bytes = all.encode()
  const one = new LiveText([bytes])
  const isEqual =
    Buffer.compare(one.stateVector(), all.stateVector()) === 0 &&
    Y.equalDeleteSets(deletedIn(one), deletedIn(all)) &&
    isDeepStrictEqual(docToText(one.doc), docToText(all.doc))
  one.destroy()
  all.destroy()
  if (!isEqual) throw new Error('the merged state is not what the log says')
  return bytes
}

const deletedIn = (text: LiveText) => Y.createDeleteSetFromStructStore(text.doc.store)
