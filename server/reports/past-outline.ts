/**
 * A report's outline, title and matter as they were at a time: today's, with what the audit tells since taken back,
 * the newest first.
 *
 * 1. Every verb of the outline leaves before and after in the audit; a report put back as a whole left a version of
 *    what stood there before.
 * 2. What the rows cannot tell (a place that older rows do not name, a version that is gone) is not guessed silently:
 *    the outline is as near as it can be told, and says that it is not certain.
 */
import { z } from 'zod'
import type { PastOutline } from '../../shared/api.ts'
import { readMatter } from '../../shared/matter.ts'
import { byRank, inOrder, type Placed, ranksFor } from '../../shared/outline.ts'
import type { Matter, SectionRole } from '../../shared/report.ts'
import type { FrozenReport } from '../../shared/versions/versions.ts'
import type { Database } from '../store/store.ts'
import type { LoadedReport } from './rows.ts'

/** What the outline became another by. */
export const outlineActions = [
  'section.add',
  'section.change',
  'section.move',
  'section.delete',
  'section.restore',
  'report.change',
  'version.restore',
] as const

type OutlineAction = (typeof outlineActions)[number]

/** Whether a row of these actions changed what the outline reads like: owners and times do not. */
export function isOfOutline({
  action,
  before,
  after,
}: {
  readonly action: string
  readonly before: string | null
  readonly after: string | null
}): boolean {
  const [was, is] = [parsed(before), parsed(after)]
  if (action === 'section.change') return Object.keys(facts.safeParse(was).data ?? {}).length > 0
  if (action !== 'report.change') return true
  return JSON.stringify(whole.safeParse(was).data) !== JSON.stringify(whole.safeParse(is).data)
}

/** `sections` also has their heads, for their texts. */
export type Outlined = {
  readonly outline: PastOutline
  readonly heads: ReadonlyMap<string, number>
}

export async function outlineAt(db: Database, report: LoadedReport, at: string): Promise<Outlined> {
  const sections = await db
    .selectFrom('sections')
    .select([
      'id',
      'parent_id as parentId',
      'rank',
      'heading',
      'numbered',
      'role',
      'floor',
      'ceiling',
      'head',
      'deleted_at as deletedAt',
    ])
    .where('report_id', '=', report.id)
    .execute()
  const past: Past = {
    title: report.title,
    matter: report.matter,
    isCertain: true,
    rows: new Map(
      sections.map(({ numbered, ...row }) => [
        row.id,
        { ...row, numbered: numbered === 1, leadId: null, coIds: [] },
      ]),
    ),
    there: new Set(sections.flatMap(({ id, deletedAt }) => (deletedAt === null ? [id] : []))),
  }
  const frozen = await readReplaced(db, report.id, at)
  for (const row of await readSince(db, report.id, at)) {
    const told = takeBack[row.action](past, row, frozen)
    past.isCertain &&= told
  }
  const placed = inOrder([...past.rows.values()].filter(({ id }) => past.there.has(id)))
  return {
    outline: {
      title: past.title,
      matter: past.matter,
      wordsCeiling: report.wordsCeiling,
      sections: placed.map(({ id, parentId, level, number, heading, numbered, role, floor, ceiling }) => ({
        id,
        parentId,
        level,
        number,
        heading,
        numbered,
        role,
        floor,
        ceiling,
      })),
      isCertain: past.isCertain,
    },
    heads: new Map(sections.map(({ id, head }) => [id, head])),
  }
}

type PastRow = Placed & {
  parentId: string | null
  rank: string
  heading: string
  numbered: boolean
  role: SectionRole | null
  readonly floor: number | null
  readonly ceiling: number | null
}

/** On its way back: what was taken back so far. */
type Past = {
  title: string
  matter: Matter
  isCertain: boolean
  /** Every section that the report ever had. */
  readonly rows: ReadonlyMap<string, PastRow>
  there: Set<string>
}

type Entry = {
  readonly action: OutlineAction
  readonly at: string
  readonly subjectId: string | null
  readonly before: string | null
  readonly after: string | null
}

async function readSince(db: Database, reportId: string, at: string): Promise<Entry[]> {
  const rows = await db
    .selectFrom('audit')
    .select(['action', 'at', 'subject_id as subjectId', 'before', 'after'])
    .where('report_id', '=', reportId)
    .where('action', 'in', outlineActions)
    .where('at', '>', at)
    .orderBy('seq', 'desc')
    .execute()
  return rows.flatMap(row => {
    const action = outlineActions.find(one => one === row.action)
    return action ? [{ ...row, action }] : []
  })
}

