/**
 * One thing to be said outside: as it is written into the outbox, and as a channel gets it to send. The words
 * are fixed when it is written; only the address of the page is added when it leaves.
 */
import type { DeliveryEvent } from '../../shared/channels.ts'
import type { Language } from '../../shared/i18n/dictionaries.ts'
import type { ChannelTable } from '../store/tables/going-out.ts'

/** What a program is told beside the words. */
export type Facts = {
  readonly report?: { readonly id: string; readonly title: string }
  readonly department?: { readonly id: string; readonly name: string }
  readonly sections?: readonly {
    readonly id: string
    readonly number: string
    readonly heading: string
    readonly dueAt?: string
  }[]
  readonly by?: string
  readonly reason?: string
  /** Of a request for a new password alone; gone once it is settled. */
  readonly login?: string
}

export type Letter = {
  readonly channelId: string
  readonly event: DeliveryEvent
  /** Whom an e-mail is for. */
  readonly personId: string | null
  readonly language: Language
  readonly title: string
  readonly text: string
  readonly path: string | null
  readonly facts: Facts
}

/** A letter on its way out. */
export type Outgoing = Omit<Letter, 'path' | 'channelId' | 'personId'> & {
  /** The same at every try, so that a receiver can tell a second one. */
  readonly id: string
  readonly createdAt: string
  /** Whole address of the page that it is about. */
  readonly url: string | null
  /** What the link to it is called. */
  readonly openPage: string
}

export type Channel = Pick<ChannelTable, 'kind' | 'url' | 'secret' | 'keyword' | 'mention_all'>

/** `error` holds no secret: it is shown and logged. */
export type Sent =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly error: string
      /** Trying again would not help. */
      readonly final: boolean
      /** The receiver asks for this pause, milliseconds. */
      readonly pauseMs?: number
    }
