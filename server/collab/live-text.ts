/**
 * A section's text in memory: the document that updates are judged against and applied to.
 *
 * 1. Built from the log alone; after every apply nothing is pending and no new root exists, or the text is
 *    broken and its room loads it anew.
 * 2. What an apply answers is what the document itself emitted: that is what the log keeps.
 */
import * as Y from 'yjs'
import { rootName } from '../../shared/schema/text.ts'
import type { Range } from './update.ts'

/** `own`: the document added something of its own (clean-up of formats), so the author needs it too. */
export type Emission = { readonly bytes: Uint8Array | undefined; readonly own: boolean }

export class LiveText {
  readonly doc = new Y.Doc()
  readonly #emitted: Uint8Array[] = []

  /** Throws when the updates do not make a whole document. */
  constructor(updates: readonly Uint8Array[]) {
    this.doc.getXmlFragment(rootName)
    this.doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.doc, update)
    })
    this.#assertSound()
    this.doc.on('update', (update: Uint8Array) => this.#emitted.push(update))
  }

  /** Applies an update that was judged. Throws when it left the document unsound. */
  apply(update: Uint8Array): Emission {
    this.#emitted.length = 0
    Y.applyUpdate(this.doc, update)
    this.#assertSound()
    const [first, ...more] = this.#emitted
    if (first === undefined) return { bytes: undefined, own: false }
    return { bytes: more.length > 0 ? Y.mergeUpdates([first, ...more]) : first, own: more.length > 0 }
  }

  stateOf(client: number): number {
    return Y.getState(this.doc.store, client)
  }

  /** Is every struct of the range there and deleted? */
  isDeleted({ client, clock, length }: Range): boolean {
    if (clock + length > this.stateOf(client)) return false
    const structs = this.doc.store.clients.get(client) ?? []
    for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
      const struct = structs[at]
      if (!struct || struct.id.clock >= clock + length) return true
      if (!struct.deleted) return false
    }
    return true
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.doc)
  }

  encode(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc)
  }

  destroy(): void {
    this.doc.destroy()
  }

  #assertSound(): void {
    const { pendingStructs, pendingDs } = this.doc.store
    if (pendingStructs || pendingDs) throw new Error('the document waits for structs that nobody has')
    if (this.doc.share.size !== 1) throw new Error('the document has a foreign root')
  }
}
