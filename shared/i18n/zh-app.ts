/** The Chinese words that any page of the app may say; those of importing come with their page. */
import { audit } from './zh/audit.ts'
import { board } from './zh/board.ts'
import { common } from './zh/common.ts'
import { editor } from './zh/editor.ts'
import { errors } from './zh/errors.ts'
import { lastYear } from './zh/last-year.ts'
import { outline } from './zh/outline.ts'
import { people } from './zh/people.ts'
import { reading } from './zh/reading.ts'
import { reports } from './zh/reports.ts'
import { setAside } from './zh/set-aside.ts'
import { steps } from './zh/steps.ts'
import { templates } from './zh/templates.ts'
import { troubles } from './zh/troubles.ts'

export const zhOfApp = {
  common,
  people,
  reports,
  editor,
  outline,
  board,
  steps,
  reading,
  setAside,
  audit,
  templates,
  lastYear,
  troubles,
  errors,
} as const
