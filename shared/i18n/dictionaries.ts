/**
 * All words that a person sees, by area; Chinese is the source, English must have the same keys.
 * Keys are used as `area.key`, variables as {{name}}.
 */
import { audit as enAudit } from './en/audit.ts'
import { common as enCommon } from './en/common.ts'
import { editor as enEditor } from './en/editor.ts'
import { errors as enErrors } from './en/errors.ts'
import { importing as enImporting } from './en/importing.ts'
import { outline as enOutline } from './en/outline.ts'
import { people as enPeople } from './en/people.ts'
import { reading as enReading } from './en/reading.ts'
import { reports as enReports } from './en/reports.ts'
import { templates as enTemplates } from './en/templates.ts'
import { steps as enSteps } from './en/steps.ts'
import { audit } from './zh/audit.ts'
import { common } from './zh/common.ts'
import { editor } from './zh/editor.ts'
import { errors } from './zh/errors.ts'
import { importing } from './zh/importing.ts'
import { outline } from './zh/outline.ts'
import { people } from './zh/people.ts'
import { reading } from './zh/reading.ts'
import { reports } from './zh/reports.ts'
import { templates } from './zh/templates.ts'
import { steps } from './zh/steps.ts'

export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

export const zh = {
  common,
  people,
  reports,
  importing,
  editor,
  outline,
  steps,
  reading,
  audit,
  templates,
  errors,
} as const

/** The shape of a dictionary: the Chinese keys, any words. */
export type Dictionary = {
  readonly [Area in keyof typeof zh]: { readonly [Key in keyof (typeof zh)[Area]]: string }
}

const en: Dictionary = {
  common: enCommon,
  people: enPeople,
  reports: enReports,
  importing: enImporting,
  editor: enEditor,
  outline: enOutline,
  steps: enSteps,
  reading: enReading,
  audit: enAudit,
  templates: enTemplates,
  errors: enErrors,
}

export const dictionaries: Record<Language, Dictionary> = { zh, en }
