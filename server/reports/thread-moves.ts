/**
 * Threads go along when the server moves words: out of one section into another, or into a text that it rewrites.
 * The caller has both states of the text at hand and runs this in its own transaction.
 */
import {
  type Anchored,
  anchorAt,
  carryAnchor,
  findWords,
  locate,
  readLine,
  type Reading,
  spanOf,
} from '../../shared/comments/anchor.ts'
import { eachLetter, type Letters } from '../../shared/schema/letters.ts'
import type { Database } from '../store/store.ts'
import { anchorColumns, anchoredOf } from './thread-rows.ts'
import type * as Y from 'yjs'

type SectionDoc = { readonly sectionId: string; readonly doc: Y.Doc }

/** Letters that went, and the same ones in the same order where they arrived. */
export type Carried = {
  readonly from: readonly Letters[]
  readonly to: readonly Letters[]
  readonly sectionId: string
}

/**
 * `before`: sections as they were; `after`: all that were changed, as they are now, in one report. A thread whose
 * letters were `carried` goes with them, be it only a word. Else one whose words still stand in its section stays there, with fresh positions where they are other letters
 * now; else it goes where its words went. What is found nowhere stays an orphan of its section. Answers how many went to
 * another section.
 */
export async function reanchorThreads(
  tx: Database,
  before: readonly SectionDoc[],
  after: readonly SectionDoc[],
  carried?: Carried,
): Promise<number> {
  const idNow = carried && idsAfter(carried)
  const now = after.map(({ sectionId, doc }) => ({ sectionId, reading: readLine(doc) }))
  let moved = 0
  for (const { sectionId, doc } of before) {
    const old = readLine(doc)
    const rows = await tx.selectFrom('threads').selectAll().where('section_id', '=', sectionId).execute()
    for (const row of rows) {
      const stood = standing(old, anchoredOf(row))
      const there = now.find(({ sectionId: id }) => id === carried?.sectionId)
      const goes =
        stood && ((idNow && there && carriedTo(stood, idNow, there)) ?? goesTo(stood, sectionId, now))
      if (!goes) continue
      if (goes.sectionId !== sectionId) moved += 1
      const { quote, ...place } = anchorColumns(goes.place)
      // A thread keeps the quote that it was begun with, as long as that is what stood there.
      const columns = row.quote === stood.quote ? { ...place, quote } : place
      await tx
        .updateTable('threads')
        .set({ section_id: goes.sectionId, ...columns })
        .where('id', '=', row.id)
        .execute()
    }
  }
  return moved
}

/** What a thread covered before the move, with what stood around it then. */
function standing(reading: Reading, anchored: Anchored): Anchored | undefined {
  const span = locate(reading, anchored)
  return span && { ...anchorAt(reading, span), anchor: anchored.anchor }
}

type Now = { readonly sectionId: string; readonly reading: Reading }

type IdNow = (id: Y.ID) => Y.ID | undefined

function idsAfter({ from, to }: Carried): IdNow {
  const arrived = [...eachLetter(to)]
  const ids = new Map(
    [...eachLetter(from)].map(({ client, clock }, at) => [`${client}:${clock}`, arrived[at]]),
  )
  return ({ client, clock }) => ids.get(`${client}:${clock}`)
}

function carriedTo(stood: Anchored, idNow: IdNow, { sectionId, reading }: Now) {
  const anchor = stood.anchor && carryAnchor(stood.anchor, idNow)
  const span = anchor && spanOf(reading, anchor)
  if (!span || reading.line.slice(span.from, span.to) !== stood.quote) return undefined
  return { sectionId, place: anchorAt(reading, span) }
}

function goesTo(stood: Anchored, home: string, now: readonly Now[]) {
  const own = now.find(({ sectionId }) => sectionId === home)
  const stays = own && locate(own.reading, stood)
  if (own && stays && own.reading.line.slice(stays.from, stays.to) === stood.quote)
    return { sectionId: home, place: anchorAt(own.reading, stays) }
  for (const { sectionId, reading } of now) {
    if (sectionId === home) continue
    const span = findWords(reading, stood)
    if (span) return { sectionId, place: anchorAt(reading, span) }
  }
  return undefined
}
