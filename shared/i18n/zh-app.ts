/** The Chinese words that the workbench may say too; those of other pages come with them (zh-pages.ts). */
import { blocks } from './zh/blocks.ts'
import { board } from './zh/board.ts'
import { common } from './zh/common.ts'
import { consult } from './zh/consult.ts'
import { editor } from './zh/editor.ts'
import { errors } from './zh/errors.ts'
import { figures } from './zh/figures.ts'
import { handIn } from './zh/hand-in.ts'
import { intake } from './zh/intake.ts'
import { lastYear } from './zh/last-year.ts'
import { matter } from './zh/matter.ts'
import { outline } from './zh/outline.ts'
import { reading } from './zh/reading.ts'
import { reports } from './zh/reports.ts'
import { setAside } from './zh/set-aside.ts'
import { steps } from './zh/steps.ts'
import { templates } from './zh/templates.ts'
import { troubles } from './zh/troubles.ts'

export const zhOfApp = {
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
} as const
