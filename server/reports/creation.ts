/**
 * Making a report: its rows, every section's first text in the log, and the audit row, in one transaction.
 * Texts are checked and turned into updates before it begins, so that the write lock is held briefly.
 */
import type { NewReport, NewSection, Report } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { changeMatter } from '../../shared/matter.ts'
import { ranksFor } from '../../shared/outline.ts'
import { type Actor, mayCreateReport } from '../../shared/permissions.ts'
import { emptyMatter } from '../../shared/report.ts'
import { checkText, textToUpdate } from '../../shared/schema/text.ts'
import { departmentsExist } from '../accounts/people.ts'
import { writeAudit } from '../ops/audit.ts'
import { type Deps, timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import { firstRow } from '../store/log.ts'
import type { Database } from '../store/store.ts'
import type { SectionTable } from '../store/tables/reports.ts'
import type { ReportDeps } from './deps.ts'
import { readReport } from './present.ts'

export async function createReport(
  deps: ReportDeps,
  actor: Actor,
  input: NewReport,
  from?: CarriedFrom,
): Promise<Outcome<Report>> {
  if (!mayCreateReport(actor)) return refuse('forbidden')
  const prepared = prepareReport(deps, input, from)
  if (!prepared.ok) return prepared
  const inserted = await inTransaction(deps, tx => insertReport(tx, deps, actor.id, prepared.value))
  return inserted.ok ? readReport(deps, actor, inserted.value) : inserted
}

/** The earlier report that a new one is begun from, and its sections in the order of the new ones. */
type CarriedFrom = { readonly reportId: string; readonly sectionIds: readonly string[] }

type PreparedSection = {
  readonly id: string
  readonly parentId: string | null
  readonly rank: string
  readonly input: NewSection
  readonly update: Uint8Array
  readonly carriedFromId: string | null
}
export type PreparedReport = {
  readonly id: string
  readonly carriedFromId: string | null
  readonly input: NewReport
  readonly sections: readonly PreparedSection[]
}

/** Gives ids, places and first updates. Refuses a text that the schema has not. */
export function prepareReport(
  { random }: Pick<Deps, 'random'>,
  input: NewReport,
  from?: CarriedFrom,
): Outcome<PreparedReport> {
  const ids = input.sections.map(() => newId(random))
  const parents = parentsOf(input.sections)
  const ranks = ranksAmongSiblings(parents)
  const sections: PreparedSection[] = []
  for (const [at, section] of input.sections.entries()) {
    const text = checkText(section.text)
    if (!text) return refuse('bad-text', { section: at })
    const parent = parents[at] ?? null
    sections.push({
      id: ids[at] ?? '',
      parentId: parent === null ? null : (ids[parent] ?? null),
      rank: ranks[at] ?? '',
      input: section,
      update: textToUpdate(text),
      carriedFromId: from?.sectionIds[at] ?? null,
    })
  }
  return done({ id: newId(random), carriedFromId: from?.reportId ?? null, input, sections })
}

/** The position of each section's parent: the nearest one before it with a smaller level, so gaps close up. */
function parentsOf(sections: readonly { readonly level: number }[]): (number | null)[] {
  const open: number[] = []
  return sections.map(({ level }, at) => {
    while (open.length > 0 && (sections[open.at(-1) ?? 0]?.level ?? 0) >= level) open.pop()
    const parent = open.at(-1) ?? null
    open.push(at)
    return parent
  })
}

function ranksAmongSiblings(parents: readonly (number | null)[]): string[] {
  const ranks: string[] = []
  for (const siblings of Map.groupBy(parents.keys(), at => parents[at] ?? null).values()) {
    const given = ranksFor(siblings.length)
    for (const [nth, at] of siblings.entries()) ranks[at] = given[nth] ?? ''
  }
  return ranks
}

/** Answers the report's id. Refuses an unknown department. */
export async function insertReport(
  tx: Database,
  deps: Deps,
  by: string | null,
  { id, carriedFromId, input, sections }: PreparedReport,
): Promise<Outcome<string>> {
  const departmentIds = sections.flatMap(({ input: { leadId, coIds = [] } }) =>
    leadId ? [leadId, ...coIds] : coIds,
  )
  if (!(await departmentsExist(tx, departmentIds))) return refuse('bad-request', { departmentIds })
  const at = timestamp(deps.clock)
  await tx
    .insertInto('reports')
    .values({
      id,
      title: input.title,
      period: input.period,
      stage: 'drafting',
      deadline: input.deadline ?? null,
      words_ceiling: input.wordsCeiling ?? null,
      budget_unit: input.budgetUnit ?? 'words',
      signoff: input.signoff ?? 'none',
      gating: input.gating ? JSON.stringify(input.gating) : null,
      matter: JSON.stringify(changeMatter(emptyMatter, input.matter)),
      revision: 1,
      created_by: by,
      created_at: at,
      updated_at: at,
      deleted_at: null,
      carried_from_report_id: carriedFromId,
    })
    .execute()
  await insertSections(tx, id, sections, at)
  await writeAudit(tx, deps, {
    personId: by,
    action: 'report.create',
    reportId: id,
    after: { title: input.title, period: input.period, sections: sections.length },
  })
  return done(id)
}

async function insertSections(
  tx: Database,
  reportId: string,
  sections: readonly PreparedSection[],
  at: string,
): Promise<void> {
  if (sections.length === 0) return
  await tx
    .insertInto('sections')
    .values(sections.map(section => newSectionRow(reportId, section)))
    .execute()
  await tx
    .insertInto('updates')
    .values(sections.map(({ id, update }) => firstRow(id, update, at)))
    .execute()
  const joined = sections.flatMap(({ id, input }) =>
    [...new Set(input.coIds)].map(departmentId => ({ section_id: id, department_id: departmentId })),
  )
  if (joined.length > 0) await tx.insertInto('section_departments').values(joined).execute()
}

/** A section's row at its beginning, its first text standing at log position 1. */
export function newSectionRow(
  reportId: string,
  { id, parentId, rank, input, carriedFromId }: Omit<PreparedSection, 'update'>,
): SectionTable {
  return {
    id,
    report_id: reportId,
    parent_id: parentId,
    rank,
    heading: input.heading,
    numbered: input.numbered ? 1 : 0,
    role: input.role,
    status: 'not_started',
    lead_id: input.leadId ?? null,
    due_at: input.dueAt ?? null,
    floor: input.floor ?? null,
    ceiling: input.ceiling ?? null,
    guidance: input.guidance ?? '',
    return_reason: null,
    rounds: 0,
    head: 1,
    grants: 1,
    generation: 1,
    deleted_at: null,
    deletion_id: null,
    carried_from_section_id: carriedFromId,
  }
}
