/**
 * Loading the sample: the fictional town's departments and its half-written report, once an installation.
 * Departments that exist under the same name are used as they are. What the sample says of submitting,
 * returning and accepting is done by the ordinary verbs, so that its 来稿 are real ones.
 */
import type { NewReport, NewSection } from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { type Actor, mayLoadSample } from '../../shared/permissions.ts'
import { hasContent } from '../../shared/schema/text.ts'
import { insertDepartment, listDepartments } from '../accounts/departments.ts'
import { writeAudit } from '../ops/audit.ts'
import { keepSetting, readSetting } from '../ops/settings.ts'
import { inTransaction } from '../ops/transaction.ts'
import { type SampleSection, sample } from '../sample/sample.ts'
import type { Database } from '../store/store.ts'
import { insertReport, prepareReport } from './creation.ts'
import type { ReportDeps } from './deps.ts'
import { acceptSections, returnSection } from './decisions.ts'
import { changeReport } from './report.ts'
import { loadReport } from './rows.ts'
import { submitSection } from './submission.ts'

/** Answers the report's id. */
export async function loadSample(deps: ReportDeps, actor: Actor): Promise<Outcome<{ id: string }>> {
  if (!mayLoadSample(actor)) return refuse('forbidden')
  const created = await inTransaction(deps, async tx => {
    if ((await readSetting(tx, 'sample-report')) !== undefined) return refuse('conflict')
    const departmentIds = await sampleDepartments(tx, deps, actor)
    const prepared = prepareReport(deps, newReport(departmentIds))
    if (!prepared.ok) return prepared
    const inserted = await insertReport(tx, deps, actor.id, prepared.value)
    if (!inserted.ok) return inserted
    await keepSetting(tx, 'sample-report', inserted.value)
    await writeAudit(tx, deps, { personId: actor.id, action: 'sample.load', reportId: inserted.value })
    return inserted
  })
  if (!created.ok) return created
  // Whoever may load the sample acts as its coordinator while it is made.
  const coordinator: Actor = { ...actor, role: 'coordinator' }
  const { wordsCeiling } = sample.report
  const finished = await changeReport(deps, coordinator, created.value, { wordsCeiling })
  if (!finished.ok) return finished
  await begin(deps.db, created.value)
  const walked = await walkSteps(deps, coordinator, created.value)
  return walked.ok ? done({ id: created.value }) : walked
}

function newReport(departmentIds: ReadonlyMap<string, string>): NewReport {
  const { title, period, matter, sections } = sample.report
  return { title, period, matter, sections: sections.map(section => newSection(section, departmentIds)) }
}

function newSection(section: SampleSection, departmentIds: ReadonlyMap<string, string>): NewSection {
  const idOf = (name: string) => {
    const id = departmentIds.get(name)
    if (id === undefined) throw new Error(`the sample names a department that it has not: ${name}`)
    return id
  }
  const {
    level,
    heading,
    numbered,
    role,
    lead,
    co = [],
    guidance = '',
    floor = null,
    ceiling = null,
  } = section
  return {
    level,
    heading,
    numbered,
    role,
    leadId: lead === undefined ? null : idOf(lead),
    coIds: co.map(idOf),
    guidance,
    floor,
    ceiling,
    text: { type: 'doc', content: section.blocks },
  }
}

async function sampleDepartments(tx: Database, deps: ReportDeps, actor: Actor): Promise<Map<string, string>> {
  const existing = await listDepartments({ db: tx })
  const ids = new Map(existing.ok ? existing.value.map(({ name, id }) => [name, id]) : [])
  for (const name of sample.departments) {
    if (ids.has(name)) continue
    const inserted = await insertDepartment(tx, deps, actor.id, name)
    if (inserted.ok) ids.set(name, inserted.value.id)
  }
  return ids
}

/** A section that has a text has been begun. */
async function begin(db: Database, reportId: string): Promise<void> {
  const report = await loadReport(db, reportId)
  const begun = (report?.sections ?? []).filter((_, at) => hasText(sample.report.sections[at]))
  await db
    .updateTable('sections')
    .set({ status: 'drafting' })
    .where(
      'id',
      'in',
      begun.map(({ id }) => id),
    )
    .execute()
}

const hasText = (section: SampleSection | undefined) =>
  section !== undefined && hasContent({ type: 'doc', content: section.blocks })

/** Takes every section as far as the sample says. The live sections stand in the sample's order. */
async function walkSteps(deps: ReportDeps, actor: Actor, reportId: string): Promise<Outcome<null>> {
  const report = await loadReport(deps.db, reportId)
  for (const [at, { step = 'none', reason = '' }] of sample.report.sections.entries()) {
    const section = report?.sections[at]
    if (step === 'none' || !section) continue
    const { id: sectionId, effectiveCoIds } = section
    const passOver = effectiveCoIds.map(departmentId => ({ departmentId, reason: sample.passedOver }))
    const submitted = await submitSection(deps, actor, reportId, sectionId, { passOver })
    if (!submitted.ok) return submitted
    if (step === 'submitted') continue
    const decided =
      step === 'returned'
        ? await returnSection(deps, actor, reportId, sectionId, { reason })
        : await acceptSections(deps, actor, reportId, [sectionId])
    if (!decided.ok) return decided
  }
  return done(null)
}
