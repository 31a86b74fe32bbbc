/**
 * The threads of the open report between those who show them: the sheet draws them in the text, the panel lists
 * them, and each tells the other which one is meant. The runner fills it; what is stored is in the query cache.
 */
import type { Thread } from '../../shared/api.ts'
import type { Anchored, Span } from '../../shared/comments/anchor.ts'
import type { ThreadKind } from '../../shared/comments/thread.ts'

/** A thread that is being begun. */
export type ThreadDraft = { readonly kind: ThreadKind; readonly sectionId: string; readonly place: Anchored }

/** Where a thread stands: in its section's line, with the block; `gone`: an orphan. */
export type ThreadPlace =
  | { readonly is: 'placed'; readonly span: Span; readonly block: number }
  | { readonly is: 'whole' | 'gone' | 'loading' }

export type ThreadsSnapshot = {
  readonly threads: readonly Thread[]
  /** By thread id. */
  readonly places: ReadonlyMap<string, ThreadPlace>
  /** The thread that is meant. */
  readonly chosenId: string | null
  readonly draft: ThreadDraft | null
  /** Rises when the panel is asked for from the text. */
  readonly asked: number
}

export type Threads = {
  readonly current: () => ThreadsSnapshot
  readonly subscribe: (listener: () => void) => () => void
  readonly set: (threads: readonly Thread[], places: ReadonlyMap<string, ThreadPlace>) => void
  /** `fromText`: the panel is to show it. */
  readonly choose: (threadId: string | null, fromText: boolean) => void
  readonly begin: (draft: ThreadDraft) => void
  readonly endDraft: () => void
}

export function createThreads(): Threads {
  const listeners = new Set<() => void>()
  let snapshot: ThreadsSnapshot = { threads: [], places: new Map(), chosenId: null, draft: null, asked: 0 }
  const show = (change: Partial<ThreadsSnapshot>) => {
    snapshot = { ...snapshot, ...change }
    for (const listener of listeners) listener()
  }
  return {
    current: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set: (threads, places) => show({ threads, places }),
    choose: (chosenId, fromText) =>
      show({ chosenId, ...(fromText && chosenId !== null ? { asked: snapshot.asked + 1 } : {}) }),
    begin: draft => show({ draft, chosenId: null, asked: snapshot.asked + 1 }),
    endDraft: () => show({ draft: null }),
  }
}
