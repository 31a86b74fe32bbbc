/**
 * What the rest of the client sees of the live report: one connection a report, one session a section.
 * Everything here is observable through subscribe(), made for React's useSyncExternalStore: snapshots keep
 * their identity until they change.
 */
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type {
  AccessMessage,
  KeepRefusal,
  LobbyEvent,
  PresentPerson,
  RefusalReason,
} from '../../shared/frames.ts'

/**
 * The stored light. `stored` (green) only when the channel is open, the client has answered this
 * connection's SyncStep1, and every frame it sent is on the server's disk. `unsaved`: the server has taken
 * nothing of what was typed for a while. `blocked`: HTTP gets through, a WebSocket does not.
 */
export type Light = 'opening' | 'stored' | 'storing' | 'unsaved' | 'offline' | 'blocked' | 'refused'

/** Why a section or the whole report will not come back by itself; a close code of shared/frames.ts. */
export type Ended = { readonly code: number }

/** Text of this person that the section did not take, on its way to be set aside on the server. */
export type SettingAside =
  | { readonly is: 'keeping' }
  /** It is there; the section was opened anew, unless it is deleted. */
  | { readonly is: 'kept'; readonly draftId: string }
  /** It is still in this tab, and there alone. */
  | { readonly is: 'unkept'; readonly reason: KeepRefusal }

export type SectionSnapshot = {
  readonly light: Light
  /** Null until the server has told it on this connection. */
  readonly access: AccessMessage | null
  /** The text is here, from the server or from the local copy; nothing may be edited before. */
  readonly loaded: boolean
  /** The newest refusal of this person's text, until dismissed. */
  readonly refusal: RefusalReason | null
  /** What becomes of refused text; null when there is none. */
  readonly settingAside: SettingAside | null
  readonly ended: Ended | null
  /** Somebody typed here, in this tab, what the server has not confirmed. */
  readonly unsaved: boolean
  /** The browser keeps a local copy, which brings such text at the next visit. */
  readonly copied: boolean
}

export type SectionSession = {
  readonly sectionId: string
  /**
   * The document that speaks to the server. Only an editor that may write binds to it. It and the mirror are
   * others once refused text was set aside: the section then opened anew.
   */
  readonly doc: Y.Doc
  /** A copy of `doc` fed one way and never connected: read-only editors and static views bind here. */
  readonly mirror: Y.Doc
  /** The lobby's awareness showing this section's carets alone, as y-tiptap's `cursor`. */
  readonly awareness: Awareness
  snapshot(): SectionSnapshot
  subscribe(listener: () => void): () => void
  /** Resolves when the light is green; rejects when the section ended or text was refused. */
  whenStored(): Promise<void>
  dismissRefusal(): void
  /** Asks once more to set aside what could not be. */
  keepAgain(): void
}

/** A person who has this report open, once however many tabs they have. */
export type Present = PresentPerson & {
  /** Sections in which they have a caret now. */
  readonly sectionIds: readonly string[]
  readonly isSelf: boolean
}

export type ReportSnapshot = {
  /** The worst light of all sections: what the top bar shows. */
  readonly light: Light
  readonly present: readonly Present[]
  readonly ended: Ended | null
  /** Whether unsaved() has any. */
  readonly unsaved: boolean
}

export type ReportConnection = {
  readonly reportId: string
  /** The session of a section; opened on first use and kept until the section is gone or close(). */
  section(sectionId: string): SectionSession
  snapshot(): ReportSnapshot
  subscribe(listener: () => void): () => void
  /** Lobby events, `report` above all: fetch the outline again. */
  onEvent(listener: (event: LobbyEvent) => void): () => void
  /** Resolves once every section's light is green. */
  whenStored(): Promise<void>
  /** Sessions with text of this person that the server has not, or would not take; of deleted sections too. */
  unsaved(): readonly SectionSession[]
  /** The same person signed in again: goes on where the session ended, with all that is in the tab. */
  comeBack(): void
  close(): void
}
