/** Reading the register of figures; who may read is the caller's to ask. */
import type { Figure, FigureChange, FigureFields } from '../../shared/api.ts'
import type { FigureValues } from '../../shared/figures/figure.ts'
import type { Database } from '../store/store.ts'
import type { FigureTable } from '../store/tables/reports.ts'

/** In the order of the register. */
export async function readFigures(db: Database, reportId: string): Promise<Figure[]> {
  const rows = await db
    .selectFrom('figures')
    .selectAll()
    .where('report_id', '=', reportId)
    .where('deleted_at', 'is', null)
    .orderBy('place')
    .orderBy('id')
    .execute()
  return rows.map(presentFigure)
}

export function presentFigure(row: FigureTable): Figure {
  return { id: row.id, version: row.version, ...fieldsOfRow(row) }
}

export function fieldsOfRow(row: FigureTable): FigureFields {
  return {
    name: row.name,
    unit: row.unit,
    period: row.period,
    value: row.value,
    asOf: row.as_of,
    standing: row.standing,
    source: row.source,
    basis: row.basis,
    departmentId: row.department_id,
    dueAt: row.due_at,
  }
}

/** What texts of the report print. */
export async function readFigureValues(db: Database, reportId: string): Promise<FigureValues> {
  const rows = await values(db).where('report_id', '=', reportId).execute()
  return new Map(rows.map(({ id, value, unit }) => [id, { value, unit }]))
}

/** What texts printed at a time: of deleted figures too, which may have been cited then. */
export async function readFigureValuesAt(db: Database, reportId: string, at: string): Promise<FigureValues> {
  const rows = await db
    .selectFrom('figures')
    .select(['id', 'value', 'unit'])
    .where('report_id', '=', reportId)
    .execute()
  const since = await db
    .selectFrom('figure_changes')
    .innerJoin('figures', 'figures.id', 'figure_changes.figure_id')
    .select(['figures.id', 'before'])
    .where('figures.report_id', '=', reportId)
    .where('figure_changes.at', '>', at)
    .orderBy('figure_changes.version', 'desc')
    .execute()
  const values = new Map(rows.map(({ id, value, unit }) => [id, { value, unit }]))
  for (const { id, before } of since) {
    const { value, unit }: Partial<FigureFields> = JSON.parse(before)
    const known = values.get(id)
    if (known) values.set(id, { value: value === undefined ? known.value : value, unit: unit ?? known.unit })
  }
  return values
}

/** What a section's text prints: figures of its own report. */
export async function readValuesOfSection(db: Database, sectionId: string): Promise<FigureValues> {
  const own = db.selectFrom('sections').select('report_id').where('id', '=', sectionId)
  const rows = await values(db).where('report_id', '=', own).execute()
  return new Map(rows.map(({ id, value, unit }) => [id, { value, unit }]))
}

const values = (db: Database) =>
  db.selectFrom('figures').select(['id', 'value', 'unit']).where('deleted_at', 'is', null)

/** The newest first. */
export async function readFigureChanges(db: Database, figureId: string): Promise<FigureChange[]> {
  const rows = await db
    .selectFrom('figure_changes')
    .innerJoin('persons', 'persons.id', 'figure_changes.person_id')
    .select(['version', 'at', 'persons.name as personName', 'before', 'after'])
    .where('figure_id', '=', figureId)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ before, after, ...row }) => ({
    ...row,
    before: JSON.parse(before) as Partial<FigureFields>,
    after: JSON.parse(after) as Partial<FigureFields>,
  }))
}
