/**
 * A section's log played again, row after row, telling of each new letter whose it is.
 *
 * 1. Letters that a row writes and that it, or an earlier row, took away keep the source that they had:
 *    an editor that parts a paragraph writes its second half anew, and so does undo.
 * 2. Of an earlier row only so much at once that it is no chance (`leastEarlier`), unless it stands where Yjs
 *    puts what it restores: before the very letters that it restores.
 */
import * as Y from 'yjs'
import type { Source, Sources } from './letter-sources.ts'

/** Letters in document order; `ids[n]` is who wrote the letter n. */
type Run = { readonly text: string; readonly ids: readonly LetterId[] }

/** So many letters that come again are no chance: of what the same row took away, and of what earlier ones did. */
const leastSame = 2
const leastEarlier = 8
/** How often a word may have been deleted before its older places are forgotten. */
const placesMost = 4

/** Answers how to apply one row; deleted letters must stay readable in `doc` (gc: false). */
export function createReplay(doc: Y.Doc, sources: Sources): (update: Uint8Array, source: Source) => void {
  const graves = createGraves(leastEarlier)
  return (update, source) => {
    const transactions: Y.Transaction[] = []
    const collect = (transaction: Y.Transaction) => transactions.push(transaction)
    doc.on('afterTransaction', collect)
    Y.applyUpdate(doc, update)
    doc.off('afterTransaction', collect)
    for (const transaction of transactions) {
      const isFresh = (id: LetterId) => id.clock >= (transaction.beforeState.get(id.client) ?? 0)
      const { fresh, gone } = changesOf(doc, transaction)
      const here = createGraves(leastSame)
      for (const run of gone) here.bury(run)
      const inherited = new Map<string, Source>()
      for (const run of fresh) inherit(run, { doc, isFresh, here, graves, sources, inherited })
      writeAll(transaction, sources, source, inherited)
      for (const run of gone) graves.bury(run)
    }
  }
}

const keyOf = ({ client, clock }: LetterId) => `${client}:${clock}`

function grown({ beforeState, afterState }: Y.Transaction) {
  return Array.from(afterState, ([client, until]) => {
    const clock = beforeState.get(client) ?? 0
    return [client, { clock, until }] as const
  }).filter(([, { clock, until }]) => until > clock)
}

/** Every new clock gets a source, in order; letters that were inherited theirs. */
function writeAll(
  transaction: Y.Transaction,
  sources: Sources,
  source: Source,
  inherited: ReadonlyMap<string, Source>,
): void {
  for (const [client, { clock, until }] of grown(transaction)) {
    if (inherited.size === 0) sources.write(client, clock, until - clock, source)
    else
      for (let at = clock; at < until; at += 1)
        sources.write(client, at, 1, inherited.get(keyOf({ client, clock: at })) ?? source)
  }
}

/**
 * What a transaction wrote and what it took away, as runs in document order. Yjs puts letters together with those
 * beside them, so an item may hold far more than the transaction touched: only that is looked at.
 */
function changesOf(doc: Y.Doc, transaction: Y.Transaction): { fresh: Run[]; gone: Run[] } {
  const fresh = new Map<Y.Item, Range[]>()
  for (const [client, { clock }] of grown(transaction)) {
    const structs = doc.store.clients.get(client) ?? []
    for (let at = structs.length - 1; at >= 0; at -= 1) {
      const struct = structs[at]
      if (!struct || struct.id.clock + struct.length <= clock) break
      if (isWords(struct) && !struct.deleted) fresh.set(struct, [within(struct, clock, Infinity)])
    }
  }
  const gone = new Map<Y.Item, Range[]>()
  for (const [client, ranges] of transaction.deleteSet.clients)
    for (const { clock, len } of ranges) {
      const until = Math.min(clock + len, transaction.beforeState.get(client) ?? 0)
      for (const item of itemsWithin(doc, client, clock, until - clock))
        gone.set(item, [...(gone.get(item) ?? []), within(item, clock, until)])
    }
  return { fresh: runsOf(fresh), gone: runsOf(gone) }
}

