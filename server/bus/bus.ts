/**
 * The bus carries hints between the verbs and the live rooms (and, with Redis, between processes).
 * A hint never carries truth: whoever hears one reads the store.
 *
 * 1. Publish after COMMIT, never inside a transaction.
 * 2. A listener that throws harms nobody else.
 */
export type BusEvent =
  /** Outline, status, stage, matter or title of a report changed. */
  | { readonly type: 'report'; readonly reportId: string; readonly revision: number }
  /** Who may write these sections changed (status, stage, owner, deletion): rooms read grants again. */
  | { readonly type: 'grants'; readonly reportId: string }
  /** The log of a section grew outside its room. */
  | { readonly type: 'head'; readonly sectionId: string; readonly seq: number }
  /** Client ids of a section belong to another person now: rooms read whose they are. */
  | { readonly type: 'owners'; readonly sectionId: string }
  /** A set-aside draft of a report came, went or changed. */
  | { readonly type: 'set-aside'; readonly reportId: string }
  /** 批注 or 领导批示 of a report came, went or changed. */
  | { readonly type: 'threads'; readonly reportId: string }
  /** The house's list changed. */
  | { readonly type: 'house' }
  /** A person's role, departments, name or activity changed, or their session ended. */
  | { readonly type: 'person'; readonly personId: string }

type Listener = (event: BusEvent) => void

export type Bus = {
  publish(event: BusEvent): void
  /** Returns the way to stop listening. */
  listen(listener: Listener): () => void
}

/** The bus of a single process. `onError` hears what listeners throw. */
export function inProcessBus(onError: (error: unknown) => void): Bus {
  const listeners = new Set<Listener>()
  return {
    publish(event) {
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          onError(error)
        }
      }
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
