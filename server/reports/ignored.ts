/**
 * Findings that were ignored with a reason, for everybody who reads the report.
 *
 * 1. Who may write a section ignores its findings and heeds them again; those of the title are the coordinator's.
 * 2. One finding is ignored once: the newer reason takes the older one's place.
 * 3. Kept by the words, not by the place (shared/checks/ignored.ts): what the text no longer says stays stored and
 *    has no effect.
 */
import type { BodyOf, IgnoredFinding, ResponseOf } from '../../shared/api.ts'
import { mayBeIgnored } from '../../shared/checks/ignored.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { accessTo, type Actor, mayIgnoreFinding, mayReadReport } from '../../shared/permissions.ts'
import { timestamp } from '../ops/deps.ts'
import type { Database } from '../store/store.ts'
import { changing } from './changing.ts'
import type { ReportDeps } from './deps.ts'
import { type LoadedReport, loadReport } from './rows.ts'

export async function listIgnored(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
): Promise<Outcome<IgnoredFinding[]>> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  return done(await readIgnored(db, reportId))
}

/** The oldest first; the caller has asked who may read. */
export async function readIgnored(db: Database, reportId: string): Promise<IgnoredFinding[]> {
  const rows = await db
    .selectFrom('ignored_findings')
    .innerJoin('persons', 'persons.id', 'ignored_findings.person_id')
    .select(['ignored_findings.id', 'section_id', 'rule', 'quote', 'before', 'after', 'reason', 'at', 'name'])
    .where('report_id', '=', reportId)
    .orderBy('at')
    .orderBy('ignored_findings.id')
    .execute()
  return rows.map(({ section_id: sectionId, name, ...row }) => ({
    ...row,
    section: sectionId ?? '',
    personName: name,
  }))
}

export async function ignoreFinding(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  body: BodyOf<'ignoreFinding'>,
): Promise<Outcome<{ id: string }>> {
  const { rule, quote, before, after, reason } = body
  const sectionId = body.section === '' ? null : body.section
  const outcome = await changing(deps, actor, reportId, async (tx, report) => {
    const allowed = mayIgnoreIn(actor, report, sectionId)
    if (!allowed.ok) return allowed
    if (!mayBeIgnored(rule)) return refuse('secrecy-mark')
    await tx
      .deleteFrom('ignored_findings')
      .where('report_id', '=', reportId)
      .where('section_id', sectionId === null ? 'is' : '=', sectionId)
      .where('rule', '=', rule)
      .where('quote', '=', quote)
      .where('before', '=', before)
      .where('after', '=', after)
      .execute()
    if ((await countOf(tx, reportId)) >= limits.ignoredFindings) return refuse('conflict')
    const id = newId(deps.random)
    const said = { id, report_id: reportId, section_id: sectionId, rule, quote, before, after, reason }
    await tx
      .insertInto('ignored_findings')
      .values({ ...said, person_id: actor.id, at: timestamp(deps.clock) })
      .execute()
    const act = { action: 'finding.ignore', subjectId: sectionId ?? reportId } as const
    return done({ act: { ...act, after: { rule, quote: short(quote), reason } }, value: { id } })
  })
  return outcome.ok ? done(outcome.value.value) : outcome
}

export async function heedFinding(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  ignoredId: string,
): Promise<Outcome<ResponseOf<'heedFinding'>>> {
  const outcome = await changing(deps, actor, reportId, async (tx, report) => {
    const row = await tx
      .selectFrom('ignored_findings')
      .select(['section_id', 'rule', 'quote', 'reason'])
      .where('id', '=', ignoredId)
      .where('report_id', '=', reportId)
      .executeTakeFirst()
    if (!row) return refuse('not-found')
    const { section_id: sectionId, rule, quote, reason } = row
    const allowed = mayIgnoreIn(actor, report, sectionId)
    if (!allowed.ok) return allowed
    await tx.deleteFrom('ignored_findings').where('id', '=', ignoredId).execute()
    const act = { action: 'finding.heed', subjectId: sectionId ?? reportId } as const
    return done({ act: { ...act, before: { rule, quote: short(quote), reason } }, value: null })
  })
  return outcome.ok ? done({}) : outcome
}

function mayIgnoreIn(actor: Actor, report: LoadedReport, sectionId: string | null): Outcome<null> {
  const section = report.sections.find(({ id }) => id === sectionId)
  if (sectionId !== null && !section) return refuse('not-found')
  const access = section ? accessTo(report, section) : null
  return mayIgnoreFinding(actor, report, access) ? done(null) : refuse('forbidden')
}

async function countOf(tx: Database, reportId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('ignored_findings')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('report_id', '=', reportId)
    .executeTakeFirstOrThrow()
  return count
}

/** What the audit shows of a long quote. */
const short = (quote: string) => Array.from(quote).slice(0, 60).join('')
