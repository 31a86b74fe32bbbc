/**
 * 成品: a report that becomes final is written once in every format, and those bytes stay.
 *
 * 1. The wish is a row of the same transaction as the step to 定稿; the files come behind it, off the main
 *    thread, and after a restart if need be.
 * 2. They are written of what the step closed: if the report has moved on meanwhile, they are written anew, and
 *    if it was opened again before they were there, the wish is gone.
 * 3. Bytes and checksums are never changed. A format that cannot be written is named; without the sheet itself
 *    the publication has failed. Having had no turn says nothing of a format: it is tried again.
 * 4. One that fails holds up no other.
 */
import { createHash } from 'node:crypto'
import type { ExportFormat } from '../../shared/api.ts'
import { exportFormats } from '../../shared/api.ts'
import type { RefusalCode } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import type { Actor } from '../../shared/permissions.ts'
import { isClosed, type Stage } from '../../shared/report.ts'
import type { ExportedFile } from '../convert/export.ts'
import { writeAudit } from '../ops/audit.ts'
import { timestamp } from '../ops/deps.ts'
import type { Duty } from '../ops/duty.ts'
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

/** Writes what waits to be written. Answers whether something waits on: it found no turn, or failed. */
async function freezeWaiting(deps: ReportDeps, signal: AbortSignal): Promise<boolean> {
  const waiting = await deps.db
    .selectFrom('publications')
    .select(['id', 'report_id', 'created_by'])
    .where('state', '=', 'making')
    .orderBy('created_at')
    .execute()
  let isLeft = false
  for (const wish of waiting) {
    if (signal.aborted) return true
    try {
      if (!(await freeze(deps, wish, signal))) isLeft = true
    } catch (error) {
      // It waits on, and so does nobody behind it.
      isLeft = true
      deps.log.error({ error, publication: wish.id }, 'a publication could not be written')
    }
  }
  return isLeft
}

type Frozen = { readonly format: ExportFormat; readonly file: ExportedFile }

/** What says nothing of the file: there was no turn for it, or it was ended with the program. */
const passing: ReadonlySet<RefusalCode> = new Set(['conversions-busy', 'cancelled', 'unavailable'])

/** Answers false when it has to be tried again by itself. */
async function freeze(deps: ReportDeps, wish: Wish, signal: AbortSignal): Promise<boolean> {
  const source = await readWhole(deps, wish.report_id)
  // A deleted report may come back, an unreadable text be mended: the wish stays, and a step there wakes it.
  if (!source.ok) return true
  const frozen: Frozen[] = []
  const missing: ExportFormat[] = []
  for (const format of exportFormats) {
    const file = await writeFormat(deps, source.value, { format }, { signal })
    if (file.ok) frozen.push({ format, file: file.value })
    else if (signal.aborted || passing.has(file.code)) return false
    else missing.push(format)
  }
  await deps.db.transaction().execute(async tx => {
    const now = await loadReport(tx, wish.report_id)
    if (now?.revision === source.value.report.revision) await keep(tx, deps, wish, { frozen, missing })
  })
  return true
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

/**
 * Writes at the start what a stop left, and then after every step, while it is on duty; what found no turn, or was
 * another's to do, is looked for again after `retryMs`. Stopping ends what is being written: its wish stays for the next start.
 */
export function keepPublications(
  deps: ReportDeps,
  duty: Duty,
  retryMs: number = limits.publicationRetryMs,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  let running = Promise.resolve()
  let isWanted = false
  let again: NodeJS.Timeout | undefined
  const failed = (error: unknown) => {
    deps.log.error({ error }, 'publications could not be looked for')
    return true
  }
  const look = () => {
    if (isWanted || stopping.signal.aborted) return
    isWanted = true
    running = running.then(async () => {
      isWanted = false
      clearTimeout(again)
      const isLeft = !duty.isMine() || (await freezeWaiting(deps, stopping.signal).catch(failed))
      if (isLeft && !stopping.signal.aborted) again = setTimeout(look, retryMs).unref()
    })
  }
  const unlisten = deps.bus.listen(event => {
    if (event.type === 'report') look()
  })
  look()
  return {
    async stop() {
      unlisten()
      stopping.abort()
      clearTimeout(again)
      await running
    },
  }
}
