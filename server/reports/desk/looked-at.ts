/**
 * What somebody looked at, found in the text as it is now: pieces and places are counted in the text at a log
 * position, and the document of that position says which letters they mean.
 */
import * as Y from 'yjs'
import type { Piece, Place } from '../../../shared/desk.ts'
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import { rootOf } from '../../../shared/schema/letters.ts'
import { readUpdatesAt } from '../../store/history.ts'
import { LogDamage } from '../../store/log-damage.ts'
import type { Database } from '../../store/store.ts'
import { anchorOf, findAnchor, findPlace, type Found, pieceIn, placeIn } from './anchor.ts'
import type { Sheet } from './edits.ts'

type Spot = NonNullable<ReturnType<typeof findPlace>>

export async function findPlaceLookedAt(
  db: Database,
  sheet: Sheet,
  base: number,
  place: Place,
): Promise<Outcome<Spot>> {
  return lookingAt(db, sheet, base, doc => {
    const position = placeIn(doc, place)
    if (!position) return refuse('bad-request', { place })
    const spot = findPlace(sheet.doc, position)
    return spot ? done(spot) : refuse('words-changed')
  })
}

export async function findPieceLookedAt(
  db: Database,
  sheet: Sheet,
  base: number,
  piece: Piece,
): Promise<Outcome<Found>> {
  return lookingAt(db, sheet, base, doc => {
    const looked = pieceIn(doc, piece)
    if (!looked) return refuse('bad-request', { piece })
    const found = findAnchor(sheet.doc, anchorOf(looked))
    return found ? done(found) : refuse('words-changed')
  })
}

/** With the document of position `base`. */
async function lookingAt<Value>(
  db: Database,
  { section, doc, seq }: Sheet,
  base: number,
  look: (doc: Y.Doc) => Outcome<Value>,
): Promise<Outcome<Value>> {
  if (base === seq) return look(doc)
  const earlier = await readDocAt(db, section.id, base)
  if (!earlier.ok) return earlier
  try {
    return look(earlier.value)
  } finally {
    earlier.value.destroy()
  }
}

async function readDocAt(db: Database, sectionId: string, base: number): Promise<Outcome<Y.Doc>> {
  try {
    const stored = await readUpdatesAt(db, sectionId, base)
    // Not yet or no longer in the log: whatever was looked at, it is not known any more what that was.
    if (!stored) return refuse('words-changed')
    const doc = new Y.Doc()
    rootOf(doc)
    doc.transact(() => {
      for (const update of stored.updates) Y.applyUpdate(doc, update)
    })
    return done(doc)
  } catch (error) {
    if (error instanceof LogDamage) return refuse('unavailable')
    throw error
  }
}
