/** The desk's acts as rows, and as people are shown them. */
import type { Selectable } from 'kysely'
import type { DeskAct, SectionText } from '../../../shared/api.ts'
import type { Piece } from '../../../shared/desk.ts'
import type { Database } from '../../store/store.ts'
import type { DeskActTable } from '../../store/tables/texts.ts'
import type { ReportDeps } from '../deps.ts'
import type { LoadedReport } from '../rows.ts'

export type ActRow = Selectable<DeskActTable> & { readonly person_name: string }

/** The newest first. */
export async function readActs(db: Database, reportId: string): Promise<ActRow[]> {
  return described(db)
    .where('report_id', '=', reportId)
    .orderBy('at', 'desc')
    .orderBy('desk_acts.id')
    .execute()
}

export async function readAct(db: Database, reportId: string, actId: string): Promise<ActRow | undefined> {
  return described(db).where('report_id', '=', reportId).where('desk_acts.id', '=', actId).executeTakeFirst()
}

const described = (db: Database) =>
  db
    .selectFrom('desk_acts')
    .innerJoin('persons', 'persons.id', 'desk_acts.person_id')
    .selectAll('desk_acts')
    .select('persons.name as person_name')

export function presentAct(row: ActRow): DeskAct {
  return {
    id: row.id,
    kind: row.kind,
    at: row.at,
    personName: row.person_name,
    submissionId: row.submission_id,
    materialId: row.material_id,
    fromSectionId: row.from_section_id,
    toSectionId: row.to_section_id,
    piece: pieceOf(row),
    quote: row.quote,
    undone: row.undone_at !== null,
  }
}

/** The 来稿 or the material that it was taken from; null: moved. */
export const paperOf = (row: Pick<ActRow, 'submission_id' | 'material_id'>) =>
  row.submission_id ?? row.material_id

export function pieceOf({ piece }: Pick<ActRow, 'piece'>): Piece {
  const read: Piece = JSON.parse(piece)
  return read
}

/** The sections' texts as committed; one whose log is damaged is left out. */
export async function textsOf(
  { db, texts }: Pick<ReportDeps, 'db' | 'texts'>,
  report: LoadedReport,
  sectionIds?: readonly string[],
): Promise<SectionText[]> {
  const sections = sectionIds ? report.sections.filter(({ id }) => sectionIds.includes(id)) : report.sections
  const read = await texts.ofReport(db, report.id, sections)
  return sections.flatMap(({ id }) => {
    const text = read.get(id)
    return text ? [{ sectionId: id, seq: text.seq, text: text.text }] : []
  })
}
