/**
 * One section's session in this tab: the document, its provider over a channel, its light, its mirror,
 * its carets and its local copy.
 *
 * 1. The provider is y-websocket's own; this file listens to its channel and never to its inside.
 * 2. The mirror is fed from the document and never the other way.
 * 3. Refused text stays in the document until the server has set it aside, or the person has dealt with it. Once
 *    it is set aside the section opens anew: another document, another mirror, an empty local copy.
 * 4. What is more than the server takes in one piece is refused here: sent, it would cost the tab its line, at
 *    every visit again, since the local copy brings it back.
 */
import * as decoding from 'lib0/decoding'
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import {
  type AccessMessage,
  closeCodes,
  type KeepAnswer,
  message,
  type RefusalReason,
  sync,
  type WireRefusal,
} from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import { rootName } from '../../shared/schema/text.ts'
import { type ChannelSocket, type ChannelSpy, channelClass } from './channel-socket.ts'
import type { Keeper, TakeText } from './keeping.ts'
import { isFromCopy, type LocalCopy } from './local-copies.ts'
import type { LobbyPresence, SectionCarets } from './presence.ts'
import { OwnLetters } from './own-letters.ts'
import { isFinal, type ReportSocket } from './report-socket.ts'
import { StoredLight } from './stored-light.ts'
import type { Ended, Light, SectionSession, SectionSnapshot, SettingAside } from './types.ts'
import { UnsavedText } from './unsaved.ts'

/** Attaches a local copy, where the browser keeps any. */
export type KeepCopy = (
  sectionId: string,
  generation: number,
  doc: Y.Doc,
  loaded: () => void,
) => Promise<LocalCopy | undefined>

type Waiting = { resolve(): void; reject(error: Error): void }

/** The text as this tab has it, until the section opens anew. */
type Live = { readonly doc: Y.Doc; readonly mirror: Y.Doc; readonly provider: WebsocketProvider }

/** How long an editor of this section may take to hear that it is closed, and to let go of it. */
const editorMs = 100

const opening: SectionSnapshot = {
  light: 'opening',
  access: null,
  loaded: false,
  refusal: null,
  settingAside: null,
  ended: null,
  unsaved: false,
  copied: false,
}

export class LiveSection implements SectionSession, ChannelSpy {
  readonly sectionId: string
  readonly awareness: SectionCarets
  readonly #socket: ReportSocket
  readonly #keepCopy: KeepCopy
  readonly #unsaved = new UnsavedText(() => this.#show({}))
  readonly #keeper: Keeper
  readonly #listeners = new Set<() => void>()
  readonly #waiting = new Set<Waiting>()
  /** This section's session before it was deleted: what it could not bring any more is brought by this one. */
  #before: LiveSection | undefined
  #live: Live
  #light = new StoredLight()
  #own = new OwnLetters()
  #channel: ChannelSocket | undefined
  #copy: Promise<LocalCopy | undefined> | undefined
  /** The copy of a text that was set aside, on its way out. */
  #clearing: Promise<unknown> = Promise.resolve()
  #generation: number | undefined
  /** The server's state vector, as it last told. */
  #serverHas: Uint8Array | undefined
  #isEdited = false
  /** Since the text was taken to be set aside. */
  #isEditedSince = false
  #isLineDown = false
  #isClosed = false
  #snapshot = opening

  constructor(
    sectionId: string,
    socket: ReportSocket,
    presence: LobbyPresence,
    keepCopy: KeepCopy,
    keeper: Keeper,
    before?: LiveSection,
  ) {
    this.sectionId = sectionId
    this.#before = before
    this.#socket = socket
    this.#keepCopy = keepCopy
    this.#keeper = keeper
    this.awareness = presence.sectionCarets(sectionId)
    this.#live = this.#connect()
  }

  get doc(): Y.Doc {
    return this.#live.doc
  }

  get mirror(): Y.Doc {
    return this.#live.mirror
  }

