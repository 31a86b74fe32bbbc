/** 材料 as rows, and what rights over it ask of a report. */
import type { Selectable } from 'kysely'
import type { MaterialAccess } from '../../../shared/permissions.ts'
import type { Database } from '../../store/store.ts'
import type { MaterialTable } from '../../store/tables/handing-in.ts'
import type { LoadedReport } from '../rows.ts'

export type MaterialRow = Selectable<MaterialTable> & {
  readonly person_name: string
  readonly department_name: string | null
}

/** The newest first. */
export async function readMaterials(db: Database, reportId: string): Promise<MaterialRow[]> {
  return described(db)
    .where('materials.report_id', '=', reportId)
    .orderBy('materials.at', 'desc')
    .orderBy('materials.id')
    .execute()
}

export async function readMaterial(
  db: Database,
  reportId: string,
  materialId: string,
): Promise<MaterialRow | undefined> {
  return described(db)
    .where('materials.report_id', '=', reportId)
    .where('materials.id', '=', materialId)
    .executeTakeFirst()
}

const described = (db: Database) =>
  db
    .selectFrom('materials')
    .innerJoin('persons', 'persons.id', 'materials.person_id')
    .leftJoin('departments', 'departments.id', 'materials.department_id')
    .selectAll('materials')
    .select(['persons.name as person_name', 'departments.name as department_name'])

export async function readAskedIds(db: Database, reportId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('material_asks')
    .select('department_id')
    .where('report_id', '=', reportId)
    .orderBy('department_id')
    .execute()
  return rows.map(row => row.department_id)
}

export async function readMaterialAccess(
  db: Database,
  { id, stage, departmentIds }: LoadedReport,
): Promise<MaterialAccess> {
  return { stage, departmentIds, askedIds: await readAskedIds(db, id) }
}

/** Ids of material that something was taken over from and stands. */
export async function readTakenIds(db: Database, reportId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('desk_acts')
    .select('material_id')
    .distinct()
    .where('report_id', '=', reportId)
    .where('material_id', 'is not', null)
    .where('undone_at', 'is', null)
    .execute()
  return new Set(rows.flatMap(row => row.material_id ?? []))
}
