/**
 * One client of the load: a bare `ws` that opens its sections, answers what it is asked, and counts marks in what
 * it hears. It keeps no document, so that two hundred of them fit on one core.
 */
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import { encodeSync } from '../../server/collab/channel.ts'
import { message, sync } from '../../shared/frames.ts'
import type { Speech } from './speech.ts'

/** An update of nothing: all that a client without text has to answer. */
const nothing = encodeSync(sync.step2, new Uint8Array([0, 0]))
const openMost = 60_000

export class Client {
  readonly speech: Speech
  readonly ws: WebSocket
  /** Called with every frame once the client is ready. */
  heard: (frame: Buffer) => void = () => {}
  /** Bytes of text that came, in whatever messages. */
  textBytes = 0
  /** Of each section, Update and SyncStep2 messages so far: what `stored n` counts. */
  readonly sent: number[]
  readonly #sections: number
  /** A server that answers with an empty text first has not answered. */
  readonly #textBytesLeast: number
  readonly #answered = new Set<number>()
  #isReady = false
  readonly #ready = Promise.withResolvers<void>()

  constructor(
    port: number,
    speech: Speech,
    sections: number,
    {
      path = speech.path,
      textBytesLeast = 0,
      perMessageDeflate = true,
    }: { path?: string; textBytesLeast?: number; perMessageDeflate?: boolean } = {},
  ) {
    this.speech = speech
    this.#sections = sections
    this.sent = Array.from({ length: sections }, () => 0)
    this.#textBytesLeast = textBytesLeast
    this.ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, [...speech.protocols], {
      perMessageDeflate,
    })
    this.ws.on('open', () => this.#opened())
    this.ws.on('message', (data: Buffer) => this.#receive(data))
    this.ws.on('error', error => this.#ready.reject(error))
    this.ws.on('close', code => this.#ready.reject(new Error(`a server closed a client with ${code}`)))
    this.#ready.promise.catch(() => {})
  }

  /** Resolves once every section was answered. */
  async ready(): Promise<this> {
    const late = Promise.withResolvers<void>()
    const timer = setTimeout(() => late.reject(new Error('a client was not answered')), openMost)
    try {
      await Promise.race([this.#ready.promise, late.promise])
    } finally {
      clearTimeout(timer)
    }
    return this
  }

  update(index: number, update: Uint8Array): void {
    this.#tell(index, encodeSync(sync.update, update))
  }

  /** Answers SyncStep1: it has nothing that it has not sent. */
  answer(index: number): void {
    this.#tell(index, nothing)
  }

  presence(update: Uint8Array): void {
    this.ws.send(this.speech.presence(update))
  }

  close(): void {
    this.ws.terminate()
  }

  #opened(): void {
    for (const frame of this.speech.opening) this.ws.send(frame)
    if (!this.speech.answers) this.#becomeReady()
  }

  #receive(frame: Buffer): void {
    if (this.#isReady) return this.heard(frame)
    const heard = this.speech.read(frame)
    if (!heard) return
    const decoder = decoding.createDecoder(heard.message)
    if (decoding.readVarUint(decoder) !== message.sync) return
    const kind = decoding.readVarUint(decoder)
    if (kind === sync.step1) return this.answer(heard.index)
    if (kind === sync.step2) this.#answered.add(heard.index)
    this.textBytes += frame.length
    if (this.#answered.size === this.#sections && this.textBytes >= this.#textBytesLeast) this.#becomeReady()
  }

  #tell(index: number, message: Uint8Array): void {
    this.sent[index] = (this.sent[index] ?? 0) + 1
    this.ws.send(this.speech.section(index, message))
  }

  #becomeReady(): void {
    this.#isReady = true
    this.#ready.resolve()
  }
}