/** What stood there before each restoring, the newest first. */
type Replaced = { readonly at: string; readonly content: string }[]

async function readReplaced(db: Database, reportId: string, at: string): Promise<Replaced> {
  return db
    .selectFrom('versions')
    .select(['at', 'content'])
    .where('report_id', '=', reportId)
    .where('kind', '=', 'before-restore')
    .where('at', '>=', at)
    .orderBy('number', 'desc')
    .execute()
}

/** Whether the row told all that there was to know. */
type TakeBack = (past: Past, entry: Entry, replaced: Replaced) => boolean

const place = z.object({ parentId: z.string().nullable(), afterId: z.string().nullable() })
const deletion = z.object({
  sectionIds: z.array(z.string()),
  parentId: z.string().nullable(),
  afterId: z.string().nullable().optional(),
})
const facts = z.object({
  heading: z.string().optional(),
  numbered: z.boolean().optional(),
  role: z.custom<SectionRole | null>().optional(),
})
const restored = z.object({ sectionIds: z.array(z.string()) })
const whole = z.object({ title: z.string(), matter: z.record(z.string(), z.unknown()) })
const restoredVersion = z.object({ sectionId: z.string().optional() })

const takeBack: Record<OutlineAction, TakeBack> = {
  'section.add': (past, { subjectId }) => past.there.delete(subjectId ?? ''),
  'section.change'(past, { subjectId, before }) {
    const row = past.rows.get(subjectId ?? '')
    const said = facts.safeParse(parsed(before))
    if (!row || !said.success) return false
    const { heading, numbered, role } = said.data
    if (heading !== undefined) row.heading = heading
    if (numbered !== undefined) row.numbered = numbered
    if (role !== undefined) row.role = role
    return true
  },
  'section.move'(past, { subjectId, before }) {
    const said = place.safeParse(parsed(before))
    return said.success && put(past, subjectId, said.data.parentId, said.data.afterId)
  },
  'section.delete'(past, { subjectId, before }) {
    const said = deletion.safeParse(parsed(before))
    if (!said.success) return false
    const { sectionIds, parentId, afterId } = said.data
    for (const id of sectionIds) past.there.add(id)
    const row = past.rows.get(subjectId ?? '')
    if (!row) return false
    row.parentId = parentId
    // Older rows do not name the neighbour; its rank still tells nearly always.
    return afterId !== undefined && put(past, subjectId, parentId, afterId)
  },
  'section.restore'(past, { after }) {
    const said = restored.safeParse(parsed(after))
    if (!said.success) return false
    for (const id of said.data.sectionIds) past.there.delete(id)
    return true
  },
  'report.change'(past, { before }) {
    const said = whole.safeParse(parsed(before))
    if (!said.success) return false
    past.title = said.data.title
    past.matter = readMatter(JSON.stringify(said.data.matter))
    return true
  },
  'version.restore'(past, { at, after }, replaced) {
    const nth = replaced.findIndex(version => version.at <= at)
    const [version] = nth === -1 ? [] : replaced.splice(0, nth + 1).slice(-1)
    const said = restoredVersion.safeParse(parsed(after))
    if (said.success && said.data.sectionId !== undefined) return true
    if (!version || !said.success) return false
    putBack(past, JSON.parse(version.content))
    return true
  },
}

/** Behind a sibling, or as the first; false where that sibling is not there. */
function put(past: Past, id: string | null, parentId: string | null, afterId: string | null): boolean {
  const row = past.rows.get(id ?? '')
  if (!row) return false
  const siblings = [...past.rows.values()]
    .filter(one => one.parentId === parentId && one !== row && past.there.has(one.id))
    .sort(byRank)
  const at = afterId === null ? 0 : siblings.findIndex(one => one.id === afterId) + 1
  if (afterId !== null && at === 0) return false
  // All anew: two of them may be equal.
  const order = siblings.toSpliced(at, 0, row)
  const ranks = ranksFor(order.length)
  for (const [nth, one] of order.entries()) one.rank = ranks[nth] ?? ''
  row.parentId = parentId
  return true
}

function putBack(past: Past, { title, matter, sections }: FrozenReport): void {
  past.title = title
  past.matter = readMatter(JSON.stringify(matter))
  past.there = new Set(sections.map(({ id }) => id))
  for (const siblings of Map.groupBy(sections, ({ parentId }) => parentId).values()) {
    const ranks = ranksFor(siblings.length)
    for (const [nth, { id, parentId, heading, numbered, role }] of siblings.entries()) {
      const row = past.rows.get(id)
      if (row) Object.assign(row, { parentId, heading, numbered, role, rank: ranks[nth] })
    }
  }
}

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json))
