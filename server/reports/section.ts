/**
 * The verbs of the outline's sections: add, change, move.
 *
 * 1. A place is a parent and the sibling before; both are looked up inside the transaction, so two moves at
 *    once cannot make a cycle, a fourth level or a lost section.
 * 2. Nothing here touches a text: a section that moves keeps its log, and whoever types in it notices nothing.
 */
import type { BodyOf, Report, SectionChange } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { ranksFor, rankBetween } from '../../shared/outline.ts'
import { type Actor, mayEditOutline } from '../../shared/permissions.ts'
import { emptyText, textToUpdate } from '../../shared/schema/text.ts'
import { departmentsExist } from '../accounts/people.ts'
import { timestamp } from '../ops/deps.ts'
import { firstRow } from '../store/log.ts'
import type { Database } from '../store/store.ts'
import { changing, changingReport } from './changing.ts'
import { newSectionRow } from './creation.ts'
import type { ReportDeps } from './deps.ts'
import { refuseOutline } from './report.ts'
import { type LoadedReport, type PlacedSection, previousSibling, siblingsOf, subtree } from './rows.ts'

export async function addSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { parentId, afterId, heading, numbered = true }: BodyOf<'addSection'>,
): Promise<Outcome<{ sectionId: string; report: Report }>> {
  const id = newId(deps.random)
  const update = textToUpdate(emptyText)
  const outcome = await changing(deps, actor, reportId, async (tx, report) => {
    if (!mayEditOutline(actor, report)) return refuseOutline(actor)
    if (report.sections.length >= limits.sectionsPerReport) return refuse('too-large')
    const place = findPlace(report, { parentId, afterId, height: 1, moving: undefined })
    if (!place.ok) return place
    const rank = await makeRoom(tx, place.value)
    const input = { heading, level: 1, numbered, role: null, text: emptyText }
    await tx
      .insertInto('sections')
      .values(newSectionRow(reportId, { id, parentId, rank, input, carriedFromId: null }))
      .execute()
    await tx
      .insertInto('updates')
      .values(firstRow(id, update, timestamp(deps.clock)))
      .execute()
    const after = { heading, parentId, afterId, numbered }
    return done({ act: { action: 'section.add', subjectId: id, after }, grants: [id], value: null })
  })
  return outcome.ok ? done({ sectionId: id, report: outcome.value.report }) : outcome
}

export async function changeSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  change: SectionChange,
): Promise<Outcome<Report>> {
  return changingReport(deps, actor, reportId, async (tx, report) => {
    const section = report.sections.find(({ id }) => id === sectionId)
    if (!section) return refuse('not-found')
    if (!mayEditOutline(actor, report)) return refuseOutline(actor)
    const named = [...(change.coIds ?? []), ...(change.leadId ? [change.leadId] : [])]
    if (!(await departmentsExist(tx, named))) return refuse('bad-request', { departmentIds: named })
    const before = pick(section, change)
    await writeSection(tx, sectionId, change)
    return done({
      act: { action: 'section.change', subjectId: sectionId, before, after: change },
      value: null,
    })
  })
}

/** The old values of what the change says. */
export function pick(section: PlacedSection, change: SectionChange): Record<string, unknown> {
  const values: Record<string, unknown> = section
  return Object.fromEntries(Object.keys(change).map(key => [key, values[key]]))
}