  snapshot(): SectionSnapshot {
    return this.#snapshot
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  whenStored(): Promise<void> {
    const waiting = Promise.withResolvers<void>()
    this.#waiting.add(waiting)
    this.#settleWaiting()
    return waiting.promise
  }

  dismissRefusal(): void {
    this.#unsaved.settled()
    this.#show({ refusal: null })
    // What was refused was seen; the next visit starts from what the server has.
    void this.#copy?.then(copy => copy?.clear())
    this.#copy = undefined
  }

  keepAgain(): void {
    if (this.#snapshot.settingAside?.is === 'unkept') this.#setAside()
  }

  /** From the lobby: keeps the provider from giving up a quiet line. */
  beat(): void {
    this.#channel?.beat()
  }

  lineIs(isDown: boolean): void {
    this.#isLineDown = isDown
    this.#show({})
    // A section without a channel is refused nothing again, so nothing else would ask.
    if (!isDown && this.#snapshot.ended) this.keepAgain()
  }

  end(ended: Ended): void {
    this.#show({ ended: this.#snapshot.ended ?? ended })
  }

  /** The same person signed in again; what ended for a reason of its own stays so. */
  comeBack(): void {
    if (this.#snapshot.ended?.code !== closeCodes.notSignedIn) return
    this.#show({ ended: null })
    this.#live.provider.connect()
  }

  /** The person signed out: nothing more is written to this browser. */
  stopCopy(): void {
    void this.#copy?.then(copy => copy?.stop())
    this.#copy = undefined
    this.#show({ copied: false })
  }

  close(): void {
    this.#isClosed = true
    for (const waiting of this.#waiting) waiting.reject(new Error('the section was closed'))
    this.#waiting.clear()
    this.#unsaved.settled()
    this.#live.provider.destroy()
    this.stopCopy()
    this.awareness.destroy()
    destroy(this.#live)
    this.#listeners.clear()
  }

  opened(channel: ChannelSocket): void {
    this.#channel = channel
    this.#light.opened()
    this.#unsaved.gotOn()
    this.#show({ access: null })
  }

  received(channel: ChannelSocket, payload: Uint8Array): boolean {
    const decoder = decoding.createDecoder(payload)
    switch (decoding.readVarUint(decoder)) {
      case message.stored:
        this.#stored(decoding.readVarUint(decoder))
        return true
      case message.refused:
        this.#refused(decoding.readVarUint(decoder), decoding.readVarString(decoder))
        return true
      case message.access:
        this.#accessTold(JSON.parse(decoding.readVarString(decoder)))
        return true
      case message.sync:
        if (decoding.readVarUint(decoder) === sync.step1)
          this.#serverHas = decoding.readVarUint8Array(decoder)
        return channel !== this.#channel
      default:
        return channel !== this.#channel
    }
  }

  sending(_channel: ChannelSocket, payload: Uint8Array): boolean {
    const [type, kind] = payload
    if (type !== message.sync || kind === sync.step1) return true
    if (payload.length > limits.updateBytes) {
      this.#light.withheld()
      this.#show({ refusal: 'too-large' })
      return false
    }
    this.#light.sent(kind === sync.step2)
    this.#show({})
    return true
  }

  closed(channel: ChannelSocket, code: number): void {
    if (channel !== this.#channel && !isFinal(code)) return
    this.#channel = undefined
    this.#light.closed()
    this.#show(isFinal(code) ? { ended: { code } } : {})
    if (code === closeCodes.notFound && this.#isEdited) this.#setAside()
    // Not while the channel is being closed.
    if (code === closeCodes.reset) queueMicrotask(() => this.#reset())
  }

  #connect(): Live {
    const doc = new Y.Doc()
    const mirror = new Y.Doc()
    doc.getXmlFragment(rootName)
    mirror.getXmlFragment(rootName)
    // Presence goes through the lobby; the provider's own awareness stays mute.
    const mute = new Awareness(doc)
    mute.setLocalState(null)
    const provider = new WebsocketProvider('', this.sectionId, doc, {
      WebSocketPolyfill: channelClass(this.#socket, this.sectionId, this),
      awareness: mute,
      // Else tabs of one browser exchange updates past the server's judge.
      disableBc: true,
    })
    provider.on('sync', isSynced => {
      if (isSynced) this.#show({ loaded: true })
    })
    doc.on('afterTransaction', transaction => {
      const { origin } = transaction
      if (origin === provider) this.#own.mend(transaction)
      // A local copy brings along others' letters too.
      else if (origin !== null && origin !== undefined && !isFromCopy(origin)) this.#own.wrote(transaction)
    })
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      Y.applyUpdate(mirror, update)
      // Clean-up that Yjs does by itself has no origin; what people do has one.
      if (origin !== null && origin !== undefined && origin !== provider) this.#edited(origin)
    })
    return { doc, mirror, provider }
  }

  #edited(origin: unknown): void {
    this.#isEdited = true
    this.#isEditedSince = true
    if (!isFromCopy(origin)) this.#unsaved.typed()
    this.#show({})
  }

  #stored(n: number): void {
    this.#light.stored(n)
    this.#unsaved.gotOn()
    if (this.#color() === 'stored') this.#unsaved.settled()
    this.#show(this.#light.isRefused ? {} : { refusal: null })
    if (this.#snapshot.light !== 'stored') return
    this.#isEdited = false
    this.#own.stored()
    this.#keep()
  }

  #refused(n: number, reason: string): void {
    const refusal = refusalOf(reason, this.#isEdited)
    this.#light.refused(n, refusal !== undefined)
    this.#show(refusal === undefined ? {} : { refusal })
    if (refusal === 'closed') this.#setAside()
  }

  /** The server's text and this tab's are no longer one: begin anew, and lose nothing that was not stored. */
  #reset(): void {
    if (this.#isEdited) this.#setAside()
    else this.#openAnew(null)
  }

  /** Has the server keep what this tab has and the section did not take. */
  #setAside(): void {
    if (this.#snapshot.settingAside?.is === 'keeping') return
    this.#show({ settingAside: { is: 'keeping' } })
    void this.#keeper
      .keep(this.sectionId, isWhole => this.#takeText(isWhole))
      .then(answer => this.#setAsideAnswered(answer))
  }

  #takeText(isWhole: boolean): ReturnType<TakeText> {
    this.#isEditedSince = false
    // After a reset what the server has says nothing about this text.
    const isReset = this.#snapshot.ended?.code === closeCodes.reset
    const state = Y.encodeStateAsUpdate(this.doc, isWhole || isReset ? undefined : this.#serverHas)
    return { generation: this.#generation ?? 0, state }
  }

  #setAsideAnswered(answer: KeepAnswer): void {
    if (this.#isTaken) return this.#show({ settingAside: null })
    if (answer.type === 'unkept') return this.#show({ settingAside: { is: 'unkept', reason: answer.reason } })
    const kept: SettingAside | null = answer.draftId === '' ? null : { is: 'kept', draftId: answer.draftId }
    this.#show({ settingAside: kept })
    // An editor that is taken down gives the document the words that it held for an input method.
    setTimeout(() => this.#dropKept(kept), editorMs)
  }

  /** The section opened again meanwhile and has all of it. */
  get #isTaken(): boolean {
    return !this.#light.isRefused && !this.#snapshot.ended
  }

  #dropKept(kept: SettingAside | null): void {
    // Something more was refused meanwhile, and is on its way.
    if (this.#isClosed || this.#snapshot.settingAside !== kept) return
    if (this.#isTaken) return this.#show({ settingAside: null })
    if (this.#isEditedSince) return this.#setAside()
    this.#unsaved.settled()
    // A deleted section may come back, and the text with it.
    if (this.#snapshot.ended?.code === closeCodes.notFound) this.#show({})
    else this.#openAnew(kept)
  }

  /** Drops the text and its local copy, and asks the server for the section as if for the first time. */
  #openAnew(settingAside: SettingAside | null): void {
    const gone = this.#live
    this.#clearing = Promise.resolve(this.#copy?.then(copy => copy?.clear()))
    this.#copy = undefined
    this.#channel = undefined
    this.#generation = undefined
    this.#serverHas = undefined
    this.#isEdited = false
    this.#light = new StoredLight()
    this.#own = new OwnLetters()
    gone.provider.destroy()
    this.#live = this.#connect()
    this.#show({ ...opening, settingAside })
    destroy(gone)
  }

  #accessTold(access: AccessMessage): void {
    if (this.#generation !== undefined && this.#generation !== access.generation) {
      this.#live.provider.disconnect()
      this.#show({ access, ended: { code: closeCodes.reset } })
      queueMicrotask(() => this.#reset())
      return
    }
    this.#generation = access.generation
    this.#bringBack()
    if (!this.#light.isRefused) this.#keep()
    this.#show({ access })
  }

  /** Of another generation it would be the same text a second time. */
  #bringBack(): void {
    const before = this.#before
    this.#before = undefined
    if (!before || before.#generation !== this.#generation) return
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(before.doc))
    if (before.#unsaved.isThere) this.#unsaved.typed()
    before.#unsaved.settled()
    before.#show({ refusal: null })
  }

  /** A copy that was cleared with a refusal is begun anew once the server has everything. */
  #keep(): void {
    if (this.#generation === undefined) return
    if (this.#copy) return
    const { sectionId, doc } = this
    const generation = this.#generation
    const copy = this.#clearing.then(() =>
      this.#keepCopy(sectionId, generation, doc, () => this.#copyLoaded()),
    )
    this.#copy = copy
    void copy.then(kept => {
      if (this.#copy === copy) this.#show({ copied: kept !== undefined })
    })
  }

  #copyLoaded(): void {
    // An empty copy is no text that anybody could edit.
    if (this.doc.store.clients.size > 0) this.#show({ loaded: true })
  }

  /** Replaces the snapshot if anything in it is another, and tells. */
  #show(changes: Partial<SectionSnapshot>): void {
    const before = this.#snapshot
    const unsaved = this.#unsaved.isThere
    const next: SectionSnapshot = { ...before, ...changes, unsaved, light: this.#color() }
    if (isEqual(before, next)) return
    this.#snapshot = next
    this.#settleWaiting()
    for (const listener of this.#listeners) listener()
  }

  #color(): Light {
    const color = this.#light.color(this.#isLineDown)
    return color === 'storing' && this.#unsaved.isLate ? 'unsaved' : color
  }

  #settleWaiting(): void {
    const { light, ended, refusal } = this.#snapshot
    const failed = ended
      ? `the section ended with ${ended.code}`
      : light === 'refused'
        ? `refused: ${refusal ?? 'dismissed'}`
        : undefined
    if (light !== 'stored' && !failed) return
    for (const waiting of this.#waiting) {
      if (failed) waiting.reject(new Error(failed))
      else waiting.resolve()
    }
    this.#waiting.clear()
  }
}

function destroy({ doc, mirror }: Live): void {
  doc.destroy()
  mirror.destroy()
}

const isEqual = (a: SectionSnapshot, b: SectionSnapshot) =>
  a.light === b.light &&
  a.access === b.access &&
  a.loaded === b.loaded &&
  a.refusal === b.refusal &&
  a.settingAside === b.settingAside &&
  a.ended === b.ended &&
  a.unsaved === b.unsaved &&
  a.copied === b.copied

const reasons: readonly RefusalReason[] = ['closed', 'too-large', 'foreign-client', 'unknown-shape']

/** What a refusal means for this person; undefined: nothing of theirs was lost. */
function refusalOf(reason: string, isEdited: boolean): RefusalReason | undefined {
  if (reason === ('only-deletions' satisfies WireRefusal)) return isEdited ? 'closed' : undefined
  return reasons.find(known => known === reason) ?? 'closed'
}
