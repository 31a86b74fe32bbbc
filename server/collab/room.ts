/**
 * A room: one section's live text, the channels that have it open, and the way of their updates to disk.
 *
 * 1. Judge, apply, append, and only after COMMIT show: nobody reads a letter that a crash could lose.
 * 2. Joins are answered from committed bytes; from there on a channel gets every later row once.
 * 3. What was judged by other rights, or by a text that the log does not have, is judged again on a text
 *    loaded anew. One bad frame costs one session, never the room.
 * 4. Of what was appended elsewhere only the new rows are read and told.
 * 5. A text that cannot be loaded is an error (1013), never an empty text.
 */
import type { Doc } from 'yjs'
import { closeCodes } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import { mayWrite } from '../../shared/permissions.ts'
import { schemaVersion } from '../../shared/schema/extensions.ts'
import type { StoredAccess } from '../store/access.ts'
import type { Append, Appended, Binding } from '../store/append.ts'
import type { LogRow, StoredUpdates } from '../store/log.ts'
import type { Channel } from './channel.ts'
import { type Evidence, type Fresh, type Growth, judgeUpdate, type Verdict } from './judge.ts'
import {
  acknowledge,
  broadcast,
  type Entry,
  framesOf,
  type Received,
  tellEverything,
  tellRows,
} from './delivery.ts'
import { Held } from './held.ts'
import { OpenText } from './open-text.ts'
import { standingOf } from './neighbours.ts'
import { mostPieces, piecesOf } from './pieces.ts'
import { type DecodedUpdate, decodeUpdate } from './update.ts'

/** What a room reads to load itself; undefined: there is no such section (any more). */
export type Loaded = {
  readonly access: StoredAccess
  readonly stored: StoredUpdates
  readonly bindings: ReadonlyMap<number, string>
}

export type RoomDeps = {
  /** `isFirst`: the rights that the report knows will do; later they are read again. */
  load(isFirst: boolean): Promise<Loaded | undefined>
  /** Rows of the log behind this one. */
  readRows(afterSeq: number): Promise<readonly LogRow[]>
  /** Rows were accepted and wait to be committed. */
  accepted(room: Room): void
  /** The first edit made the section 撰写. */
  began(reportId: string, revision: number): void
  committed(seq: number): void
  /** Nobody is here and nothing is owed: forget the room. */
  emptied(room: Room): void
  onError(error: unknown): void
  /** What this thread has used, milliseconds. */
  cpuTime(): number
  /** Does something in a moment, once what is urgent is done. */
  soon(work: () => void): void
  /** Calls back after a pause; the answer cancels it. */
  later(ms: number, run: () => void): () => void
}

type State =
  /** `held`: what came meanwhile, to be done in order. `behind`: a text that lacks only the log's newest rows. */
  | { readonly is: 'loading'; readonly held: Held; readonly behind?: OpenText }
  | { readonly is: 'open'; readonly live: OpenText }
  /** An append failed: updates are dropped until the pause is over, then asked for. */
  | { readonly is: 'pausing'; readonly live: OpenText; readonly cancel: () => void }
  | { readonly is: 'closed' }

/** An update that may be applied: what is new of it, and whose its new client ids are. */
type Accepted = Fresh & { readonly update: DecodedUpdate; readonly bindings: readonly Binding[] }

export class Room {
  readonly sectionId: string
  /** Rows since the last checkpoint that this room knows of. */
  tail = 0
  readonly #deps: RoomDeps
  readonly #members = new Set<Channel>()
  #state: State = { is: 'loading', held: new Held() }
  #access: StoredAccess | undefined
  #queue: Entry[] = []
  #inFlight: Entry[] = []
  /** Access changed under rows that are in flight or queued: they are judged again. */
  #outdated = false
  /** Client ids changed hands while the text was loaded, perhaps after they were read. */
  #ownersMoved = false
  /** Frames to be judged again once the text is loaded anew, in order. */
  #rejudge: Received[] = []
  #pauseMs: number | undefined
  #isReading = false
  /** Bytes of the rows that are queued or in flight. */
  #uncommitted = 0
  #seq = 0

  constructor(sectionId: string, deps: RoomDeps) {
    this.sectionId = sectionId
    this.#deps = deps
    this.#mend()
  }

