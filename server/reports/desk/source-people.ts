/** The departments that sources belong to: a person's own that holds the section, else the first of theirs. */
import { holders } from '../../../shared/permissions.ts'
import type { Database } from '../../store/store.ts'
import type { Source } from '../letter-sources.ts'
import type { LoadedReport } from '../rows.ts'

/** Who sits where, asked once for many letters. */
export type Seats = ReadonlyMap<string, readonly string[]>

export async function readSeats(db: Database): Promise<Seats> {
  const rows = await db
    .selectFrom('person_departments')
    .innerJoin('departments', 'departments.id', 'person_departments.department_id')
    .select(['person_id', 'department_id'])
    .orderBy('departments.rank')
    .orderBy('departments.id')
    .execute()
  const seats = new Map<string, string[]>()
  for (const { person_id: personId, department_id: departmentId } of rows)
    seats.set(personId, [...(seats.get(personId) ?? []), departmentId])
  return seats
}

/** Null: of no department, as a coordinator may be, or of nobody. */
export function departmentOf(
  seats: Seats,
  report: Pick<LoadedReport, 'sections'>,
  sectionId: string | null,
  { personId, name, departmentId }: Pick<Source, 'personId' | 'name' | 'departmentId'>,
): string | null {
  if (departmentId !== null) return departmentId
  const section = report.sections.find(({ id }) => id === sectionId)
  const holding = section ? holders(section) : []
  // 代录: of whoever holds the section.
  if (personId === null) return name === null ? null : (holding[0] ?? null)
  const own = seats.get(personId) ?? []
  return own.find(id => holding.includes(id)) ?? own[0] ?? null
}
