/**
 * The bus carries hints between the verbs and the live rooms (and, with Redis, between processes).
 * A hint never carries truth: whoever hears one reads the store.
 *
 * 1. Publish after COMMIT, never inside a transaction.
 * 2. A listener that throws harms nobody else.
 * 3. What processes tell each other of one topic alone (who has a report open) goes through a talk: whoever is
 *    in it hears all the others and never themselves, and nobody else has the work of hearing it.
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
  join(topic: string, hear: Hear): Talk
  /** Whether hints reach everybody now. */
  isConnected(): boolean
}

/** `from` names the one who speaks, for as long as they are in the talk; their words are a hint like any other. */
export type Hear = (from: string, words: unknown) => void

export type Talk = {
  /** Once others are heard. */
  readonly ready: Promise<void>
  /** Can others be heard now? */
  isOpen(): boolean
  /** Words are plain JSON, and not changed afterwards. */
  say(words: object): void
  leave(): void
}

/** The bus of a single process. `onError` hears what listeners throw. */
export function inProcessBus(onError: (error: unknown) => void): Bus {
  const listeners = new Set<Listener>()
  const talks = new Map<string, Map<string, Hear>>()
  let joined = 0
  const safely = (run: () => void) => {
    try {
      run()
    } catch (error) {
      onError(error)
    }
  }
  return {
    publish(event) {
      for (const listener of listeners) safely(() => listener(event))
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    join(topic, hear) {
      joined += 1
      const self = `${joined}`
      const members = talks.get(topic) ?? new Map<string, Hear>()
      talks.set(topic, members.set(self, hear))
      return {
        ready: Promise.resolve(),
        isOpen: () => true,
        say(words) {
          for (const [member, hears] of members) if (member !== self) safely(() => hears(self, words))
        },
        leave() {
          members.delete(self)
          if (members.size === 0 && talks.get(topic) === members) talks.delete(topic)
        },
      }
    },
    isConnected: () => true,
  }
}
