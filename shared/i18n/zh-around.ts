/** The Chinese words of what stands around the text on the workbench: they come with it (client/ui/worded-around.ts). */
import { board } from './zh/board.ts'
import { consult } from './zh/consult.ts'
import { handIn } from './zh/hand-in.ts'
import { intake } from './zh/intake.ts'
import { lastYear } from './zh/last-year.ts'
import { matter } from './zh/matter.ts'
import { reports } from './zh/reports.ts'
import { setAside } from './zh/set-aside.ts'
import { steps } from './zh/steps.ts'
import { templates } from './zh/templates.ts'
import { troubles } from './zh/troubles.ts'

export const zhOfAround = {
  reports,
  matter,
  board,
  consult,
  steps,
  handIn,
  intake,
  setAside,
  templates,
  lastYear,
  troubles,
} as const
