/**
 * A tab at the level of bytes: says what it is told to, honest or not, and remembers what it was told.
 */
import * as decoding from 'lib0/decoding'
import { type PerMessageDeflateOptions, WebSocket } from 'ws'
import * as Y from 'yjs'
import { encodeSync } from '../../server/collab/channel.ts'
import {
  decodeFrame,
  decodeLobby,
  encodeFrame,
  encodeLobby,
  type Keep,
  type KeepAnswer,
  type LobbyEvent,
  message,
  subprotocol,
  sync,
} from '../../shared/frames.ts'
import { plainText, rootName, updatesToText } from '../../shared/schema/text.ts'
import { schemaVersion } from '../../shared/schema/extensions.ts'
import { reportId, until } from './collab.ts'

export type Told =
  | { readonly type: 'denied' }
  | { readonly type: 'awareness'; readonly bytes: Uint8Array }
  | { readonly type: 'stored'; readonly n: number }
  | { readonly type: 'refused'; readonly n: number; readonly reason: string }
  | { readonly type: 'access'; readonly mayWrite: boolean; readonly generation: number }
  | { readonly type: 'step1' | 'step2' | 'update'; readonly bytes: Uint8Array }
  | { readonly type: 'closed'; readonly code: number }

export class RawTab {
  readonly ws: WebSocket
  readonly events: LobbyEvent[] = []
  readonly awareness: Uint8Array[] = []
  /** What became of the text that was asked to be set aside, in order. */
  readonly keeps: KeepAnswer[] = []
  closeCode: number | undefined
  readonly #told = new Map<number, Told[]>()

  constructor(
    url: string,
    token: string,
    options: {
      version?: number
      path?: string
      perMessageDeflate?: boolean | PerMessageDeflateOptions
    } = {},
  ) {
    const { perMessageDeflate = true } = options
    const address = `${url}/collab/${options.path ?? reportId}?token=${token}`
    this.ws = new WebSocket(address, [subprotocol], { perMessageDeflate })
    this.ws.binaryType = 'nodebuffer'
    this.ws.on('message', (data: Buffer) => this.#hear(new Uint8Array(data)))
    this.ws.on('close', code => {
      this.closeCode = code
    })
    this.ws.on('error', () => {})
    this.ws.on('open', () =>
      this.sayEvent({ type: 'hello', schemaVersion: options.version ?? schemaVersion }),
    )
  }

  async opened(): Promise<this> {
    await until(
      () => this.ws.readyState === WebSocket.OPEN || this.closeCode !== undefined,
      'the tab is open',
    )
    return this
  }

  sayBytes(bytes: Uint8Array): void {
    this.ws.send(bytes)
  }

  sayEvent(event: LobbyEvent): void {
    this.sayBytes(encodeFrame({ op: 'data', channel: 0, payload: encodeLobby({ type: 'event', event }) }))
  }

  sayAwareness(update: Uint8Array): void {
    this.sayBytes(
      encodeFrame({ op: 'data', channel: 0, payload: encodeLobby({ type: 'awareness', update }) }),
    )
  }

  /** Asks to set text aside and waits for the answer, or for the end. */
  async keep(ask: Keep): Promise<KeepAnswer | undefined> {
    const before = this.keeps.length
    this.sayBytes(encodeFrame({ op: 'data', channel: 0, payload: encodeLobby({ type: 'keep', ...ask }) }))
    await until(() => this.keeps.length > before || this.closeCode !== undefined, 'the keep is answered')
    return this.keeps[before]
  }

  openAndAsk(channel: number, sectionId: string, stateVector: Uint8Array): void {
    this.sayBytes(encodeFrame({ op: 'open', channel, sectionId }))
    this.say(channel, encodeSync(sync.step1, stateVector))
  }

  /** Opens a section and syncs it into a document; answers the document. */
  async open(channel: number, sectionId: string): Promise<Y.Doc> {
    const doc = new Y.Doc()
    doc.getXmlFragment(rootName)
    this.openAndAsk(channel, sectionId, Y.encodeStateVector(doc))
    await until(() => this.told(channel).some(told => told.type === 'step2'), `${sectionId} is synced`)
    for (const told of this.told(channel))
      if (told.type === 'step2' || told.type === 'update') Y.applyUpdate(doc, told.bytes)
    this.answer(channel, Y.encodeStateAsUpdate(doc, this.asked(channel)))
    await until(() => this.stored(channel) > 0 || this.refused(channel) !== undefined, 'the answer is taken')
    return doc
  }

  say(channel: number, payload: Uint8Array): void {
    this.sayBytes(encodeFrame({ op: 'data', channel, payload }))
  }

  update(channel: number, update: Uint8Array): void {
    this.say(channel, encodeSync(sync.update, update))
  }

  answer(channel: number, update: Uint8Array): void {
    this.say(channel, encodeSync(sync.step2, update))
  }

  told(channel: number): readonly Told[] {
    return this.#told.get(channel) ?? []
  }

  /** The state vector of the server's last question. */
  asked(channel: number): Uint8Array {
    const asked = this.told(channel).findLast(told => told.type === 'step1')
    return asked && 'bytes' in asked ? asked.bytes : new Uint8Array([0])
  }

  refused(channel: number): string | undefined {
    const refused = this.told(channel).findLast(told => told.type === 'refused')
    return refused && 'reason' in refused ? refused.reason : undefined
  }

  /** Everything that came as text, applied to an empty document. */
  shown(channel: number): string {
    const updates = this.told(channel).flatMap(told =>
      told.type === 'step2' || told.type === 'update' ? [told.bytes] : [],
    )
    return plainText(updatesToText(updates))
  }

  count(channel: number, type: Told['type']): number {
    return this.told(channel).filter(told => told.type === type).length
  }

  stored(channel: number): number {
    return Math.max(0, ...this.told(channel).map(told => (told.type === 'stored' ? told.n : 0)))
  }

  close(): void {
    this.ws.terminate()
  }

  #hear(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes)
    if (frame.channel === 0 && frame.op === 'data') {
      const told = decodeLobby(frame.payload)
      if (told.type === 'event') this.events.push(told.event)
      else if (told.type === 'awareness') this.awareness.push(told.update)
      else if (told.type !== 'keep') this.keeps.push(told)
    } else if (frame.op === 'data') this.#remember(frame.channel, readTold(frame.payload))
    else if (frame.op === 'close') this.#remember(frame.channel, { type: 'closed', code: frame.code })
  }

