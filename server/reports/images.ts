/**
 * The images of a report: stored once, named by its texts, read with the report's own rights.
 *
 * 1. Who may write a section may add images for it. An image belongs to the report, so that a section's text
 *    may move, be set aside or handed in and still show it.
 * 2. Bytes are those of server/convert/image.ts, never those that came. The same image twice is one row.
 * 3. An image stays as long as its report: undo, submissions and frozen texts name what a text no longer shows.
 * 4. What a text takes over from another report is copied under the same name, if its taker may read it there.
 * A foreign image and a missing one look the same, and so do those of foreign reports.
 */
import { createHash } from 'node:crypto'
import type { ExportImage, ExportImages } from '../../shared/assemble/images.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import {
  accessTo,
  type Actor,
  holders,
  mayReadCarried,
  mayReadReport,
  mayWrite,
} from '../../shared/permissions.ts'
import { imageIds, type Text } from '../../shared/schema/text.ts'
import { writeAudit } from '../ops/audit.ts'
import { timestamp } from '../ops/deps.ts'
import type { ImagePlace } from '../ops/imaging.ts'
import { inTransaction } from '../ops/transaction.ts'
import { LogDamage } from '../store/log-damage.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { loadReport, type PlacedSection } from './rows.ts'

export type AddedImage = { readonly imageId: string; readonly width: number; readonly height: number }

type At = { readonly reportId: string; readonly sectionId: string }

/** A place in the queue for whoever may write the section: asked for before the image's bytes are read. */
export async function enterImage(deps: ReportDeps, actor: Actor, at: At): Promise<Outcome<ImagePlace>> {
  const section = await writable(deps.db, actor, at)
  if (!section.ok) return section
  const place = deps.imaging.enter(actor.id)
  return place ? done(place) : refuse('conversions-busy')
}

/** Looks at the bytes, makes them anew and stores them. */
export async function addImage(
  deps: ReportDeps,
  actor: Actor,
  at: At,
  place: ImagePlace,
  bytes: Uint8Array,
): Promise<Outcome<AddedImage>> {
  if (bytes.length > limits.imageBytes) return refuse('too-large')
  const image = await place.prepare(bytes)
  if (!image.ok) return image
  return inTransaction(deps, async tx => {
    // Rights may have moved on while the image was decoded.
    const section = await writable(tx, actor, at)
    if (!section.ok) return section
    const { reportId, sectionId } = at
    return insertImage(tx, deps, actor, { reportId, subjectId: sectionId }, image.value)
  })
}

/** Stores a prepared image in the caller's transaction; the caller has asked who may. */
export async function insertImage(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  { reportId, subjectId }: { readonly reportId: string; readonly subjectId: string },
  { mediaType, bytes, width, height }: ExportImage,
): Promise<Outcome<AddedImage>> {
  const hash = createHash('sha256').update(bytes).digest('base64url')
  const known = await tx
    .selectFrom('images')
    .select('id')
    .where('report_id', '=', reportId)
    .where('hash', '=', hash)
    .executeTakeFirst()
  if (known) return done({ imageId: known.id, width, height })
  if (!(await hasRoom(tx, reportId, bytes.length))) return refuse('images-full')
  const id = newId(deps.random)
  const row = { id, media_type: mediaType, width, height, size: bytes.length, hash, bytes }
  const made = { report_id: reportId, created_by: actor.id, created_at: timestamp(deps.clock) }
  await tx
    .insertInto('images')
    .values({ ...row, ...made })
    .execute()
  const after = { id, size: bytes.length }
  const act = { personId: actor.id, action: 'image.add', reportId, subjectId, after } as const
  await writeAudit(tx, deps, act)
  return done({ imageId: id, width, height })
}

/** The images of a report that is made in the caller's transaction, under names that its texts have already. */
export async function insertImages(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  { reportId, sectionId }: At,
  images: readonly { readonly id: string; readonly image: ExportImage }[],
): Promise<Outcome<number>> {
  for (const { id, image } of images) {
    const { mediaType: media_type, bytes, width, height } = image
    if (!(await hasRoom(tx, reportId, bytes.length))) return refuse('images-full')
    const hash = createHash('sha256').update(bytes).digest('base64url')
    await tx
      .insertInto('images')
      .values({
        id,
        media_type,
        width,
        height,
        size: bytes.length,
        hash,
        bytes,
        report_id: reportId,
        created_by: actor.id,
        created_at: timestamp(deps.clock),
      })
      .execute()
    const after = { id, size: bytes.length }
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'image.add',
      reportId,
      subjectId: sectionId,
      after,
    })
  }
  return done(images.length)
}

async function hasRoom(tx: Database, reportId: string, bytes: number): Promise<boolean> {
  const { used, count } = await tx
    .selectFrom('images')
    .select(eb => [eb.fn.sum<number | null>('size').as('used'), eb.fn.countAll<number>().as('count')])
    .where('report_id', '=', reportId)
    .executeTakeFirstOrThrow()
  return count < limits.imagesPerReport && (used ?? 0) + bytes <= limits.reportImageBytes
}

