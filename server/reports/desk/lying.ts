/**
 * What is taken from, a 来稿 or 材料, with whose its letters are.
 *
 * 1. A 来稿 is read as the log's position that it was made at, where the log says who wrote what; where it does
 *    not reach there, all of it is the one's who submitted it.
 * 2. 材料 was never written here: all of it is the one's who handed it in, or for whom it was entered, of the
 *    department that it was handed in for.
 */
import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap'
import { Node as ProseMirrorNode } from '@tiptap/pm/model'
import type { BodyOf } from '../../../shared/api.ts'
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import { rootOf } from '../../../shared/schema/letters.ts'
import { docToText, type Text, textSchema } from '../../../shared/schema/text.ts'
import type { Database } from '../../store/store.ts'
import { readWritten } from '../authorship.ts'
import { createSources, type Source, type Sources } from '../letter-sources.ts'
import { readMaterial } from '../material/rows.ts'
import { readText } from '../rounds.ts'
import type { LoadedReport } from '../rows.ts'
import { departmentOf, readSeats } from './source-people.ts'

/** The caller destroys the document. */
export type Lying = {
  readonly submissionId: string | null
  readonly materialId: string | null
  /** Null: of material. */
  readonly sectionId: string | null
  /** Of material. */
  readonly name: string
  /** Of material: the department that it is of. */
  readonly departmentId: string | null
  readonly personId: string
  readonly enteredFor: string | null
  readonly at: string
  readonly doc: Y.Doc
  readonly sources: Sources
}

export async function readLying(
  db: Database,
  reportId: string,
  from: BodyOf<'takePiece'>['from'],
): Promise<Outcome<Lying>> {
  return 'materialId' in from
    ? lyingMaterial(db, reportId, from.materialId)
    : lyingSubmission(db, reportId, from.submissionId)
}

async function lyingMaterial(db: Database, reportId: string, materialId: string): Promise<Outcome<Lying>> {
  const row = await readMaterial(db, reportId, materialId)
  if (!row) return refuse('not-found')
  return done({
    submissionId: null,
    materialId,
    sectionId: null,
    name: row.name,
    departmentId: row.department_id,
    personId: row.person_id,
    enteredFor: row.entered_for,
    at: row.at,
    doc: docOf(readText(row.text)),
    sources: createSources(),
  })
}

async function lyingSubmission(
  db: Database,
  reportId: string,
  submissionId: string,
): Promise<Outcome<Lying>> {
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
    materialId: null,
    sectionId: row.section_id,
    name: '',
    departmentId: null,
    personId: row.person_id,
    enteredFor: row.entered_for,
    at: row.at,
  }
  const written = await readWritten(db, row.section_id, row.seq)
  if (written.ok && isDeepStrictEqual(docToText(written.value.doc), text))
    return done({ ...rest, doc: written.value.doc, sources: written.value.sources })
  if (written.ok) written.value.doc.destroy()
  return done({ ...rest, doc: docOf(text), sources: createSources() })
}

function docOf(text: Text): Y.Doc {
  const doc = new Y.Doc()
  prosemirrorToYXmlFragment(ProseMirrorNode.fromJSON(textSchema, text), rootOf(doc))
  return doc
}

/** In the transaction that keeps the act: a 来稿 stays for good. */
export async function isStillThere(tx: Database, { materialId }: Lying): Promise<boolean> {
  if (materialId === null) return true
  const found = await tx.selectFrom('materials').select('id').where('id', '=', materialId).executeTakeFirst()
  return found !== undefined
}

/** Nobody's letters are the one's who handed it in, or for whom it was entered. */
export async function sourcesOf(
  db: Database,
  report: LoadedReport,
  { submissionId, materialId, sectionId, departmentId, personId, enteredFor, at }: Lying,
): Promise<(source: Source | undefined) => Source> {
  const seats = await readSeats(db)
  const from = { submissionId, materialId, fromSectionId: sectionId }
  const rest = { ...from, departmentId, at }
  const bringer: Source =
    enteredFor === null ? { ...rest, personId, name: null } : { ...rest, personId: null, name: enteredFor }
  return source => {
    const isNobodys = !source || (source.personId === null && source.name === null)
    const whole = isNobodys ? bringer : { ...source, ...from }
    return { ...whole, departmentId: departmentOf(seats, report, sectionId, whole) }
  }
}
