/** The way of every route about templates to its verb; see handlers.ts. */
import type { Program } from '../program.ts'
import {
  beginFromTemplate,
  changeTemplate,
  createTemplate,
  deleteTemplate,
  listTemplates,
  readTemplate,
  restoreTemplate,
} from '../reports/templates.ts'
import type { templatesApi } from '../../shared/api/templates.ts'
import type { Handlers } from './handlers.ts'

export type TemplateRoute = keyof typeof templatesApi

export function templateHandlers(program: Program): Pick<Handlers, TemplateRoute> {
  return {
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
