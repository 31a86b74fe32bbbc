/**
 * Files that belong to a section: the photo of a signature, the original of a text that somebody handed in; and
 * the originals of 材料, which belong to none. Kept as they came, never shown inline, read by whoever reads the
 * section's 来稿, or the material.
 */
import type { Attachment } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import {
  type Actor,
  holders,
  mayReadMaterial,
  mayReadReport,
  mayReadSubmissions,
} from '../../shared/permissions.ts'
import { writeAudit } from '../ops/audit.ts'
import { timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { loadReport } from './rows.ts'

export type NewFile = { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }

/** Who may see the 来稿 of a section may hand in files for it. */
async function checkSection(
  db: Database,
  actor: Actor,
  reportId: string,
  sectionId: string,
): Promise<Outcome<null>> {
  const report = await loadReport(db, reportId)
  const section = report?.sections.find(({ id }) => id === sectionId)
  if (!report || !section || !mayReadReport(actor, report)) return refuse('not-found')
  return mayReadSubmissions(actor, { departmentIds: holders(section) }) ? done(null) : refuse('forbidden')
}

/** The original of 材料 is there for whoever reads it, also for a department that may not read the report. */
async function checkMaterial(
  db: Database,
  actor: Actor,
  reportId: string,
  attachmentId: string,
): Promise<Outcome<null>> {
  const report = await loadReport(db, reportId)
  const material = await db
    .selectFrom('materials')
    .select('department_id')
    .where('attachment_id', '=', attachmentId)
    .executeTakeFirst()
  if (!report || !material) return refuse('not-found')
  if (mayReadMaterial(actor, { departmentId: material.department_id })) return done(null)
  return refuse(mayReadReport(actor, report) ? 'forbidden' : 'not-found')
}

export async function addAttachment(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  file: NewFile,
): Promise<Outcome<Attachment>> {
  return inTransaction(deps, async tx => {
    const allowed = await checkSection(tx, actor, reportId, sectionId)
    if (!allowed.ok) return allowed
    const added = await insertAttachment(tx, deps, actor, { reportId, sectionId }, file)
    if (!added.ok) return added
    const after = added.value
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'attachment.add',
      reportId,
      subjectId: sectionId,
      after,
    })
    return added
  })
}

/** Stores a file in the caller's transaction, which tells the audit; the caller has asked who may. */
export async function insertAttachment(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  { reportId, sectionId }: { readonly reportId: string; readonly sectionId: string | null },
  { name, mediaType, bytes }: NewFile,
): Promise<Outcome<Attachment>> {
  if (bytes.length > limits.attachmentBytes) return refuse('too-large')
  if (bytes.length === 0) return refuse('bad-request')
  const { used } = await tx
    .selectFrom('attachments')
    .select(eb => eb.fn.sum<number | null>('size').as('used'))
    .where('report_id', '=', reportId)
    .executeTakeFirstOrThrow()
  if ((used ?? 0) + bytes.length > limits.reportAttachmentBytes) return refuse('too-large')
  const id = newId(deps.random)
  await tx
    .insertInto('attachments')
    .values({
      id,
      report_id: reportId,
      section_id: sectionId,
      name,
      media_type: mediaType,
      size: bytes.length,
      bytes,
      created_by: actor.id,
      created_at: timestamp(deps.clock),
    })
    .execute()
  return done({ id, name, size: bytes.length })
}

export async function readAttachment(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
  attachmentId: string,
): Promise<Outcome<NewFile>> {
  const row = await db
    .selectFrom('attachments')
    .selectAll()
    .where('id', '=', attachmentId)
    .where('report_id', '=', reportId)
    .executeTakeFirst()
  if (!row) return refuse('not-found')
  const allowed =
    row.section_id === null
      ? await checkMaterial(db, actor, reportId, attachmentId)
      : await checkSection(db, actor, reportId, row.section_id)
  if (!allowed.ok) return allowed
  return done({ name: row.name, mediaType: row.media_type, bytes: row.bytes })
}
