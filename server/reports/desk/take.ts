/**
 * Taking over: a piece of a 来稿 or of 材料 copied into a section at a place (rules Y1–Y3, Y13). What it is taken
 * from stays as it is; each letter keeps whose it is. Words that stand in the report already by an earlier taking
 * are asked about first.
 */
import * as Y from 'yjs'
import type { BodyOf, ResponseOf } from '../../../shared/api.ts'
import { overlap, type Piece, type Place } from '../../../shared/desk.ts'
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { Actor } from '../../../shared/permissions.ts'
import { holds, holdsMore, isLine, linesWithin, rootOf } from '../../../shared/schema/letters.ts'
import { timestamp } from '../../ops/deps.ts'
import type { Database } from '../../store/store.ts'
import type { ReportDeps } from '../deps.ts'
import { type Found, lettersOfAnchor, pieceIn } from './anchor.ts'
import { editSheet, editSheets } from './edits.ts'
import { originsOf } from './letters-back.ts'
import { findPlaceLookedAt } from './looked-at.ts'
import { isStillThere, type Lying, readLying, sourcesOf } from './lying.ts'
import { paperOf, pieceOf, readActs } from './rows.ts'
import { cut, lettersIn, putIn } from './text-changes.ts'

export async function takePiece(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { from, to, again = false }: BodyOf<'takePiece'>,
): Promise<Outcome<ResponseOf<'takePiece'>>> {
  return editSheets(deps, actor, reportId, [to.sectionId], async (report, [sheet]) => {
    if (!sheet) return refuse('not-found')
    const lying = await readLying(deps.db, reportId, from)
    if (!lying.ok) return lying
    const { doc, sources } = lying.value
    try {
      const found = pieceIn(doc, from.piece)
      if (!found) return refuse('bad-request', { piece: from.piece })
      if (!fitsInto(found, to.place)) return refuse('bad-request', { place: to.place })
      if (!again) {
        const taken = await takenAlready(deps.db, reportId, lying.value, from.piece)
        if (taken.length > 0) return refuse('taken-already', { sectionIds: taken })
      }
      const spot = await findPlaceLookedAt(deps.db, sheet, to.base, to.place)
      if (!spot.ok) return spot
      const sourceAs = await sourcesOf(deps.db, report, lying.value)
      let inserted = ''
      const edited = editSheet(deps, sheet, target => {
        const anchor = putIn(target, spot.value, cut(found, to.place.kind === 'within' ? 'words' : 'blocks'))
        inserted = JSON.stringify(anchor)
        return originsOf(lettersIn(found), lettersOfAnchor(target, anchor), sources, sourceAs)
      })
      if (!edited.ok) return edited
      const quote = quoteOf(found)
      return done({
        edits: [edited.value],
        async write(tx) {
          // Material may have been withdrawn meanwhile.
          if (!(await isStillThere(tx, lying.value))) return refuse('not-found')
          const { submissionId, materialId, sectionId, name } = lying.value
          const actId = newId(deps.random)
          const row = {
            id: actId,
            report_id: reportId,
            kind: 'take' as const,
            person_id: actor.id,
            at: timestamp(deps.clock),
            submission_id: submissionId,
            material_id: materialId,
            from_section_id: sectionId,
            to_section_id: to.sectionId,
            piece: JSON.stringify(from.piece),
            quote,
            inserted,
            removed: null,
            undone_at: null,
            undone_by: null,
          }
          await tx.insertInto('desk_acts').values(row).execute()
          const after = { ...(sectionId === null ? { material: name } : { fromSectionId: sectionId }), quote }
          return done({ actId, act: { action: 'desk.take' as const, subjectId: to.sectionId, after } })
        },
      })
    } finally {
      doc.destroy()
    }
  })
}

/** Into a line go words alone. */
export function fitsInto(found: Found, place: Place): boolean {
  if (place.kind === 'between' || found.kind === 'words') return true
  return found.elements.every(element => isLine(element) && !holdsMore(element))
}

/** How a piece begins. */
export function quoteOf(found: Found): string {
  const letters = lettersIn(found)
    .map(({ text }) => text)
    .join('')
  return letters.length > quoteMost ? `${letters.slice(0, quoteMost)}…` : letters
}
const quoteMost = 40

/** Sections that the same words were taken over into before. */
async function takenAlready(
  db: Database,
  reportId: string,
  { submissionId, materialId, doc }: Lying,
  piece: Piece,
): Promise<string[]> {
  const linesOf = linesOfBlocks(doc)
  const acts = (await readActs(db, reportId)).filter(
    row => row.undone_at === null && paperOf(row) === (submissionId ?? materialId),
  )
  const taken = acts.filter(row => overlap(pieceOf(row), piece, linesOf))
  return [...new Set(taken.map(row => row.to_section_id))]
}

function linesOfBlocks(doc: Y.Doc): (block: number) => readonly number[] {
  const root = rootOf(doc)
  const lines = linesWithin(root)
  const blocks = root.toArray()
  return block =>
    lines.flatMap((line, index) => {
      const holder = blocks[block]
      return holder instanceof Y.XmlElement && holds(holder, line) ? [index] : []
    })
}
