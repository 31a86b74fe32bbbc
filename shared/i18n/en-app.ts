/** The English words that the workbench may say too; those of other pages come with them (en-pages.ts). */
import { blocks } from './en/blocks.ts'
import { board } from './en/board.ts'
import { common } from './en/common.ts'
import { consult } from './en/consult.ts'
import { editor } from './en/editor.ts'
import { errors } from './en/errors.ts'
import { figures } from './en/figures.ts'
import { handIn } from './en/hand-in.ts'
import { intake } from './en/intake.ts'
import { lastYear } from './en/last-year.ts'
import { matter } from './en/matter.ts'
import { outline } from './en/outline.ts'
import { reading } from './en/reading.ts'
import { reports } from './en/reports.ts'
import { setAside } from './en/set-aside.ts'
import { steps } from './en/steps.ts'
import { templates } from './en/templates.ts'
import { troubles } from './en/troubles.ts'

export const enOfApp = {
  common,
  reports,
  editor,
  blocks,
  outline,
  matter,
  board,
  consult,
  steps,
  handIn,
  figures,
  intake,
  reading,
  setAside,
  templates,
  lastYear,
  troubles,
  errors,
}
