/**
 * What lies on the desk: all 来稿 of all sections, also of deleted ones, and all 材料; and what was done with them.
 */
import type { DeskPaper, ResponseOf } from '../../../shared/api.ts'
import { done, type Outcome, refuse } from '../../../shared/errors.ts'
import { type Actor, holders, mayReadReport } from '../../../shared/permissions.ts'
import type { Database } from '../../store/store.ts'
import type { ReportDeps } from '../deps.ts'
import { readMaterials } from '../material/rows.ts'
import { readText } from '../rounds.ts'
import { type LoadedReport, loadReport } from '../rows.ts'
import { atDesk } from './edits.ts'
import { presentAct, readActs, textsOf } from './rows.ts'

export async function readDesk(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  reportId: string,
): Promise<Outcome<ResponseOf<'getDesk'>>> {
  const report = await atDesk(db, actor, reportId)
  if (!report.ok) return report
  const acts = await readActs(db, reportId)
  const papers = [
    ...(await readSubmissions(db, report.value)),
    ...(await readMaterials(db, reportId)).map(paperOfMaterial),
  ]
  return done({ papers, acts: acts.map(presentAct) })
}

/** For whoever may read the report: the texts with the positions that pieces and places are counted in. */
export async function readDeskTexts(
  deps: Pick<ReportDeps, 'db' | 'texts'>,
  actor: Actor,
  reportId: string,
  section: string | undefined,
): Promise<Outcome<ResponseOf<'getDeskTexts'>>> {
  const report = await loadReport(deps.db, reportId)
  if (!report || !mayReadReport(actor, report)) return refuse('not-found')
  return done(await textsOf(deps, report, section === undefined ? undefined : [section]))
}

function paperOfMaterial(row: Awaited<ReturnType<typeof readMaterials>>[number]): DeskPaper {
  return {
    id: row.id,
    kind: 'material',
    name: row.name,
    sectionId: null,
    deleted: false,
    number: '',
    heading: '',
    departmentNames: row.department_name === null ? [] : [row.department_name],
    round: null,
    channel: null,
    personName: row.person_name,
    enteredFor: row.entered_for,
    at: row.at,
    recalled: false,
    attachmentId: row.attachment_id,
    text: readText(row.text),
  }
}

/** The sections' newest round first, in document order; those of deleted sections last. */
async function readSubmissions(db: Database, report: LoadedReport): Promise<DeskPaper[]> {
  const rows = await db
    .selectFrom('submissions')
    .innerJoin('sections', 'sections.id', 'submissions.section_id')
    .innerJoin('persons', 'persons.id', 'submissions.person_id')
    .selectAll('submissions')
    .select(['persons.name as person_name', 'sections.heading as heading', 'sections.lead_id as lead_id'])
    .where('sections.report_id', '=', report.id)
    .orderBy('round', 'desc')
    .execute()
  const departments = await db.selectFrom('departments').select(['id', 'name']).execute()
  const names = new Map(departments.map(({ id, name }) => [id, name]))
  const places = new Map(report.sections.map((section, index) => [section.id, { section, index }]))
  const rankOf = (row: (typeof rows)[number]) => places.get(row.section_id)?.index ?? report.sections.length
  return rows
    .toSorted((one, other) => rankOf(one) - rankOf(other) || other.round - one.round)
    .map(row => {
      const place = places.get(row.section_id)
      const holding = place ? holders(place.section) : row.lead_id === null ? [] : [row.lead_id]
      return {
        id: row.id,
        kind: 'submission',
        name: '',
        sectionId: row.section_id,
        deleted: !place,
        number: place?.section.number ?? '',
        heading: row.heading,
        departmentNames: holding.flatMap(id => names.get(id) ?? []),
        round: row.round,
        channel: row.channel,
        personName: row.person_name,
        enteredFor: row.entered_for,
        at: row.at,
        recalled: row.recalled_at !== null,
        attachmentId: row.attachment_id,
        text: readText(row.text),
      }
    })
}
