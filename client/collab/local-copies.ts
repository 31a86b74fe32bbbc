/**
 * Local copies: each section's text in the browser's IndexedDB, so that nothing typed is lost with the line.
 *
 * 1. Named by installation, person, section and generation; another generation never reads an older copy.
 * 2. A browser without IndexedDB, or with a full or forbidden one, works without copies.
 * 3. Signing out stops the other tabs first, then clears.
 * 4. What this person writes is written down at once; what others wrote is at the server already and follows in
 *    one piece a little later, but never after something that was written upon it.
 */
import { IndexeddbPersistence } from 'y-indexeddb'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

const prefix = (installationId: string) => `tonggao/${installationId}/`

export type CopyName = {
  readonly installationId: string
  readonly personId: string
  readonly sectionId: string
  readonly generation: number
}

export type LocalCopy = {
  stop(): void
  clear(): Promise<void>
}

/** Attaches a copy to a document that already has its provider. `loaded` is called once it was read. */
export async function keepLocalCopy(
  name: CopyName,
  doc: Y.Doc,
  loaded: () => void,
): Promise<LocalCopy | undefined> {
  const database = `${prefix(name.installationId)}${name.personId}/${name.sectionId}/${name.generation}`
  if (!(await canOpen(database))) return undefined
  const copy = new IndexeddbPersistence(database, doc)
  void copy.whenSynced.then(loaded)
  const end = keepUp(copy, doc)
  return {
    stop: () => {
      end()
      void copy.destroy().catch(() => {})
    },
    clear: () => {
      end()
      return copy.clearData().catch(() => {})
    },
  }
}

/** Did a change of a document come from its local copy? */
export const isFromCopy = (origin: unknown) => origin instanceof IndexeddbPersistence

/** Others' letters are gathered so long, milliseconds: a write of its own for each costs more than to show it. */
const gatherMs = 1000

/**
 * Keeps the copy up with the document until the returned function is called. y-indexeddb lets a failed write
 * fail the edit that caused it; the text matters more than its copy, which ends there.
 */
function keepUp(copy: IndexeddbPersistence, doc: Y.Doc): () => void {
  const store = copy._storeUpdate
  const gathered: Uint8Array[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = (update: Uint8Array, origin: unknown) => {
    try {
      store(update, origin)
    } catch {
      end()
    }
  }
  const writeGathered = () => {
    clearTimeout(timer)
    timer = undefined
    if (gathered.length > 0) write(Y.mergeUpdates(gathered.splice(0)), undefined)
  }
  const changed = (update: Uint8Array, origin: unknown) => {
    if (origin instanceof WebsocketProvider) {
      gathered.push(update)
      timer ??= setTimeout(writeGathered, gatherMs)
    } else {
      writeGathered()
      write(update, origin)
    }
  }
  const end = () => {
    clearTimeout(timer)
    gathered.length = 0
    doc.off('update', changed)
  }
  doc.off('update', store)
  doc.on('update', changed)
  doc.on('destroy', end)
  return end
}

/** Private windows and forbidden storage fail on opening, and y-indexeddb does not catch it. */
function canOpen(database: string): Promise<boolean> {
  return new Promise(resolve => {
    try {
      const opening = indexedDB.open(database)
      opening.addEventListener('error', () => resolve(false))
      opening.addEventListener('blocked', () => resolve(false))
      opening.addEventListener('upgradeneeded', () => {
        // The stores that y-indexeddb makes when it is the first.
        opening.result.createObjectStore('updates', { autoIncrement: true })
        opening.result.createObjectStore('custom')
      })
      opening.addEventListener('success', () => {
        opening.result.close()
        resolve(true)
      })
    } catch {
      resolve(false)
    }
  })
}

/** Told to the other tabs of this browser; whoever hears it closes its connection. */
export function onSignedOut(installationId: string, stop: () => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {}
  const channel = new BroadcastChannel(prefix(installationId))
  channel.addEventListener('message', stop)
  return () => channel.close()
}

/** On signing out: the other tabs stop, then every copy of this installation is deleted. */
export async function clearLocalCopies(installationId: string): Promise<void> {
  if (typeof BroadcastChannel !== 'undefined') {
    const channel = new BroadcastChannel(prefix(installationId))
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has no target
    channel.postMessage('signed-out')
    channel.close()
  }
  if (typeof indexedDB === 'undefined' || !indexedDB.databases) return
  const known = await indexedDB.databases().catch(() => [])
  const names = known.flatMap(({ name }) => (name?.startsWith(prefix(installationId)) ? [name] : []))
  await Promise.all(names.map(deleteDatabase))
}

/** A tab that still holds the database delays its deletion, which the browser finishes by itself. */
function deleteDatabase(name: string): Promise<void> {
  return new Promise(resolve => {
    const deleting = indexedDB.deleteDatabase(name)
    for (const end of ['success', 'error', 'blocked']) deleting.addEventListener(end, () => resolve())
  })
}
