/**
 * The verbs of templates: save a report as one, rename, delete and bring back, begin a report from one.
 *
 * 1. Built-in templates are data (shared/templates/built-in.ts): they can be read and used, never changed;
 *    for whoever tries they are as if missing.
 * 2. A deletion only marks, so that it can be undone.
 */
import type {
  Beginning,
  BodyOf,
  Report,
  Template,
  TemplateContent,
  TemplateSummary,
} from '../../shared/api.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { type Actor, mayCreateReport, mayKeepTemplates } from '../../shared/permissions.ts'
import { builtInIds, builtIns, isBuiltIn } from '../../shared/templates/built-in.ts'
import { contentOf, reportFrom } from '../../shared/templates/template.ts'
import { writeAudit } from '../ops/audit.ts'
import { timestamp } from '../ops/deps.ts'
import { inTransaction } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'
import type { TemplateTable } from '../store/tables/reports.ts'
import { createReport } from './creation.ts'
import type { ReportDeps } from './deps.ts'
import { activeDepartments, namesOfPeople } from './house.ts'
import { readReport } from './present.ts'

export async function listTemplates(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
): Promise<Outcome<TemplateSummary[]>> {
  if (!mayKeepTemplates(actor)) return refuse('forbidden')
  const rows = await db
    .selectFrom('templates')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute()
  return done([...builtInIds.map(id => summaryOf(builtInTemplate(id))), ...rows.map(presentSummary)])
}

export async function readTemplate(
  { db }: Pick<ReportDeps, 'db'>,
  actor: Actor,
  templateId: string,
): Promise<Outcome<Template>> {
  if (!mayKeepTemplates(actor)) return refuse('forbidden')
  const template = await findTemplate(db, templateId)
  return template ? done(template) : refuse('not-found')
}

export async function createTemplate(
  deps: ReportDeps,
  actor: Actor,
  { reportId, name, departments }: BodyOf<'createTemplate'>,
): Promise<Outcome<TemplateSummary>> {
  if (!mayKeepTemplates(actor)) return refuse('forbidden')
  const report = await readReport(deps, actor, reportId)
  if (!report.ok) return report
  const content = contentOf(report.value, departments, await namesOfPeople(deps.db))
  return inTransaction(deps, async tx => {
    if ((await countTemplates(tx)) >= limits.templates) return refuse('too-large')
    const row: TemplateTable = {
      id: newId(deps.random),
      name,
      content: JSON.stringify(content),
      updated_at: timestamp(deps.clock),
      deleted_at: null,
    }
    await tx.insertInto('templates').values(row).execute()
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'template.create',
      reportId,
      subjectId: row.id,
      after: { name, sections: content.sections.length, departments },
    })
    return done(presentSummary(row))
  })
}

export async function changeTemplate(
  deps: ReportDeps,
  actor: Actor,
  templateId: string,
  { name }: BodyOf<'changeTemplate'>,
): Promise<Outcome<TemplateSummary>> {
  if (!mayKeepTemplates(actor)) return refuse('forbidden')
  return inTransaction(deps, async tx => {
    const before = await liveRow(tx, templateId)
    if (!before) return refuse('not-found')
    const change = { name, updated_at: timestamp(deps.clock) }
    await tx.updateTable('templates').set(change).where('id', '=', templateId).execute()
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'template.change',
      subjectId: templateId,
      before: { name: before.name },
      after: { name },
    })
    return done(presentSummary({ ...before, ...change }))
  })
}

export async function deleteTemplate(
  deps: ReportDeps,
  actor: Actor,
  templateId: string,
): Promise<Outcome<Record<string, never>>> {
  if (!mayKeepTemplates(actor)) return refuse('forbidden')
  return inTransaction(deps, async tx => {
    const row = await liveRow(tx, templateId)
    if (!row) return refuse('not-found')
    await tx
      .updateTable('templates')
      .set({ deleted_at: timestamp(deps.clock) })
      .where('id', '=', templateId)
      .execute()
    await writeAudit(tx, deps, {
      personId: actor.id,
      action: 'template.delete',
      subjectId: templateId,
      before: { name: row.name },
    })
    return done({})
  })
}

export async function restoreTemplate(
  deps: ReportDeps,
  actor: Actor,
  templateId: string,
): Promise<Outcome<TemplateSummary>> {
  if (!mayKeepTemplates(actor)) return refuse('forbidden')
  return inTransaction(deps, async tx => {
    if ((await countTemplates(tx)) >= limits.templates) return refuse('too-large')
    const row = await tx
      .updateTable('templates')
      .set({ deleted_at: null })
      .where('id', '=', templateId)
      .where('deleted_at', 'is not', null)
      .returningAll()
      .executeTakeFirst()
    if (!row) return refuse((await liveRow(tx, templateId)) ? 'conflict' : 'not-found')
    await writeAudit(tx, deps, { personId: actor.id, action: 'template.restore', subjectId: templateId })
    return done(presentSummary(row))
  })
}

/** A new report; departments that are gone or no longer active are left out. */
export async function beginFromTemplate(
  deps: ReportDeps,
  actor: Actor,
  templateId: string,
  beginning: Beginning,
): Promise<Outcome<Report>> {
  if (!mayCreateReport(actor)) return refuse('forbidden')
  const template = await findTemplate(deps.db, templateId)
  if (!template) return refuse('not-found')
  const active = await activeDepartments(deps.db)
  return createReport(
    deps,
    actor,
    reportFrom(template.content, beginning, id => active.has(id)),
  )
}

async function findTemplate(db: Database, templateId: string): Promise<Template | undefined> {
  if (isBuiltIn(templateId)) return builtInTemplate(templateId)
  const row = await liveRow(db, templateId)
  if (!row) return undefined
  const content: TemplateContent = JSON.parse(row.content)
  return { ...presentSummary(row), content }
}

function builtInTemplate(id: (typeof builtInIds)[number]): Template {
  const { name, content } = builtIns[id]
  return { id, name, builtIn: true, sections: content.sections.length, updatedAt: null, content }
}

const summaryOf = ({ content: _content, ...summary }: Template): TemplateSummary => summary

function presentSummary({ id, name, content, updated_at }: TemplateTable): TemplateSummary {
  const { sections }: TemplateContent = JSON.parse(content)
  return { id, name, builtIn: false, sections: sections.length, updatedAt: updated_at }
}

async function liveRow(db: Database, templateId: string): Promise<TemplateTable | undefined> {
  return db
    .selectFrom('templates')
    .selectAll()
    .where('id', '=', templateId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

async function countTemplates(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom('templates')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
