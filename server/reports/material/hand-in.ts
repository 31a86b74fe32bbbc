/**
 * 材料 handed in: a file for the report as a whole (rules Y10, Y11, Y15 of server/reports/desk/SPEC.md).
 *
 * 1. The text is what is read from the very bytes that are kept as the original, so the two never disagree; it is
 *    read, and its images are made ready, before the transaction that stores everything at once.
 * 2. The coordinator enters it for a department: it is the department's, or whoever's in it is named.
 */
import type { TrackedChoice } from '../../../shared/import/document-model.ts'
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import { limits } from '../../../shared/limits.ts'
import { type Actor, mayAssemble, mayHandInMaterial, mayReadReport } from '../../../shared/permissions.ts'
import { isClosed } from '../../../shared/report.ts'
import { renameImages } from '../../../shared/schema/rename-images.ts'
import { checkText, hasContent, plainText, type Text } from '../../../shared/schema/text.ts'
import { wordCount } from '../../../shared/words.ts'
import { readPeople } from '../../accounts/person-rows.ts'
import { writeAudit } from '../../ops/audit.ts'
import type { ConversionOptions } from '../../ops/conversions.ts'
import { timestamp } from '../../ops/deps.ts'
import type { Place } from '../../ops/places.ts'
import { inTransaction } from '../../ops/transaction.ts'
import type { Database } from '../../store/store.ts'
import { insertAttachment, type NewFile } from '../attachments.ts'
import { raiseRevision } from '../changing.ts'
import type { ReportDeps } from '../deps.ts'
import { insertImage } from '../images.ts'
import { deciders, idsBut, writeMessages } from '../messages.ts'
import { prepareImages, type PreparedImages } from '../prepared-images.ts'
import { type LoadedReport, loadReport } from '../rows.ts'
import { readMaterialAccess } from './rows.ts'

/** For which department, of which report; null: for none, the coordinator's own find. */
export type At = { readonly reportId: string; readonly departmentId: string | null }

type NewMaterial = {
  readonly name: string
  /** Of whom it is; only a coordinator says so. */
  readonly enteredFor: string | null
  readonly tracked: TrackedChoice
  readonly file: NewFile
}

type HandedIn = { readonly materialId: string; readonly failedImages: number }

/** A place in the queue for whoever may hand in: asked for before the file's bytes are read. */
export async function enterMaterial(deps: ReportDeps, actor: Actor, at: At): Promise<Outcome<Place>> {
  const report = await open(deps.db, actor, at)
  if (!report.ok) return report
  const place = deps.reading.enter(actor.id)
  return place ? done(place) : refuse('conversions-busy')
}

export async function handInMaterial(
  deps: ReportDeps,
  actor: Actor,
  at: At,
  { name, enteredFor, tracked, file }: NewMaterial,
  turn: Omit<ConversionOptions, 'owner'>,
): Promise<Outcome<HandedIn>> {
  if (file.bytes.length > limits.attachmentBytes) return refuse('too-large')
  const read = await deps.reading.read(
    { name: file.name, bytes: file.bytes, tracked, whole: true },
    { ...turn, owner: actor.id },
  )
  if (!read.ok) return read
  const { document, whole } = read.value
  const text = whole && checkText(whole)
  if (!text || !hasContent(text)) return refuse('file-empty')
  if (JSON.stringify(text).length > limits.materialCharacters) return refuse('too-large')
  const ready = await prepareImages(deps, actor, [text], document.images)
  return inTransaction(deps, async (tx, tell) => {
    // Rights may have moved on while the file was read.
    const report = await open(tx, actor, at)
    if (!report.ok) return report
    const materialId = newId(deps.random)
    const { departmentId } = at
    const whom = await readEnteredFor(tx, actor, departmentId, enteredFor)
    const stored = await store(tx, deps, actor, { at, materialId, name, whom, text, ready, file })
    if (!stored.ok) return stored
    await tellDeciders(tx, deps, actor, report.value, { materialId, name, whom })
    const { words } = stored.value
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'material.add',
      reportId: at.reportId,
      subjectId: materialId,
      after: { name, departmentId, enteredFor: whom, words, file: file.name },
    })
    tell({ type: 'report', reportId: at.reportId, revision: await raiseRevision(tx, deps, at.reportId) })
    return done({ materialId, failedImages: ready.failed })
  })
}

/** The report, where this person may hand in for this department now. */
async function open(
  db: Database,
  actor: Actor,
  { reportId, departmentId }: At,
): Promise<Outcome<LoadedReport>> {
  const report = await loadReport(db, reportId)
  if (!report) return refuse('not-found')
  const access = await readMaterialAccess(db, report)
  if (!mayHandInMaterial(actor, { ...access, stage: 'drafting' }, departmentId)) {
    const sees = mayReadReport(actor, { departmentIds: [...access.departmentIds, ...access.askedIds] })
    return refuse(sees ? 'forbidden' : 'not-found')
  }
  if (isClosed(report.stage)) return refuse('conflict')
  if (departmentId === null) return done(report)
  const department = await db
    .selectFrom('departments')
    .select('id')
    .where('id', '=', departmentId)
    .where('active', '=', 1)
    .executeTakeFirst()
  return department ? done(report) : refuse('bad-request', { departmentId })
}

/** Whom a coordinator enters it for: who is named, else the department itself; an author hands in for themselves. */
async function readEnteredFor(
  tx: Database,
  actor: Actor,
  departmentId: string | null,
  named: string | null,
): Promise<string | null> {
  if (!mayAssemble(actor)) return null
  if (named !== null || departmentId === null) return named
  const { name } = await tx
    .selectFrom('departments')
    .select('name')
    .where('id', '=', departmentId)
    .executeTakeFirstOrThrow()
  return name
}

type Stored = {
  readonly at: At
  readonly materialId: string
  readonly name: string
  readonly whom: string | null
  readonly text: Text
  readonly ready: PreparedImages
  readonly file: NewFile
}

async function store(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  { at: { reportId, departmentId }, materialId, name, whom, text, ready, file }: Stored,
): Promise<Outcome<{ words: number }>> {
  const { count } = await tx
    .selectFrom('materials')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('report_id', '=', reportId)
    .executeTakeFirstOrThrow()
  if (count >= limits.materialsPerReport) return refuse('material-full', { most: limits.materialsPerReport })
  const original = await insertAttachment(tx, deps, actor, { reportId, sectionId: null }, file)
  if (!original.ok) return original
  const names = new Map<string, string>()
  for (const [key, image] of ready.prepared) {
    const added = await insertImage(tx, deps, actor, { reportId, subjectId: materialId }, image)
    if (!added.ok) return added
    names.set(key, added.value.imageId)
  }
  const words = wordCount(plainText(text))
  await tx
    .insertInto('materials')
    .values({
      id: materialId,
      report_id: reportId,
      department_id: departmentId,
      person_id: actor.id,
      entered_for: whom,
      name,
      at: timestamp(deps.clock),
      text: JSON.stringify(renameImages(text, names)),
      words,
      attachment_id: original.value.id,
    })
    .execute()
  return done({ words })
}

async function tellDeciders(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  report: LoadedReport,
  {
    materialId,
    name,
    whom,
  }: { readonly materialId: string; readonly name: string; readonly whom: string | null },
): Promise<void> {
  const people = await readPeople(tx)
  const by = whom ?? people.find(({ id }) => id === actor.id)?.name ?? ''
  await writeMessages(tx, deps, idsBut(deciders(people), actor.id), {
    kind: 'materialHandedIn',
    report,
    moment: materialId,
    params: { by, material: name },
  })
}