  #remember(channel: number, told: Told): void {
    this.#told.set(channel, [...this.told(channel), told])
  }
}

function readTold(payload: Uint8Array): Told {
  const decoder = decoding.createDecoder(payload)
  switch (decoding.readVarUint(decoder)) {
    case message.stored:
      return { type: 'stored', n: decoding.readVarUint(decoder) }
    case message.refused:
      return { type: 'refused', n: decoding.readVarUint(decoder), reason: decoding.readVarString(decoder) }
    case message.access:
      return { type: 'access', ...JSON.parse(decoding.readVarString(decoder)) }
    case message.sync: {
      const kinds = ['step1', 'step2', 'update'] as const
      const type = kinds[decoding.readVarUint(decoder)] ?? 'update'
      return { type, bytes: decoding.readVarUint8Array(decoder) }
    }
    case message.awareness:
      return { type: 'awareness', bytes: decoding.readVarUint8Array(decoder) }
    case message.auth:
      return { type: 'denied' }
    default:
      throw new Error('a message that nobody knows')
  }
}

/** The update that typing makes, applied to the document too. */
export function typing(doc: Y.Doc, type: (root: Y.XmlFragment) => void): Uint8Array {
  const before = Y.encodeStateVector(doc)
  doc.transact(() => type(doc.getXmlFragment(rootName)))
  return Y.encodeStateAsUpdate(doc, before)
}

/** Puts a new paragraph with these words at the end. */
export function paragraph(words: string): (root: Y.XmlFragment) => void {
  return root => {
    const element = new Y.XmlElement('paragraph')
    element.insert(0, [new Y.XmlText(words)])
    root.insert(root.length, [element])
  }
}
