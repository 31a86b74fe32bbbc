/**
 * Presence in the lobby: who has the report open, and the carets of each section.
 *
 * 1. One awareness a tab; the server writes who is behind each state.
 * 2. A section's editor gets a thin view of it: this section's carets as y-tiptap's `cursor`, this tab's own
 *    left out. Writing `cursor: null` clears the caret only if it is this section's.
 * 3. On every open the tab renews its state, else others ignore the unchanged clock.
 */
import {
  applyAwarenessUpdate,
  Awareness,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { PresenceState, PresentPerson } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import type { Present } from './types.ts'

type Caret = PresenceState['caret']

export class LobbyPresence {
  readonly #doc = new Y.Doc()
  readonly #awareness = new Awareness(this.#doc)
  readonly #send: (update: Uint8Array) => void
  readonly #carets = new Set<SectionCarets>()
  #person: PresentPerson | undefined
  #caret: Caret = null
  #sending: ReturnType<typeof setTimeout> | undefined

  /** `changed` is called whenever present() may answer something else. */
  constructor(send: (update: Uint8Array) => void, changed: () => void) {
    this.#send = send
    this.#awareness.setLocalState({ caret: null })
    this.#awareness.on('change', () => {
      for (const carets of this.#carets) carets.refresh()
      changed()
    })
    // Also the renewals that keep a quiet tab alive.
    this.#awareness.on('update', (_changes: unknown, origin: unknown) => {
      if (origin === 'local') this.#sendSoon()
    })
  }

  get self(): PresentPerson | undefined {
    return this.#person
  }

  welcomed(person: PresentPerson): void {
    this.#person = person
    this.#renew()
  }

  /** A state of ours comes back at once from a server that lives. */
  askForSign(): void {
    this.#renew()
  }

  received(update: Uint8Array): void {
    applyAwarenessUpdate(this.#awareness, update, this)
  }

  /**
   * The line is down: nobody else is known to be here. Their clocks are forgotten too: the next line tells of
   * them by the same ones, which would be taken for old.
   */
  lost(): void {
    const others = [...this.#awareness.meta.keys()].filter(id => id !== this.#awareness.clientID)
    removeAwarenessStates(this.#awareness, others, this)
    for (const id of others) this.#awareness.meta.delete(id)
  }

  sectionCarets(sectionId: string): SectionCarets {
    const carets = new SectionCarets(this, sectionId)
    this.#carets.add(carets)
    return carets
  }

  forget(carets: SectionCarets): void {
    this.#carets.delete(carets)
  }

  get caret(): Caret {
    return this.#caret
  }

  setCaret(sectionId: string, cursor: unknown): void {
    const isNone = cursor === null || cursor === undefined
    if (isNone && this.#caret?.section !== sectionId) return
    this.#caret = isNone ? null : { section: sectionId, cursor }
    this.#renew()
  }

  /** Others' states, by awareness id. */
  others(): Map<number, PresenceState> {
    const others = new Map<number, PresenceState>()
    for (const [id, state] of this.#awareness.getStates())
      if (id !== this.#awareness.clientID && isPresence(state)) others.set(id, state)
    return others
  }

  /** Everybody who is here, each once: oneself first, then by name. */
  present(): Present[] {
    const sectionsOf = new Map<string, { person: PresentPerson; sectionIds: Set<string> }>()
    const meet = (person: PresentPerson, caret: Caret) => {
      const met = sectionsOf.get(person.id) ?? { person, sectionIds: new Set() }
      if (caret) met.sectionIds.add(caret.section)
      sectionsOf.set(person.id, met)
    }
    if (this.#person) meet(this.#person, this.#caret)
    for (const { user, caret } of this.others().values()) meet(user, caret)
    return [...sectionsOf.values()]
      .map(({ person, sectionIds }) => ({
        ...person,
        sectionIds: [...sectionIds],
        isSelf: person.id === this.#person?.id,
      }))
      .sort((a, b) => Number(b.isSelf) - Number(a.isSelf) || a.name.localeCompare(b.name, 'zh'))
  }

  close(): void {
    clearTimeout(this.#sending)
    for (const carets of this.#carets) carets.destroy()
    this.#awareness.destroy()
    this.#doc.destroy()
    clearTimeout(this.#sending)
  }

  #renew(): void {
    this.#awareness.setLocalState({ user: this.#person ?? null, caret: this.#caret })
  }

  #sendSoon(): void {
    this.#sending ??= setTimeout(() => {
      this.#sending = undefined
      this.#send(encodeAwarenessUpdate(this.#awareness, [this.#awareness.clientID]))
    }, limits.presenceIntervalMs / 2)
  }
}

/** One section's carets, in the shape that y-tiptap reads. */
export class SectionCarets extends Awareness {
  readonly #presence: LobbyPresence
  readonly #sectionId: string
  #shown = ''

  constructor(presence: LobbyPresence, sectionId: string) {
    super(new Y.Doc())
    // Nothing here grows old by itself: the lobby's awareness renews and removes.
    clearInterval(this._checkInterval)
    this.#presence = presence
    this.#sectionId = sectionId
  }

  /** Shows what the lobby knows now; tells listeners only when this section's carets changed. */
  refresh(): void {
    const states = new Map<number, Record<string, unknown>>()
    for (const [id, { user, caret }] of this.#presence.others())
      if (caret?.section === this.#sectionId && caret.cursor) states.set(id, { user, cursor: caret.cursor })
    const shown = JSON.stringify([...states])
    if (shown === this.#shown) return
    this.#shown = shown
    const before = [...this.states.keys()]
    this.states = states
    const change = {
      added: [...states.keys()].filter(id => !before.includes(id)),
      updated: [...states.keys()].filter(id => before.includes(id)),
      removed: before.filter(id => !states.has(id)),
    }
    this.emit('change', [change, this])
    this.emit('update', [change, this])
  }

  override getLocalState(): Record<string, unknown> {
    const { caret, self } = this.#presence
    return { user: self, cursor: caret?.section === this.#sectionId ? caret.cursor : null }
  }

  /** The constructor of Awareness calls it too; a state of its own is what this view never has. */
  override setLocalState(): void {}

  override setLocalStateField(field: string, value: unknown): void {
    if (field === 'cursor') this.#presence.setCaret(this.#sectionId, value)
  }

  override destroy(): void {
    this.#presence.forget(this)
    super.destroy()
  }
}

/** States come from our own server, which makes them whole; a foreign one is not shown. */
function isPresence(state: Record<string, unknown>): state is PresenceState {
  const { user } = state
  return typeof user === 'object' && user !== null && 'id' in user
}
