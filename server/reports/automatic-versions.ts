/**
 * Versions that make themselves: at a step of the stage, and before a text is put in a section's place. (At 报送:
 * steps.ts.)
 */
import { limits } from '../../shared/limits.ts'
import type { Actor } from '../../shared/permissions.ts'
import { isClosed, type Stage, stageStep } from '../../shared/report.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import type { LoadedReport, PlacedSection } from './rows.ts'
import { dropVersion, freezeVersion } from './versions.ts'

/** In the transaction of a step of the stage, after it: 送审稿, 定稿, 第2版, or the stage's own. */
export async function freezeAtStage(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  report: LoadedReport,
  { to, reason = '' }: { readonly to: Stage; readonly reason?: string | undefined },
): Promise<void> {
  const closes = isClosed(to) && !isClosed(report.stage)
  if (closes) {
    const edition = (await countFinals(tx, report.id)) + 1
    const why = reason === '' && edition > 1 ? await reasonOfReopening(tx, report.id) : reason
    const kind = edition === 1 ? 'final' : 'erratum'
    await freezeVersion(tx, deps, actor, report, { kind, edition, note: why })
    return
  }
  const isReview = to === 'review' && stageStep(report.stage, to) === 'forward'
  await freezeVersion(tx, deps, actor, report, { kind: isReview ? 'review' : 'stage', note: reason })
}

async function countFinals(tx: Database, reportId: string): Promise<number> {
  const { finals } = await tx
    .selectFrom('versions')
    .select(eb => eb.fn.countAll<number>().as('finals'))
    .where('report_id', '=', reportId)
    .where('kind', 'in', ['final', 'erratum'])
    .executeTakeFirstOrThrow()
  return finals
}

/** Why 定稿 was opened again: what the step back from it said. */
async function reasonOfReopening(tx: Database, reportId: string): Promise<string> {
  const row = await tx
    .selectFrom('versions')
    .select('note')
    .where('report_id', '=', reportId)
    .where('kind', 'in', ['stage', 'review'])
    .where('note', '!=', '')
    .where('number', '>', eb =>
      eb
        .selectFrom('versions as closed')
        .select(of => of.fn.max('closed.number').as('last'))
        .where('closed.report_id', '=', reportId)
        .where('closed.kind', 'in', ['final', 'erratum']),
    )
    .orderBy('number')
    .executeTakeFirst()
  return row?.note ?? ''
}

/**
 * Before a text is put in a section's place: unless the newest such version holds this text already, as it does
 * when many files are put in one after the other.
 */
export async function freezeBeforeImport(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  report: LoadedReport,
  section: PlacedSection,
): Promise<void> {
  const earlier = await tx
    .selectFrom('versions')
    .select('id')
    .where('report_id', '=', report.id)
    .where('kind', '=', 'before-import')
    .orderBy('number', 'desc')
    .limit(limits.versionsBeforeImport)
    .execute()
  const newest = earlier[0]
  if (newest) {
    const held = await tx
      .selectFrom('version_positions')
      .select('seq')
      .where('version_id', '=', newest.id)
      .where('section_id', '=', section.id)
      .executeTakeFirst()
    if (held?.seq === section.head) return
  }
  const oldest = earlier[limits.versionsBeforeImport - 1]
  if (oldest) await dropVersion(tx, oldest.id)
  await freezeVersion(tx, deps, actor, report, { kind: 'before-import', sectionId: section.id })
}
