/** The way of every route about templates and carry-over to its verb; see handlers.ts. */
import type { Program } from '../program.ts'
import { beginFromReport, readCarried } from '../reports/carry-over.ts'
import {
  beginFromTemplate,
  changeTemplate,
  createTemplate,
  deleteTemplate,
  listTemplates,
  readTemplate,
  restoreTemplate,
} from '../reports/templates.ts'
import type { carryOverApi } from '../../shared/api/carry-over.ts'
import type { templatesApi } from '../../shared/api/templates.ts'
import type { Handlers } from './handlers.ts'

export type TemplateRoute = keyof typeof templatesApi | keyof typeof carryOverApi

export function templateHandlers(program: Program): Pick<Handlers, TemplateRoute> {
  return {
    beginFromReport: ({ actor, params, body }) => beginFromReport(program, actor, params.reportId, body),
    getCarried: ({ actor, params }) => readCarried(program, actor, params.reportId, params.sectionId),
    listTemplates: ({ actor }) => listTemplates(program, actor),
    createTemplate: ({ actor, body }) => createTemplate(program, actor, body),
    getTemplate: ({ actor, params }) => readTemplate(program, actor, params.templateId),
    changeTemplate: ({ actor, params, body }) => changeTemplate(program, actor, params.templateId, body),
    deleteTemplate: ({ actor, params }) => deleteTemplate(program, actor, params.templateId),
    restoreTemplate: ({ actor, params }) => restoreTemplate(program, actor, params.templateId),
    beginFromTemplate: ({ actor, params, body }) =>
      beginFromTemplate(program, actor, params.templateId, body),
  }
}
