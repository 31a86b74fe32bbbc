/**
 * A section's text as an open room has it: the committed bytes at once, the document when it is first needed.
 * Whoever joins is answered from the bytes; building the document of a long text takes much longer.
 */
import { sync } from '../../shared/frames.ts'
import type { Binding } from '../store/append.ts'
import type { LogRow, StoredUpdates } from '../store/log.ts'
import { syncMessage } from './channel.ts'
import { CommittedText } from './committed-text.ts'
import { LiveText } from './live-text.ts'
import type { Outgoing } from './outgoing.ts'
import { decodeUpdate } from './update.ts'

export class OpenText {
  readonly committed: CommittedText
  /** Whose each client id is. */
  readonly bindings: Map<number, string>
  #updates: readonly Uint8Array[]
  #built: LiveText | undefined
  #question: { readonly stateVector: Uint8Array; readonly message: Outgoing } | undefined

  /** Throws when there is no log: a section has its first row from the verb that made it. */
  constructor({ seq, updates }: StoredUpdates, bindings: ReadonlyMap<number, string>) {
    const [state, ...rows] = updates
    if (!state) throw new Error('the section has no log')
    this.committed = new CommittedText(seq, state, rows)
    this.bindings = new Map(bindings)
    this.#updates = updates
  }

  get isBuilt(): boolean {
    return this.#built !== undefined
  }

  /** The document, built the first time. Throws when the log makes none. */
  get text(): LiveText {
    return this.#built ?? this.build()
  }

  build(): LiveText {
    this.#built ??= new LiveText(this.#updates)
    this.#updates = []
    return this.#built
  }

  /** SyncStep1: what the document has, made once for all who are asked while it stays as it is. */
  question(): Outgoing {
    const stateVector = this.text.stateVector()
    if (this.#question?.stateVector !== stateVector)
      this.#question = { stateVector, message: syncMessage(sync.step1, stateVector) }
    return this.#question.message
  }

  /** Takes rows that others appended; all that the text has must be committed. Throws when they do not fit. */
  follow(rows: readonly LogRow[]): this {
    for (const { personId, bytes } of rows) {
      const update = decodeUpdate(bytes)
      if (!update) throw new Error('a row of the log brings more than an update may')
      for (const client of update.blocks.keys())
        if (personId !== null && !this.bindings.has(client)) this.bindings.set(client, personId)
    }
    const updates = rows.map(row => row.bytes)
    this.#built?.follow(updates)
    if (!this.#built) this.#updates = [...this.#updates, ...updates]
    this.committed.append(updates)
    return this
  }

  /** Back to what is committed; `bindings` came with what is not. */
  revert(bindings: readonly Binding[]): void {
    this.destroy()
    this.#built = undefined
    this.#question = undefined
    this.#updates = this.committed.updates()
    for (const { client } of bindings) this.bindings.delete(client)
  }

  /** Only true while nothing is uncommitted: then the document says the same in fewer bytes. */
  compact(): void {
    this.committed.compact(this.text.encode())
  }

  destroy(): void {
    this.#built?.destroy()
  }
}
