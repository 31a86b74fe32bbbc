/**
 * 指标库: the verbs of a report's figures.
 *
 * 1. A figure stands in one row; every change of it is a row more, and an act of the audit, in one transaction.
 * 2. The owner fills in, also where it holds no section of the report; who owes what until when, and what
 *    leaves the register, is the coordinator's. Nothing changes in a closed report.
 * 3. A figure that a text cites is not deleted.
 */
import type { BodyOf, Figure, FigureFields, ResponseOf } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { isWaited } from '../../shared/figures/figure.ts'
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import {
  type Actor,
  mayAddFigure,
  mayChangeFigure,
  mayKeepFigures,
  mayReadReport,
  owesFigure,
} from '../../shared/permissions.ts'
import { isClosed } from '../../shared/report.ts'
import { type Act, writeAudit } from '../ops/audit.ts'
import { timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import { markStale } from '../store/section-texts.ts'
import type { Database } from '../store/store.ts'
import type { FigureTable } from '../store/tables/reports.ts'
import { raiseRevision } from './changing.ts'
import { sectionsCiting } from './cited-figures.ts'
import type { ReportDeps } from './deps.ts'
import { fieldsOfRow, presentFigure, readFigureChanges, readFigures } from './figure-rows.ts'
import { activeDepartments } from './house.ts'
import { type LoadedReport, loadReport } from './rows.ts'

export async function listFigures(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
): Promise<Outcome<Figure[]>> {
  const report = await loadReport(db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  return done(await readFigures(db, reportId))
}

export async function listFigureChanges(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
  figureId: string,
): Promise<Outcome<ResponseOf<'listFigureChanges'>>> {
  const report = await loadReport(db, reportId)
  const row = await readRow(db, reportId, figureId)
  if (!report || !row || !maySee(actor, report, row)) return refuse('not-found')
  return done(await readFigureChanges(db, figureId))
}

/** What an author's departments still owe, over all open reports, the soonest due first. */
export async function listMyFigures(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
): Promise<Outcome<ResponseOf<'listMyFigures'>>> {
  if (actor.departmentIds.length === 0) return done([])
  const rows = await db
    .selectFrom('figures')
    .innerJoin('reports', 'reports.id', 'figures.report_id')
    .selectAll('figures')
    .select(['reports.title', 'reports.stage', 'reports.deadline'])
    .where('figures.department_id', 'in', [...actor.departmentIds])
    .where('figures.deleted_at', 'is', null)
    .where('reports.deleted_at', 'is', null)
    .orderBy('place')
    .execute()
  const owed = rows
    .filter(row => !isClosed(row.stage) && isWaited(row) && owesFigure(actor, accessOf(row)))
    .map(row => {
      const figure = presentFigure(row)
      const dueAt = figure.dueAt ?? row.deadline
      return { ...figure, dueAt, reportId: row.report_id, reportTitle: row.title }
    })
  return done(owed.toSorted((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9')))
}

/** Registers figures, and changes those that have an id; all of them or none. */
export async function putFigures(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  { figures }: BodyOf<'putFigures'>,
): Promise<Outcome<{ ids: string[] }>> {
  return changingFigures(deps, actor, reportId, async (tx, report) => {
    if (!mayReadReport(actor, report)) return refuse('not-found')
    const ids: string[] = []
    const acts: FigureAct[] = []
    let place = await lastPlace(tx, reportId)
    for (const { id, ...fields } of figures) {
      const put = id === undefined ? add : change
      const outcome = await put(tx, deps, actor, report, {
        id: id ?? newId(deps.random),
        fields,
        place: ++place,
      })
      if (!outcome.ok) return outcome
      ids.push(outcome.value.id)
      acts.push(...outcome.value.acts)
    }
    if ((await countOf(tx, reportId)) > limits.figures) return refuse('conflict', { most: limits.figures })
    return done({ acts, value: { ids } })
  })
}

/** Fills in or changes one figure. */
export async function changeFigure(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  figureId: string,
  { version, ...fields }: BodyOf<'changeFigure'>,
): Promise<Outcome<Figure>> {
  return changingFigures(deps, actor, reportId, async (tx, report) => {
    const row = await readRow(tx, reportId, figureId)
    if (!row || !maySee(actor, report, row)) return refuse('not-found')
    if (version !== undefined && version !== row.version)
      return mayChangeFigure(actor, report, accessOf(row)) ? refuse('figure-changed') : refuse('forbidden')
    const outcome = await change(tx, deps, actor, report, { id: figureId, fields, place: 0 })
    if (!outcome.ok) return outcome
    return done({ acts: outcome.value.acts, value: presentFigure(await mustRead(tx, figureId)) })
  })
}

export async function deleteFigure(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  figureId: string,
): Promise<Outcome<Record<string, never>>> {
  return changingFigures(deps, actor, reportId, async (tx, report) => {
    const row = await readRow(tx, reportId, figureId)
    if (!row || !maySee(actor, report, row)) return refuse('not-found')
    if (!mayKeepFigures(actor, report)) return refuseFigures(report)
    const citing = await sectionsCiting(tx, deps, report, figureId)
    if (citing.length > 0) return refuse('figure-cited', { sections: citing })
    await setDeleted(tx, figureId, timestamp(deps.clock))
    return done({ acts: [{ action: 'figure.delete', subjectId: figureId }], value: {} })
  })
}

export async function restoreFigure(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  figureId: string,
): Promise<Outcome<Figure>> {
  return changingFigures(deps, actor, reportId, async (tx, report) => {
    // Who may not delete must not learn that a deleted one was there.
    if (!mayReadReport(actor, report)) return refuse('not-found')
    if (!mayKeepFigures(actor, report)) return refuseFigures(report)
    const row = await readRow(tx, reportId, figureId, 'deleted')
    if (!row) return refuse('not-found')
    await setDeleted(tx, figureId, null)
    const acts = [{ action: 'figure.restore' as const, subjectId: figureId }]
    return done({ acts, value: presentFigure(await mustRead(tx, figureId)) })
  })
}

type FigureAct = Pick<Act, 'action' | 'subjectId' | 'before' | 'after'>
type Verb<Value> = (
  tx: Database,
  report: LoadedReport,
) => Promise<Outcome<{ readonly acts: readonly FigureAct[]; readonly value: Value }>>

/** Change, audit and revision in one transaction; texts that cite are searched anew. */
async function changingFigures<Value>(
  deps: ReportDeps,
  actor: Actor,
  reportId: string,
  verb: Verb<Value>,
): Promise<Outcome<Value>> {
  return inTransaction(deps, async (tx, tell) => {
    const report = await loadReport(tx, reportId)
    if (!report) return refuse('not-found')
    const outcome = await verb(tx, report)
    if (!outcome.ok) return outcome
    const { acts, value } = outcome.value
    for (const act of acts) await writeAudit(tx, deps, { personId: actor.id, reportId, ...act })
    if (acts.length > 0) {
      await markStale(tx, reportId)
      tell({ type: 'report', reportId, revision: await raiseRevision(tx, deps, reportId) })
    }
    return done(value)
  })
}

/** What a request says of a figure. */
type Said = { readonly [Field in keyof FigureFields]?: FigureFields[Field] | undefined }
type Put = { readonly id: string; readonly fields: Said; readonly place: number }
type WasPut = Outcome<{ readonly id: string; readonly acts: readonly FigureAct[] }>

async function add(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  report: LoadedReport,
  { id, fields: given, place }: Put,
): Promise<WasPut> {
  const fields = { ...blankFields, ...pickFields(given, keysOf(given)) }
  if (!mayAddFigure(actor, report, fields)) return refuseFigures(report)
  if (fields.dueAt !== null && !mayKeepFigures(actor, report)) return refuse('forbidden')
  const known = await knowsDepartment(tx, fields.departmentId)
  if (!known) return refuse('bad-request', { departmentId: fields.departmentId })
  await tx
    .insertInto('figures')
    .values({ id, report_id: report.id, place, version: 1, deleted_at: null, ...columnsOf(fields) })
    .execute()
  await writeChange(tx, deps, actor, { id, version: 1, before: {}, after: fields })
  const acts = [{ action: 'figure.add' as const, subjectId: id, after: said(fields) }]
  return done({ id, acts })
}

async function change(
  tx: Database,
  deps: ReportDeps,
  actor: Actor,
  report: LoadedReport,
  { id, fields }: Put,
): Promise<WasPut> {
  const row = await readRow(tx, report.id, id)
  if (!row || !maySee(actor, report, row)) return refuse('not-found')
  if (!mayChangeFigure(actor, report, accessOf(row))) return refuseFigures(report)
  const now = fieldsOfRow(row)
  const changed = keysOf(fields).filter(key => fields[key] !== now[key])
  const guarded = changed.some(key => key === 'departmentId' || key === 'dueAt')
  if (guarded && !mayKeepFigures(actor, report)) return refuse('forbidden')
  if (changed.length === 0) return done({ id, acts: [] })
  const next = { ...now, ...pickFields(fields, changed) }
  if (changed.includes('departmentId') && !(await knowsDepartment(tx, next.departmentId)))
    return refuse('bad-request', { departmentId: next.departmentId })
  const version = row.version + 1
  await tx
    .updateTable('figures')
    .set({ ...columnsOf(next), version })
    .where('id', '=', id)
    .execute()
  const before = pickFields(now, changed)
  const after = pickFields(next, changed)
  await writeChange(tx, deps, actor, { id, version, before, after })
  return done({ id, acts: [{ action: 'figure.change', subjectId: id, before, after }] })
}

const blankFields: FigureFields = {
  name: '',
  unit: '',
  period: '',
  value: null,
  asOf: null,
  standing: 'estimate',
  source: '',
  basis: '',
  departmentId: null,
  dueAt: null,
}

function columnsOf(fields: FigureFields) {
  return {
    name: fields.name,
    unit: fields.unit,
    period: fields.period,
    value: fields.value,
    as_of: fields.asOf,
    standing: fields.standing,
    source: fields.source,
    basis: fields.basis,
    department_id: fields.departmentId,
    due_at: fields.dueAt,
  }
}

const isField = (key: string): key is keyof FigureFields => key in blankFields
const keysOf = (fields: Said) =>
  Object.keys(fields)
    .filter(isField)
    .filter(key => fields[key] !== undefined)

function pickFields(fields: Said, keys: readonly (keyof FigureFields)[]) {
  return Object.fromEntries(keys.map(key => [key, fields[key] ?? null])) as Partial<FigureFields>
}

/** What the audit shows of a new one. */
const said = (fields: FigureFields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''))

async function writeChange(
  tx: Database,
  { clock, random }: Pick<ReportDeps, 'clock' | 'random'>,
  actor: Actor,
  what: { id: string; version: number; before: object; after: object },
): Promise<void> {
  await tx
    .insertInto('figure_changes')
    .values({
      id: newId(random),
      figure_id: what.id,
      version: what.version,
      person_id: actor.id,
      at: timestamp(clock),
      before: JSON.stringify(what.before),
      after: JSON.stringify(what.after),
    })
    .execute()
}

const accessOf = (row: FigureTable) => ({ departmentId: row.department_id })

const maySee = (actor: Actor, report: LoadedReport, row: FigureTable) =>
  mayReadReport(actor, report) || owesFigure(actor, accessOf(row))

/** A closed report is closed for those too who might change it otherwise. */
const refuseFigures = ({ stage }: LoadedReport) => refuse(isClosed(stage) ? 'conflict' : 'forbidden')

async function knowsDepartment(tx: Database, departmentId: string | null): Promise<boolean> {
  return departmentId === null || (await activeDepartments(tx)).has(departmentId)
}

async function readRow(
  db: Database,
  reportId: string,
  figureId: string,
  which: 'live' | 'deleted' = 'live',
): Promise<FigureTable | undefined> {
  return db
    .selectFrom('figures')
    .selectAll()
    .where('id', '=', figureId)
    .where('report_id', '=', reportId)
    .where('deleted_at', which === 'live' ? 'is' : 'is not', null)
    .executeTakeFirst()
}

const mustRead = (tx: Database, id: string) =>
  tx.selectFrom('figures').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

async function setDeleted(tx: Database, id: string, at: string | null): Promise<void> {
  await tx.updateTable('figures').set({ deleted_at: at }).where('id', '=', id).execute()
}

async function lastPlace(tx: Database, reportId: string): Promise<number> {
  const { last } = await tx
    .selectFrom('figures')
    .select(eb => eb.fn.max('place').as('last'))
    .where('report_id', '=', reportId)
    .executeTakeFirstOrThrow()
  return last ?? 0
}

async function countOf(tx: Database, reportId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('figures')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('report_id', '=', reportId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
