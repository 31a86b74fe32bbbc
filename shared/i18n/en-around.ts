/** The English words of what stands around the text on the workbench: they come with it (client/ui/worded-around.ts). */
import { board } from './en/board.ts'
import { consult } from './en/consult.ts'
import { handIn } from './en/hand-in.ts'
import { intake } from './en/intake.ts'
import { lastYear } from './en/last-year.ts'
import { matter } from './en/matter.ts'
import { reports } from './en/reports.ts'
import { setAside } from './en/set-aside.ts'
import { steps } from './en/steps.ts'
import { templates } from './en/templates.ts'
import { troubles } from './en/troubles.ts'

export const enOfAround = {
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
}
