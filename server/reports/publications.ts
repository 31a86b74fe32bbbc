/**
 * 成品: a report that becomes final is written once in every format, and those bytes stay.
 *
 * 1. The wish is a row of the same transaction as the step to 定稿; the files come behind it, off the main
 *    thread, and after a restart if need be.
 * 2. They are written of what the step closed: if the report has moved on meanwhile, they are written anew, and
 *    if it was opened again before they were there, the wish is gone.
 * 3. Bytes and checksums are never changed. A format that cannot be written is named; without the sheet itself
 *    the publication has failed.
 */
import { createHash } from 'node:crypto'
import type { ExportFormat } from '../../shared/api.ts'
import { exportFormats } from '../../shared/api.ts'
import { newId } from '../../shared/ids.ts'
import type { Actor } from '../../shared/permissions.ts'
import { isClosed, type Stage } from '../../shared/report.ts'
import type { ExportedFile } from '../convert/export.ts'
import { writeAudit } from '../ops/audit.ts'
import { timestamp } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import { readWhole, writeFormat } from './leaving.ts'
import { loadReport } from './rows.ts'

/** In the transaction of a step of the stage. */
export async function followStage(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { from, to }: { readonly from: Stage; readonly to: Stage },
): Promise<void> {
  if (isClosed(from) === isClosed(to)) return
  if (!isClosed(to)) {
    await tx
      .deleteFrom('publications')
      .where('report_id', '=', reportId)
      .where('state', '=', 'making')
      .execute()
    return
  }
  const { last } = await tx
    .selectFrom('publications')
    .select(eb => eb.fn.max('number').as('last'))
    .where('report_id', '=', reportId)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('publications')
    .values({
      id: newId(deps.random),
      report_id: reportId,
      number: (last ?? 0) + 1,
      state: 'making',
      missing: '[]',
      created_by: actor.id,
      created_at: timestamp(deps.clock),
    })
    .execute()
}

type Wish = { readonly id: string; readonly report_id: string; readonly created_by: string | null }

/** Writes what waits to be written. */
async function freezeWaiting(deps: ReportDeps): Promise<void> {
  const waiting = await deps.db
    .selectFrom('publications')
    .select(['id', 'report_id', 'created_by'])
    .where('state', '=', 'making')
    .orderBy('created_at')
    .execute()
  for (const wish of waiting) await freeze(deps, wish)
}

type Frozen = { readonly format: ExportFormat; readonly file: ExportedFile }

async function freeze(deps: ReportDeps, wish: Wish): Promise<void> {
  const source = await readWhole(deps, wish.report_id)
  // A deleted report may come back, an unreadable text be mended: the wish stays.
  if (!source.ok) return
  const frozen: Frozen[] = []
  const missing: ExportFormat[] = []
  for (const format of exportFormats) {
    const file = await writeFormat(deps, source.value, { format })
    if (file.ok) frozen.push({ format, file: file.value })
    else missing.push(format)
  }
  await deps.db.transaction().execute(async tx => {
    const now = await loadReport(tx, wish.report_id)
    if (now?.revision === source.value.report.revision) await keep(tx, deps, wish, { frozen, missing })
  })
}

async function keep(
  tx: Database,
  deps: ReportDeps,
  { id, report_id: reportId, created_by: personId }: Wish,
  { frozen, missing }: { readonly frozen: readonly Frozen[]; readonly missing: readonly ExportFormat[] },
): Promise<void> {
  const state = missing.includes('html') ? 'failed' : 'ready'
  const { numUpdatedRows } = await tx
    .updateTable('publications')
    .set({ state, missing: JSON.stringify(missing) })
    .where('id', '=', id)
    .where('state', '=', 'making')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  for (const { format, file } of frozen) {
    const bytes = typeof file.body === 'string' ? new TextEncoder().encode(file.body) : file.body
    await tx
      .insertInto('publication_files')
      .values({
        publication_id: id,
        format,
        filename: file.filename,
        media_type: file.mediaType,
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        bytes,
      })
      .execute()
  }
  const formats = frozen.map(({ format }) => format)
  await writeAudit(tx, deps, { personId, action: 'report.publish', reportId, after: { formats, missing } })
}

/** Writes at the start what a stop left, and then after every step. */
export function keepPublications(deps: ReportDeps): { stop(): Promise<void> } {
  let running = Promise.resolve()
  let isWanted = false
  const look = () => {
    if (isWanted) return
    isWanted = true
    running = running
      .then(() => {
        isWanted = false
        return freezeWaiting(deps)
      })
      .catch((error: unknown) => deps.log.error({ error }, 'a publication could not be written'))
  }
  const unlisten = deps.bus.listen(event => {
    if (event.type === 'report') look()
  })
  look()
  return {
    async stop() {
      unlisten()
      await running
    },
  }
}
