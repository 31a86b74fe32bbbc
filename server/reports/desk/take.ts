/**
 * Taking over: a piece of a 来稿 copied into a section at a place (rules Y1–Y3). The 来稿 stays as it is.
 *
 * 1. Each letter keeps whose it is: the 来稿 is read as the log's position that it was made at, where the log
 *    says who wrote what; where it does not reach there, all of it is the one's who submitted it.
 * 2. Words that stand in the report already by an earlier taking are asked about first.
 */
import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap'
import { Node as ProseMirrorNode } from '@tiptap/pm/model'
import type { BodyOf, ResponseOf } from '../../../shared/api.ts'
import { overlap, type Piece, type Place } from '../../../shared/desk.ts'
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { Actor } from '../../../shared/permissions.ts'
import { holds, holdsMore, isLine, linesWithin, rootOf } from '../../../shared/schema/letters.ts'
import { docToText, textSchema } from '../../../shared/schema/text.ts'
import { timestamp } from '../../ops/deps.ts'
import type { Database } from '../../store/store.ts'
import { readWritten } from '../authorship.ts'
import type { ReportDeps } from '../deps.ts'
import { createSources, type Source, type Sources } from '../letter-sources.ts'
import { readText } from '../rounds.ts'
import type { LoadedReport } from '../rows.ts'
import { type Found, lettersOfAnchor, pieceIn } from './anchor.ts'
import { editSheet, editSheets } from './edits.ts'
import { originsOf } from './letters-back.ts'
import { findPlaceLookedAt } from './looked-at.ts'
import { pieceOf, readActs } from './rows.ts'
import { departmentOf, readSeats } from './source-people.ts'
import { cut, lettersIn, putIn } from './text-changes.ts'

/** A 来稿 with whose its letters are. The caller destroys the document. */
type Lying = {
  readonly submissionId: string
  readonly sectionId: string
  readonly personId: string
  readonly enteredFor: string | null
  readonly at: string
  readonly doc: Y.Doc
  readonly sources: Sources
}

export async function takePiece(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { from, to, again = false }: BodyOf<'takePiece'>,
): Promise<Outcome<ResponseOf<'takePiece'>>> {
  return editSheets(deps, actor, reportId, [to.sectionId], async (report, [sheet]) => {
    if (!sheet) return refuse('not-found')
    const lying = await readLying(deps.db, reportId, from.submissionId)
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
      const sourceAs = await completing(deps.db, report, lying.value)
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
          const actId = newId(deps.random)
          const row = {
            id: actId,
            report_id: reportId,
            kind: 'take' as const,
            person_id: actor.id,
            at: timestamp(deps.clock),
            submission_id: from.submissionId,
            from_section_id: lying.value.sectionId,
            to_section_id: to.sectionId,
            piece: JSON.stringify(from.piece),
            quote,
            inserted,
            removed: null,
            undone_at: null,
            undone_by: null,
          }
          await tx.insertInto('desk_acts').values(row).execute()
          const after = { fromSectionId: lying.value.sectionId, quote }
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

async function readLying(db: Database, reportId: string, submissionId: string): Promise<Outcome<Lying>> {
  const row = await db
    .selectFrom('submissions')
    .innerJoin('sections', 'sections.id', 'submissions.section_id')
    .selectAll('submissions')
    .where('submissions.id', '=', submissionId)
    .where('sections.report_id', '=', reportId)
    .executeTakeFirst()
  if (!row) return refuse('not-found')
  const text = readText(row.text)
  const rest = {
    submissionId,
    sectionId: row.section_id,
    personId: row.person_id,
    enteredFor: row.entered_for,
    at: row.at,
  }
  const written = await readWritten(db, row.section_id, row.seq)
  if (written.ok && isDeepStrictEqual(docToText(written.value.doc), text))
    return done({ ...rest, doc: written.value.doc, sources: written.value.sources })
  if (written.ok) written.value.doc.destroy()
  const doc = new Y.Doc()
  prosemirrorToYXmlFragment(ProseMirrorNode.fromJSON(textSchema, text), rootOf(doc))
  return done({ ...rest, doc, sources: createSources() })
}

/** Sections that the same words were taken over into before. */
async function takenAlready(
  db: Database,
  reportId: string,
  { submissionId, doc }: Lying,
  piece: Piece,
): Promise<string[]> {
  const linesOf = linesOfBlocks(doc)
  const acts = (await readActs(db, reportId)).filter(
    row => row.undone_at === null && row.submission_id === submissionId,
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

/** Nobody's letters of a 来稿 are the one's who submitted it, or for whom it was entered. */
async function completing(
  db: Database,
  report: LoadedReport,
  { submissionId, sectionId, personId, enteredFor, at }: Lying,
): Promise<(source: Source | undefined) => Source> {
  const seats = await readSeats(db)
  const rest = { departmentId: null, at, submissionId, fromSectionId: sectionId }
  const submitter: Source =
    enteredFor === null ? { ...rest, personId, name: null } : { ...rest, personId: null, name: enteredFor }
  return source => {
    const isNobodys = !source || (source.personId === null && source.name === null)
    const whole = isNobodys ? submitter : { ...source, submissionId, fromSectionId: sectionId }
    return { ...whole, departmentId: departmentOf(seats, report, sectionId, whole) }
  }
}
