/** The contract of templates: what a report is begun from, and how it is kept. */
import { z } from 'zod'
import { limits } from '../limits.ts'
import { sectionRoles, signoffs } from '../report.ts'
import { routes } from '../routes.ts'
import { matterForm } from './matter.ts'
import { gating, report } from './reports.ts'
import { define } from './route.ts'
import { count, heading, id, line, name, nothing, period, time, title } from './values.ts'

const minutesOfFiveYears = 5 * 366 * 24 * 60

const templateSection = z.object({
  heading,
  level: z.int().min(1).max(limits.outlineLevels),
  numbered: z.boolean(),
  role: z.enum(sectionRoles).nullable(),
  guidance: z.string().max(limits.guidanceLength),
  floor: count.nullable(),
  ceiling: count.nullable(),
  leadId: id.nullable(),
  coIds: z.array(id),
  /** Minutes that the section is due before the report's deadline; null: no time of its own. */
  dueBefore: z.int().min(-minutesOfFiveYears).max(minutesOfFiveYears).nullable(),
})
export type TemplateSection = z.infer<typeof templateSection>

/** What a template keeps of a report: everything but its texts, people and dates. */
const templateContent = z.object({
  /** The title and the year of the report that it was made from; years in it and in headings move on from there. */
  title: line.max(limits.titleLength),
  period,
  year: z.int().nullable(),
  wordsCeiling: count.nullable(),
  signoff: z.enum(signoffs),
  /** Templates of earlier versions have none: every error. */
  gating: gating.optional(),
  addressee: line.max(200),
  signature: line.max(200),
  signaturePlace: z.enum(['end', 'title']),
  /** Templates of earlier versions have none. */
  form: matterForm.optional(),
  sections: z.array(templateSection).max(limits.sectionsPerReport),
})
export type TemplateContent = z.infer<typeof templateContent>

const templateSummary = z.object({
  id,
  name,
  /** Comes with the program: it can be used, not changed. */
  builtIn: z.boolean(),
  sections: z.int(),
  updatedAt: time.nullable(),
})
export type TemplateSummary = z.infer<typeof templateSummary>

const template = templateSummary.extend({ content: templateContent })
export type Template = z.infer<typeof template>

/** What a report that is begun from something else is still asked for. */
export const beginning = z.object({ title, period, deadline: time.nullable() })
export type Beginning = z.infer<typeof beginning>

export const templatesApi = define({
  /** Built-in ones first, then those of the house by name. */
  listTemplates: { ...routes.listTemplates, access: 'signed-in', response: z.array(templateSummary) },
  getTemplate: { ...routes.getTemplate, access: 'signed-in', response: template },
  /** Saves a report as a template; `departments`: its lead and joining departments come along. */
  createTemplate: {
    ...routes.createTemplate,
    access: 'signed-in',
    body: z.object({ reportId: id, name, departments: z.boolean() }),
    response: templateSummary,
  },
  changeTemplate: {
    ...routes.changeTemplate,
    access: 'signed-in',
    body: z.object({ name }),
    response: templateSummary,
  },
  deleteTemplate: { ...routes.deleteTemplate, access: 'signed-in', response: nothing },
  restoreTemplate: { ...routes.restoreTemplate, access: 'signed-in', response: templateSummary },
  /** A new report from a template: years move to that of the period or title, due times follow the deadline. */
  beginFromTemplate: { ...routes.beginFromTemplate, access: 'signed-in', body: beginning, response: report },
})