/** One image, for whoever may read the report. */
export async function readImage(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
  imageId: string,
): Promise<Outcome<ExportImage>> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  const image = (await readImages(db, reportId, [imageId])).get(imageId)
  return image ? done(image) : refuse('not-found')
}

/** The images that these texts name, as far as the report has them. */
export async function imagesOfTexts(
  db: Database,
  reportId: string,
  texts: Iterable<Text>,
): Promise<ExportImages> {
  const named = new Set([...texts].flatMap(imageIds))
  return readImages(db, reportId, [...named].slice(0, limits.imagesPerReport))
}

async function readImages(db: Database, reportId: string, ids: readonly string[]): Promise<ExportImages> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('images')
    .select(['id', 'media_type', 'bytes', 'width', 'height'])
    .where('report_id', '=', reportId)
    .where('id', 'in', ids)
    .execute()
  return new Map(
    rows.map(({ id, media_type: mediaType, bytes, width, height }) => [
      id,
      { mediaType, bytes, width, height },
    ]),
  )
}

/**
 * Copies images that the section's text takes over. `fromReportId` null: from the section that this one was
 * carried over from. Answers the names that the report has afterwards; others are passed over in silence.
 */
export async function adoptImages(
  deps: ReportDeps,
  actor: Actor,
  at: At,
  {
    imageIds: wanted,
    fromReportId,
  }: { readonly imageIds: readonly string[]; readonly fromReportId: string | null },
): Promise<Outcome<{ imageIds: string[] }>> {
  const section = await writable(deps.db, actor, at)
  if (!section.ok) return section
  const source = await sourceOf(deps, actor, section.value, wanted, fromReportId)
  if (!source) return refuse('not-found')
  return inTransaction(deps, async tx => {
    const still = await writable(tx, actor, at)
    if (!still.ok) return still
    const has: string[] = []
    for (const id of source.imageIds) {
      const outcome = await adopt(tx, deps, actor, at, { id, fromReportId: source.reportId })
      if (!outcome.ok) return outcome
      if (outcome.value) has.push(id)
    }
    if (has.length === 0) return refuse('not-found')
    const act = { action: 'image.adopt', subjectId: at.sectionId, after: { images: has.length } } as const
    await writeAudit(tx, deps, { personId: actor.id, reportId: at.reportId, ...act })
    return done({ imageIds: has })
  })
}

/** True: the report has it now. */
async function adopt(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  { reportId }: At,
  { id, fromReportId }: { readonly id: string; readonly fromReportId: string },
): Promise<Outcome<boolean>> {
  const row = (of: string) =>
    tx.selectFrom('images').selectAll().where('report_id', '=', of).where('id', '=', id).executeTakeFirst()
  if (await row(reportId)) return done(true)
  const image = await row(fromReportId)
  if (!image) return done(false)
  if (!(await hasRoom(tx, reportId, image.size))) return refuse('images-full')
  const made = { report_id: reportId, created_by: actor.id, created_at: timestamp(deps.clock) }
  await tx
    .insertInto('images')
    .values({ ...image, ...made })
    .execute()
  return done(true)
}

type Source = { readonly reportId: string; readonly imageIds: readonly string[] }

/** Where the images may be taken from by this person; undefined: nowhere that they may know of. */
async function sourceOf(
  deps: ReportDeps,
  actor: Actor,
  section: PlacedSection,
  wanted: readonly string[],
  fromReportId: string | null,
): Promise<Source | undefined> {
  if (fromReportId !== null) {
    const report = await loadReport(deps.db, fromReportId)
    return report && mayReadReport(actor, report) ? { reportId: fromReportId, imageIds: wanted } : undefined
  }
  const { carriedFromId } = section
  if (carriedFromId === null) return undefined
  const row = await deps.db
    .selectFrom('sections')
    .select('report_id')
    .where('id', '=', carriedFromId)
    .executeTakeFirst()
  const earlier = row && (await loadReport(deps.db, row.report_id))
  const found = earlier?.sections.find(({ id }) => id === carriedFromId)
  if (!earlier || !found || !mayReadCarried(actor, { departmentIds: holders(section) }, earlier))
    return undefined
  const shown = new Set(await namedBy(deps, found))
  return { reportId: earlier.id, imageIds: wanted.filter(id => shown.has(id)) }
}

/** What the earlier section shows; a damaged one shows nothing. */
async function namedBy(deps: ReportDeps, section: PlacedSection): Promise<string[]> {
  try {
    return imageIds((await deps.texts.ofSection(deps.db, section)).text)
  } catch (error) {
    if (error instanceof LogDamage) return []
    throw error
  }
}

async function writable(
  db: Database,
  actor: Actor,
  { reportId, sectionId }: At,
): Promise<Outcome<PlacedSection>> {
  const report = await loadReport(db, reportId)
  const section = report?.sections.find(({ id }) => id === sectionId)
  if (!report || !section || !mayReadReport(actor, report)) return refuse('not-found')
  return mayWrite(actor, accessTo(report, section)) ? done(section) : refuse('forbidden')
}