  /** Opens the section on a channel: rights first, then our question for what it has and we have not. */
  join(channel: Channel): void {
    this.#members.add(channel)
    this.#whenOpen(channel, 0, live => {
      this.#tellAccess(channel)
      if (live.isBuilt) channel.askFullSync(live.question())
      // The answer to their own question needs no document, so it goes first.
      else this.#deps.soon(() => this.#askFirst(channel))
    })
  }

  leave(channel: Channel): void {
    this.#members.delete(channel)
    if (this.#state.is === 'loading') this.#state.held.forget(channel)
    this.#forgetIfEmpty()
  }

  /** Answers a SyncStep1 from committed bytes. */
  answerSync(channel: Channel, stateVector: Uint8Array): void {
    this.#whenOpen(channel, stateVector.length, live =>
      this.#charge(channel, () => this.#answerSync(channel, stateVector, live)),
    )
  }

  /** An Update, or the answer (SyncStep2) to our question. */
  receive(channel: Channel, bytes: Uint8Array, isAnswer: boolean): void {
    const received: Received = { channel, n: channel.count(), bytes, isAnswer }
    if (bytes.length > limits.updateBytes) return channel.line.fail()
    this.#judge(received)
  }

  /** Rights as just read from the store; undefined: the section is gone. */
  accessRead(access: StoredAccess | undefined): void {
    // A read that began before our own append committed tells an older number.
    if (access && this.#access && access.grants < this.#access.grants) return
    if (!access) return this.#gone()
    if (this.#access && access.grants !== this.#access.grants && this.#isBusy) this.#outdated = true
    this.#access = access
    for (const channel of this.#members) this.#tellAccess(channel)
    if (this.#outdated && this.#inFlight.length === 0) this.#judgeAgain()
  }

  /** The log has rows that this room may not know. */
  headRead(seq: number): void {
    // Rows in flight may be these very ones; if not, their append finds another head.
    if (this.#state.is === 'open' && seq > this.#seq && !this.#isBusy) this.#follow(this.#state.live)
  }

  /** Client ids belong to another person now. What is under way is judged again by whose they are then. */
  ownersChanged(): void {
    if (this.#state.is === 'loading' || this.#state.is === 'pausing') this.#ownersMoved = true
    else if (this.#isBusy) this.#outdated = true
    else if (this.#state.is === 'open') this.#mend()
  }

  /** A person's rights changed: tell their channels. */
  tellAccessAgain(channel: Channel): void {
    if (this.#state.is !== 'loading') this.#tellAccess(channel)
  }

  /** The live document, to be looked at and never changed; undefined while it loads. */
  get document(): Doc | undefined {
    return this.#state.is === 'open' ? this.#state.live.text.doc : undefined
  }

  takeBatch(): Append | undefined {
    if (this.#state.is !== 'open' || !this.#access || this.#queue.length === 0) return undefined
    this.#inFlight = this.#queue
    this.#queue = []
    return {
      sectionId: this.sectionId,
      head: this.#seq,
      grants: this.#access.grants,
      rows: this.#inFlight.map(({ personId, bytes }) => ({ personId, bytes })),
      bindings: this.#inFlight.flatMap(entry => entry.bindings),
    }
  }

  stored({ head, grants, began }: Extract<Appended, { result: 'stored' }>): void {
    const entries = this.#inFlight
    this.#inFlight = []
    for (const entry of entries) this.#uncommitted -= entry.bytes.length
    this.#seq = head
    this.tail += entries.length
    if (this.#state.is === 'open') this.#state.live.committed.append(entries.map(entry => entry.bytes))
    if (this.#access && grants > this.#access.grants)
      this.#access = { ...this.#access, grants, status: 'drafting' }
    broadcast(this.#members, entries)
    acknowledge(this.#members, entries)
    if (began) this.#deps.began(began.reportId, began.revision)
    this.#deps.committed(head)
    if (this.#state.is === 'loading') this.#mend()
    else if (this.#outdated) this.#judgeAgain()
    else if (this.#queue.length > 0) this.#deps.accepted(this)
    else this.#forgetIfEmpty()
  }

  /** Head, rights or an owner of a client id were not as judged. Mostly the log has gone on elsewhere. */
  notTaken(): void {
    if (this.#state.is !== 'open' || this.#outdated) return this.#judgeAgain()
    const { live } = this.#state
    live.revert([...this.#inFlight, ...this.#queue].flatMap(entry => entry.bindings))
    this.#takeBack()
    this.#follow(live)
  }

  /** The disk refused: back to what it has, and after a pause ask for what is still owed. */
  appendFailed(pauseMs: number): void {
    this.#inFlight = []
    this.#queue = []
    this.#rejudge = []
    this.#pauseMs = pauseMs
    this.#mend()
  }

  close(): void {
    this.#drop()
    this.#state = { is: 'closed' }
    this.#members.clear()
  }

  get #isBusy(): boolean {
    return this.#queue.length > 0 || this.#inFlight.length > 0
  }

  #whenOpen(channel: Channel, bytes: number, run: (live: OpenText) => void): void {
    if (this.#state.is === 'loading')
      this.#state.held.hold(channel, bytes, () => this.#whenOpen(channel, bytes, run))
    else if ('live' in this.#state && this.#members.has(channel)) run(this.#state.live)
  }

  #answerSync(channel: Channel, stateVector: Uint8Array, live: OpenText): void {
    if (live.committed.isLong) this.#shorten(live)
    const answers = attempt(() => live.committed.answerTo(stateVector))
    if (!answers) return channel.line.fail()
    channel.joined = true
    for (const answer of answers) channel.line.share(answer)
  }

  #judge(received: Received): void {
    const { channel } = received
    if (!this.#members.has(channel)) return
    if (this.#state.is === 'loading')
      this.#state.held.hold(channel, received.bytes.length, () => this.#judge(received))
    else if (this.#hasDocument()) this.#charge(channel, () => this.#judgeNow(received))
  }

  /** Counts the CPU time of some work for the person who asked for it. */
  #charge(channel: Channel, work: () => void): void {
    const began = this.#deps.cpuTime()
    try {
      work()
    } catch (error) {
      this.#broken(channel, error)
    }
    channel.line.charge(this.#deps.cpuTime() - began)
  }

  #broken(channel: Channel, error: unknown): void {
    this.#deps.onError(error)
    this.#undo(channel)
  }

  /** What one channel sent spoilt the text: that session ends, and the text is loaded anew. */
  #undo(channel: Channel): void {
    channel.line.fail()
    // Loading costs as much as an update may, at the expense of the same person.
    channel.line.charge(limits.updateCpuMs)
    // What others sent and is not in flight yet is judged again on a sound text.
    this.#rejudge.push(...framesOf(this.#queue))
    this.#queue = []
    this.#mend()
  }

  #judgeNow(received: Received): void {
    const { channel, n, isAnswer } = received
    if (isAnswer) channel.asked = Math.max(0, channel.asked - 1)
    // Paused: it stays owed, and the full sync that follows brings it again.
    if (this.#state.is !== 'open') return
    const { live } = this.#state
    const update = attempt(() => live.text.unknownOf(decodeUpdate(received.bytes)))
    if (!update || !this.#access) return channel.line.fail()
    const verdict = this.#verdictOn(update, channel, live, this.#access)
    if (isAnswer && (verdict.kind === 'apply' || verdict.kind === 'nothing')) channel.refusedFor = undefined
    switch (verdict.kind) {
      case 'apply':
        return this.#apply(received, { ...verdict, update }, live)
      case 'nothing':
        return this.#storedWithOthers(received)
      case 'refused':
        return channel.refused(n, verdict.reason)
      case 'refused-deletions':
        return channel.refused(n, 'only-deletions')
      case 'gap':
        return this.#gap(received)
      case 'malformed':
        return channel.line.fail()
    }
  }

  #verdictOn(update: DecodedUpdate, channel: Channel, live: OpenText, access: StoredAccess): Verdict {
    const { text } = live
    const evidence: Evidence = {
      stateOf: client => text.stateOf(client),
      isDeleted: range => text.isDeleted(range),
      seatOf: id => text.seatOf(id),
      holderAt: id => text.holderAt(id),
      ownerOf: client => live.bindings.get(client),
      mayGrow: by => this.#mayGrow(live, by),
      mayCut: ranges => text.mayCut(ranges),
    }
    const actor = channel.line.actor()
    return judgeUpdate(update, evidence, { personId: actor.id, mayWrite: mayWrite(actor, access) })
  }

  #mayGrow(live: OpenText, { bytes, structs, clients }: Growth): boolean {
    if (live.text.clients + clients > limits.documentClients) return false
    if (live.text.isBeyond(limits.documentStructs, structs)) return false
    const size = () => live.committed.size + this.#uncommitted + bytes
    if (size() <= limits.documentBytes) return true
    if (!live.committed.isCompact && !this.#isBusy) live.compact()
    return size() <= limits.documentBytes
  }

  /** Dropped once and asked for once; an answer that itself has a gap cannot be healed. */
  #gap({ channel, n, isAnswer }: Received): void {
    if (channel.asked > 0) return
    if (isAnswer) return channel.line.close(closeCodes.reset)
    // It leans on what was refused: the whole would be refused again, at every key.
    if (channel.refusedFor) return channel.refused(n, channel.refusedFor)
    if (this.#state.is === 'open') channel.askFullSync(this.#state.live.question())
  }

  #apply(received: Received, { update, bindings, ...fresh }: Accepted, live: OpenText): void {
    const latest = this.#deps.cpuTime() + limits.updateCpuMs
    const pieces = piecesOf(update, fresh)
    const emission = live.text.apply(pieces, mostPieces(update, fresh), () => this.#deps.cpuTime() > latest)
    const standing = standingOf(live.text.doc, fresh.structs)
    if (standing === 'contradictory') return this.#undo(received.channel)
    if (!emission.bytes) return this.#storedWithOthers(received)
    for (const { client, personId } of bindings) live.bindings.set(client, personId)
    this.#uncommitted += emission.bytes.length
    this.#queue.push({
      personId: received.channel.personId,
      bytes: emission.bytes,
      bindings,
      author: emission.own ? undefined : received.channel,
      frames: [received],
    })
    this.#deps.accepted(this)
    if (standing === 'crossed') this.#loadOnceStored(received.channel)
  }

  /** Where the structs came to stand may be by the order they were applied in: the log's is the one that counts. */
  #loadOnceStored(channel: Channel): void {
    this.#outdated = true
    channel.line.charge(limits.updateCpuMs)
  }

  /** A frame that changed nothing waits behind the commit that may have brought what it repeats. */
  #storedWithOthers(received: Received): void {
    const last = this.#queue.at(-1) ?? this.#inFlight.at(-1)
    if (last) last.frames.push(received)
    else received.channel.stored(received.n)
  }

  #tellAccess(channel: Channel): void {
    if (!this.#access) return
    const may = mayWrite(channel.line.actor(), this.#access)
    channel.tellAccess({ mayWrite: may, generation: this.#access.generation, schemaVersion })
    // What was refused may be written now.
    if (may && channel.refusedFor === 'closed' && this.#state.is === 'open') {
      channel.refusedFor = undefined
      channel.askFullSync(this.#state.live.question())
    }
  }

  #askAgain(): void {
    if (this.#state.is !== 'pausing' || !this.#hasDocument()) return
    const { live } = this.#state
    this.#state = { is: 'open', live }
    for (const channel of this.#members) if (channel.isOwed) channel.askFullSync(live.question())
    if (this.#ownersMoved) this.#mendOwners()
    this.#forgetIfEmpty()
  }

  /** What was judged on this text is judged once more, on one that is loaded anew. */
  #judgeAgain(): void {
    this.#takeBack()
    this.#mend()
  }

  #takeBack(): void {
    this.#rejudge = [...framesOf(this.#inFlight), ...this.#rejudge, ...framesOf(this.#queue)]
    this.#inFlight = []
    this.#queue = []
    this.#uncommitted = 0
  }

  /** Loads the text anew, as soon as nothing of the old one is in flight. */
  #mend(): void {
    if (this.#state.is === 'closed') return
    this.#drop()
    this.#state = { is: 'loading', held: this.#state.is === 'loading' ? this.#state.held : new Held() }
    if (this.#inFlight.length === 0 && !this.#isReading) void this.#load()
  }

  /** Reads what others appended; nothing of this text is uncommitted. */
  #follow(live: OpenText): void {
    this.#state = { is: 'loading', held: new Held(), behind: live }
    void this.#load()
  }

  #drop(): void {
    if (this.#state.is === 'pausing') this.#state.cancel()
    if ('live' in this.#state) this.#state.live.destroy()
    if ('behind' in this.#state) this.#state.behind?.destroy()
  }

  async #load(): Promise<void> {
    this.#isReading = true
    try {
      if (await this.#hasFollowed()) return
      const loaded = await this.#deps.load(this.#access === undefined)
      this.#isReading = false
      if (loaded) this.#open(loaded, new OpenText(loaded.stored, loaded.bindings))
      else this.#gone()
    } catch (error) {
      this.#isReading = false
      this.#deps.onError(error)
      this.#closeAll(closeCodes.tryAgain)
    }
  }

  /** False: the whole text is to be read, be it that nothing is new but rights or owners. */
  async #hasFollowed(): Promise<boolean> {
    if (this.#state.is !== 'loading' || !this.#state.behind) return false
    const { held, behind } = this.#state
    // What is wrong with the rows, reading the whole text finds out.
    const rows = await this.#deps.readRows(this.#seq).catch(() => [])
    if (this.#state.is !== 'loading' || this.#state.behind !== behind) return false
    const text = rows.length > 0 ? attempt(() => behind.follow(rows)) : undefined
    if (!text) {
      behind.destroy()
      this.#state = { is: 'loading', held }
      return false
    }
    this.#isReading = false
    this.#seq += rows.length
    this.tail += rows.length
    this.#state = { is: 'open', live: behind }
    tellRows(this.#members, rows)
    this.#resume(held)
    return true
  }

  #open(loaded: Loaded, live: OpenText): void {
    if (this.#state.is !== 'loading') return
    const { held } = this.#state
    const rowsBefore = this.#seq
    this.#outdated = false
    const isNewer = !this.#access || loaded.access.grants >= this.#access.grants
    if (isNewer) this.#access = loaded.access
    this.tail = loaded.stored.updates.length
    this.#seq = loaded.stored.seq
    this.#uncommitted = 0
    this.#state = this.#pauseMs === undefined ? { is: 'open', live } : this.#pausing(live, this.#pauseMs)
    this.#pauseMs = undefined
    if (rowsBefore !== this.#seq) tellEverything(this.#members, live.committed)
    this.#resume(held)
    for (const channel of this.#members) this.#tellAccess(channel)
  }

  /** Does what waited for the text, in order. */
  #resume(held: Held): void {
    const frames = this.#rejudge
    this.#rejudge = []
    for (const frame of frames) this.#judge(frame)
    for (const run of held.release()) run()
    if (this.#ownersMoved) this.#mendOwners()
    this.#forgetIfEmpty()
  }

  #mendOwners(): void {
    this.#ownersMoved = false
    this.ownersChanged()
  }

  #pausing(live: OpenText, pauseMs: number): State {
    return { is: 'pausing', live, cancel: this.#deps.later(pauseMs, () => this.#askAgain()) }
  }

  #shorten(live: OpenText): void {
    if (live.isBuilt && !this.#isBusy) live.compact()
    else live.committed.merge()
  }

  /** Builds the document where that was not done yet; a log that makes none closes everybody (1013). */
  #hasDocument(): boolean {
    if (!('live' in this.#state)) return false
    try {
      this.#state.live.build()
      return true
    } catch (error) {
      this.#deps.onError(error)
      this.#closeAll(closeCodes.tryAgain)
      return false
    }
  }

  #askFirst(channel: Channel): void {
    this.#whenOpen(channel, 0, live => {
      // Asked meanwhile because of a gap: the answer to that will do.
      if (channel.asked === 0 && this.#hasDocument()) channel.askFullSync(live.question())
    })
  }

  #gone(): void {
    this.#closeAll(closeCodes.notFound)
  }

  #closeAll(code: typeof closeCodes.notFound | typeof closeCodes.tryAgain): void {
    for (const channel of this.#members) channel.line.close(code)
    this.#members.clear()
    this.#queue = []
    this.#deps.emptied(this)
  }

  #forgetIfEmpty(): void {
    if (this.#members.size === 0 && !this.#isBusy && this.#state.is === 'open') this.#deps.emptied(this)
  }
}

function attempt<Value>(run: () => Value): Value | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
