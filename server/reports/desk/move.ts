/**
 * Moving: a piece of one section taken out and put into another, or elsewhere in the same one, as one act
 * (rules Y4, Y5). Each letter keeps whose it is.
 */
import type * as Y from 'yjs'
import type { BodyOf, ResponseOf } from '../../../shared/api.ts'
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { Actor } from '../../../shared/permissions.ts'
import { holds, type Letters } from '../../../shared/schema/letters.ts'
import { timestamp } from '../../ops/deps.ts'
import type { Database } from '../../store/store.ts'
import { readWritten } from '../authorship.ts'
import type { ReportDeps } from '../deps.ts'
import { createSources, type Source, type Sources } from '../letter-sources.ts'
import type { LoadedReport } from '../rows.ts'
import { type Anchor, anchorOf, findAgain, type Found, lettersOfAnchor } from './anchor.ts'
import { editSheet, editSheets, type Sheet, type SheetEdit } from './edits.ts'
import { type Origin, originsOf } from './letters-back.ts'
import { findPieceLookedAt, findPlaceLookedAt } from './looked-at.ts'
import { departmentOf, readSeats } from './source-people.ts'
import { fitsInto, quoteOf } from './take.ts'
import { type Cutting, cut, lettersIn, putIn, type Removed, takeOut } from './text-changes.ts'

type Spot = { readonly type: Y.XmlFragment | Y.XmlText; readonly index: number }

export async function movePiece(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { from, to }: BodyOf<'movePiece'>,
): Promise<Outcome<ResponseOf<'movePiece'>>> {
  return editSheets(deps, actor, reportId, [from.sectionId, to.sectionId], async (report, sheets) => {
    const source = sheets.find(({ section }) => section.id === from.sectionId)
    const target = sheets.find(({ section }) => section.id === to.sectionId)
    if (!source || !target) return refuse('not-found')
    const found = await findPieceLookedAt(deps.db, source, from.base, from.piece)
    if (!found.ok) return found
    if (!fitsInto(found.value, to.place)) return refuse('bad-request', { place: to.place })
    const spot = await findPlaceLookedAt(deps.db, target, to.base, to.place)
    if (!spot.ok) return spot
    if (source === target && isWithin(found.value, spot.value)) return refuse('bad-request', { to })
    const old = lettersIn(found.value)
    const cutting = cut(found.value, to.place.kind === 'within' ? 'words' : 'blocks')
    const quote = quoteOf(found.value)
    const passing = await passingOn(deps.db, report, source)
    const originsFor = (arrived: readonly Letters[]) =>
      originsOf(old, arrived, passing.sources, passing.sourceAs)
    const moved = work(deps, { source, target, found: found.value, spot: spot.value, cutting, originsFor })
    if (!moved.ok) return moved
    const { edits, inserted, removed, arrived } = moved.value
    return done({
      edits,
      carried: { from: old, to: arrived, sectionId: to.sectionId },
      async write(tx) {
        const actId = newId(deps.random)
        const row = {
          id: actId,
          report_id: reportId,
          kind: 'move' as const,
          person_id: actor.id,
          at: timestamp(deps.clock),
          submission_id: null,
          material_id: null,
          from_section_id: from.sectionId,
          to_section_id: to.sectionId,
          piece: JSON.stringify(from.piece),
          quote,
          inserted: JSON.stringify(inserted),
          removed: JSON.stringify(removed),
          undone_at: null,
          undone_by: null,
        }
        await tx.insertInto('desk_acts').values(row).execute()
        const after = { fromSectionId: from.sectionId, quote }
        return done({ actId, act: { action: 'desk.move' as const, subjectId: to.sectionId, after } })
      },
    })
  })
}

type Move = {
  readonly source: Sheet
  readonly target: Sheet
  readonly found: Found
  readonly spot: Spot
  readonly cutting: Cutting
  readonly originsFor: (arrived: readonly Letters[]) => readonly Origin[]
}
type Moved = {
  readonly edits: readonly SheetEdit[]
  readonly inserted: Anchor
  readonly removed: Removed
  readonly arrived: readonly Letters[]
}

function work(deps: ReportDeps, { source, target, found, spot, cutting, originsFor }: Move): Outcome<Moved> {
  let inserted: Anchor | undefined
  let removed: Removed | undefined
  let arrived: readonly Letters[] = []
  const anchor = anchorOf(found)
  const put = editSheet(deps, target, doc => {
    inserted = putIn(doc, spot, cutting)
    arrived = lettersOfAnchor(doc, inserted)
    const origins = originsFor(arrived)
    // In one line what is put in moves the words that go.
    if (source === target) removed = takeOut(doc, findAgain(doc, found, anchor))
    return origins
  })
  if (!put.ok) return put
  const edits = [put.value]
  if (source !== target) {
    const taken = editSheet(deps, source, doc => {
      removed = takeOut(doc, found)
      return []
    })
    if (!taken.ok) return taken
    edits.push(taken.value)
  }
  if (!inserted || !removed) return refuse('internal')
  edits.sort((one, other) => (one.sheet.section.id < other.sheet.section.id ? -1 : 1))
  return done({ edits, inserted, removed, arrived })
}

/** A piece is not moved into itself. */
function isWithin(found: Found, { type, index }: Spot): boolean {
  if (found.kind === 'words')
    return found.stretches.some(
      ({ text, from, length }) => text === type && index > from && index < from + length,
    )
  return found.elements.some(element => holds(element, type))
}

/** Whose letters they were in the section that they leave; where the log does not tell, nobody's. */
export async function passingOn(
  db: Database,
  report: LoadedReport,
  { section, seq }: Sheet,
): Promise<{ sources: Sources; sourceAs: (source: Source | undefined) => Source }> {
  const written = await readWritten(db, section.id, seq)
  if (written.ok) written.value.doc.destroy()
  const seats = await readSeats(db)
  const nobody: Source = {
    personId: null,
    name: null,
    departmentId: null,
    at: null,
    submissionId: null,
    materialId: null,
    fromSectionId: null,
  }
  return {
    sources: written.ok ? written.value.sources : createSources(),
    sourceAs(source = nobody) {
      const departmentId = departmentOf(seats, report, section.id, source)
      return { ...source, departmentId, fromSectionId: source.fromSectionId ?? section.id }
    },
  }
}