/** Clocks from `clock` to before `until`. */
type Range = { readonly clock: number; readonly until: number }

const within = ({ id, length }: Y.Item, clock: number, until: number): Range => ({
  clock: Math.max(id.clock, clock),
  until: Math.min(id.clock + length, until),
})

const isWords = (struct: Y.Item | Y.GC | undefined): struct is Y.Item =>
  struct instanceof Y.Item && struct.content instanceof Y.ContentString

function itemsWithin(doc: Y.Doc, client: number, clock: number, length: number): Y.Item[] {
  const structs = doc.store.clients.get(client) ?? []
  const items: Y.Item[] = []
  let [low, high] = [0, structs.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    const struct = structs[middle]
    if (struct && struct.id.clock + struct.length <= clock) low = middle + 1
    else high = middle
  }
  for (let at = low; at < structs.length; at += 1) {
    const struct = structs[at]
    if (!struct || struct.id.clock >= clock + length) break
    if (isWords(struct) && struct.deleted) items.push(struct)
  }
  return items
}

/** The meant letters of items; those that stand side by side (marks between them do not count) are one run. */
function runsOf(items: ReadonlyMap<Y.Item, readonly Range[]>): Run[] {
  const runs: Run[] = []
  for (const first of items.keys()) {
    const before = neighbour(first, items, item => item.left)
    if (before && items.has(before)) continue
    let text = ''
    const ids: LetterId[] = []
    for (
      let item: Y.Item | null = first;
      item && items.has(item);
      item = neighbour(item, items, next => next.right)
    ) {
      const letters = item.content instanceof Y.ContentString ? item.content.str : ''
      const { client, clock: start } = item.id
      for (const { clock, until } of items.get(item) ?? []) {
        text += letters.slice(clock - start, until - start)
        for (let at = clock; at < until; at += 1) ids.push({ client, clock: at })
      }
    }
    if (text !== '') runs.push({ text, ids })
  }
  return runs
}

/** The next one in the text: marks, and what others had deleted before, stand in nobody's way. */
function neighbour(
  item: Y.Item,
  items: ReadonlyMap<Y.Item, unknown>,
  step: (item: Y.Item) => Y.Item | null,
): Y.Item | null {
  let next = step(item)
  while (next && !items.has(next) && (next.deleted || next.content instanceof Y.ContentFormat))
    next = step(next)
  return next
}

/** Looks for the run's letters among those that were taken away: at their old place first. */
function inherit(run: Run, { doc, isFresh, here, graves, sources, inherited }: Looking): void {
  let at = 0
  while (at < run.text.length) {
    const back = restored(doc, run.ids[at], isFresh)
    if (back) {
      for (const [step, old] of back.entries()) pass(old, run.ids[at + step], sources, inherited)
      at += back.length
      continue
    }
    const match = here.find(run.text, at) ?? graves.find(run.text, at)
    const buried = match?.run.ids.slice(match.at, match.at + match.length) ?? []
    for (const [step, old] of buried.entries()) pass(old, run.ids[at + step], sources, inherited)
    at += match?.length ?? 1
  }
}

type LetterId = { readonly client: number; readonly clock: number }
type Looking = {
  readonly doc: Y.Doc
  readonly isFresh: (id: LetterId) => boolean
  readonly here: Graves
  readonly graves: Graves
  readonly sources: Sources
  readonly inherited: Map<string, Source>
}

function pass(
  old: LetterId | undefined,
  own: LetterId | undefined,
  sources: Sources,
  inherited: Map<string, Source>,
): void {
  const source = old && sources.at(old.client, old.clock)?.source
  if (source && own) inherited.set(keyOf(own), source)
}