export async function writeSection(
  tx: Database,
  sectionId: string,
  { heading, numbered, role, leadId, coIds, dueAt, floor, ceiling, guidance }: SectionChange,
): Promise<void> {
  const row = {
    ...(heading === undefined ? {} : { heading }),
    ...(numbered === undefined ? {} : { numbered: numbered ? (1 as const) : (0 as const) }),
    ...(role === undefined ? {} : { role }),
    ...(leadId === undefined ? {} : { lead_id: leadId }),
    ...(dueAt === undefined ? {} : { due_at: dueAt }),
    ...(floor === undefined ? {} : { floor }),
    ...(ceiling === undefined ? {} : { ceiling }),
    ...(guidance === undefined ? {} : { guidance }),
  }
  if (Object.keys(row).length > 0)
    await tx.updateTable('sections').set(row).where('id', '=', sectionId).execute()
  if (coIds === undefined) return
  await tx.deleteFrom('section_departments').where('section_id', '=', sectionId).execute()
  const rows = [...new Set(coIds)].map(departmentId => ({
    section_id: sectionId,
    department_id: departmentId,
  }))
  if (rows.length > 0) await tx.insertInto('section_departments').values(rows).execute()
}

export async function moveSection(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  sectionId: string,
  { parentId, afterId }: BodyOf<'moveSection'>,
): Promise<Outcome<Report>> {
  return changingReport(deps, actor, reportId, async (tx, report) => {
    const moving = report.sections.find(({ id }) => id === sectionId)
    if (!moving) return refuse('not-found')
    if (!mayEditOutline(actor, report)) return refuseOutline(actor)
    const tree = subtree(report, moving)
    if (tree.some(({ id }) => id === parentId)) return refuse('outline-cycle')
    const height = Math.max(...tree.map(({ level }) => level)) - moving.level + 1
    const place = findPlace(report, { parentId, afterId, height, moving })
    if (!place.ok) return place
    const rank = await makeRoom(tx, place.value)
    await tx.updateTable('sections').set({ parent_id: parentId, rank }).where('id', '=', sectionId).execute()
    const before = { parentId: moving.parentId, afterId: previousSibling(report, moving) }
    const after = { parentId, afterId }
    return done({ act: { action: 'section.move', subjectId: sectionId, before, after }, value: null })
  })
}

/** The sections before and after the gap that was asked for. */
type Place = { readonly before: readonly PlacedSection[]; readonly after: readonly PlacedSection[] }

type Asked = {
  readonly parentId: string | null
  readonly afterId: string | null
  /** Levels that the section brings along, itself included. */
  readonly height: number
  readonly moving: PlacedSection | undefined
}

/** Refuses an unknown parent, a neighbour that is elsewhere by now (conflict), and a fourth level. */
function findPlace(report: LoadedReport, { parentId, afterId, height, moving }: Asked): Outcome<Place> {
  const parent = parentId === null ? undefined : report.sections.find(({ id }) => id === parentId)
  if (parentId !== null && !parent) return refuse('not-found')
  if ((parent?.level ?? 0) + height > limits.outlineLevels) return refuse('outline-too-deep')
  const siblings = siblingsOf(report, parentId).filter(section => section !== moving)
  const at = afterId === null ? 0 : siblings.findIndex(({ id }) => id === afterId) + 1
  if (afterId !== null && at === 0) return refuse('conflict')
  return done({ before: siblings.slice(0, at), after: siblings.slice(at) })
}

/** Ranks longer than this are given anew; thousands of moves into one gap lead there. */
const rankLengthMost = 48

/** A rank in the gap. Gives the siblings new ranks where two are equal, or ranks have grown long. */
async function makeRoom(tx: Database, { before, after }: Place): Promise<string> {
  const low = before.at(-1)?.rank ?? null
  const high = after[0]?.rank ?? null
  if (low === null || high === null || low < high) {
    const rank = rankBetween(low, high)
    if (rank.length <= rankLengthMost) return rank
  }
  const ranks = ranksFor(before.length + 1 + after.length)
  for (const [at, section] of before.entries()) await setRank(tx, section.id, ranks[at])
  for (const [at, section] of after.entries()) await setRank(tx, section.id, ranks[before.length + 1 + at])
  return ranks[before.length] ?? ''
}

async function setRank(tx: Database, sectionId: string, rank = ''): Promise<void> {
  await tx.updateTable('sections').set({ rank }).where('id', '=', sectionId).execute()
}