/** Undo writes before what it restores: the letters that the item which begins with this one restores. */
function restored(
  doc: Y.Doc,
  id: LetterId | undefined,
  isFresh: (id: LetterId) => boolean,
): readonly LetterId[] | undefined {
  const item = id && itemAt(doc, id)
  if (!item || !(item.content instanceof Y.ContentString) || item.id.clock !== id.clock) return undefined
  const letters = item.content.str
  return restoredLetters(doc, item, letters) ?? restoredWithin(doc, item, letters, isFresh)
}

/** The letters stand right before the same ones, deleted. */
function restoredLetters(
  doc: Y.Doc,
  { rightOrigin }: Y.Item,
  letters: string,
): readonly LetterId[] | undefined {
  if (!rightOrigin) return undefined
  const old = itemAt(doc, rightOrigin)
  if (!old?.deleted || !(old.content instanceof Y.ContentString)) return undefined
  const offset = rightOrigin.clock - old.id.clock
  if (old.content.str.slice(offset, offset + letters.length) !== letters) return undefined
  return Array.from(letters, (_, step) => ({ client: old.id.client, clock: rightOrigin.clock + step }))
}

/** They came in a block that came right before the same one, deleted, which had them too. */
function restoredWithin(
  doc: Y.Doc,
  item: Y.Item,
  letters: string,
  isFresh: (id: LetterId) => boolean,
): readonly LetterId[] | undefined {
  for (let holder = holderOf(item); holder && isFresh(holder.id); holder = holderOf(holder)) {
    const old = holder.rightOrigin && structAt(doc, holder.rightOrigin)
    if (!(old instanceof Y.Item) || !old.deleted || !(old.content instanceof Y.ContentType)) continue
    const run = everyLetter(old.content.type)
    const from = run.text.indexOf(letters)
    if (from !== -1) return run.ids.slice(from, from + letters.length)
  }
  return undefined
}

const holderOf = ({ parent }: Y.Item) => (parent instanceof Y.AbstractType ? parent._item : null)

/** All that ever stood in a part of the text. */
function everyLetter(type: Y.AbstractType<unknown>): Run {
  let text = ''
  const ids: LetterId[] = []
  for (let item = type._start; item; item = item.right) {
    if (item.content instanceof Y.ContentType) {
      const inner = everyLetter(item.content.type)
      text += inner.text
      ids.push(...inner.ids)
    } else if (item.content instanceof Y.ContentString) {
      text += item.content.str
      for (let at = 0; at < item.length; at += 1)
        ids.push({ client: item.id.client, clock: item.id.clock + at })
    }
  }
  return { text, ids }
}

function itemAt(doc: Y.Doc, id: LetterId): Y.Item | undefined {
  const struct = structAt(doc, id)
  return isWords(struct) ? struct : undefined
}

function structAt(doc: Y.Doc, { client, clock }: LetterId): Y.Item | Y.GC | undefined {
  const structs = doc.store.clients.get(client) ?? []
  let [low, high] = [0, structs.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const struct = structs[middle]
    if (!struct) return undefined
    if (clock < struct.id.clock) high = middle - 1
    else if (clock >= struct.id.clock + struct.length) low = middle + 1
    else return struct
  }
  return undefined
}

type Match = { readonly run: Run; readonly at: number; readonly length: number }
type Graves = {
  bury(run: Run): void
  /** The longest that the text has in common with something buried, from `at` on. */
  find(text: string, at: number): Match | undefined
}

function createGraves(least: number): Graves {
  const places = new Map<string, { run: Run; at: number }[]>()
  return {
    bury(run) {
      for (let at = 0; at + least <= run.text.length; at += 1) {
        const gram = run.text.slice(at, at + least)
        const known = places.get(gram) ?? []
        known.push({ run, at })
        if (known.length > placesMost) known.shift()
        places.set(gram, known)
      }
    },
    find(text, at) {
      let best: Match | undefined
      for (const { run, at: from } of places.get(text.slice(at, at + least)) ?? []) {
        let length = least
        while (at + length < text.length && text[at + length] === run.text[from + length]) length += 1
        if (!best || length > best.length) best = { run, at: from, length }
      }
      return best
    },
  }
}
