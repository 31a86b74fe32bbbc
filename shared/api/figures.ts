/** The contract of 指标: the register of a report's figures, and what became of each. */
import { z } from 'zod'
import { standings, valueShape } from '../figures/figure.ts'
import { limits } from '../limits.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { date, id, line, name, nothing, period, time } from './values.ts'

const words = line.max(limits.figureWords)
const unit = line.max(20)

const fields = z.object({
  name,
  unit,
  /** Empty: the report's own. */
  period,
  /** A decimal in the unit named, as written; null: still blank. */
  value: z.string().regex(valueShape).nullable(),
  /** 截至 */
  asOf: date.nullable(),
  standing: z.enum(standings),
  source: words,
  /** 口径 */
  basis: words,
  departmentId: id.nullable(),
  dueAt: time.nullable(),
})
export type FigureFields = z.infer<typeof fields>

const figure = fields.extend({
  id,
  /** Rises by one with each change. */
  version: z.int(),
})
export type Figure = z.infer<typeof figure>

/** What is not said is blank, and a blank value is 预计. */
const newFigure = fields
  .partial()
  .extend({ name, /** One that is registered already: it is changed. */ id: id.optional() })

const change = z.object({
  version: z.int(),
  at: time,
  personName: z.string(),
  before: fields.partial(),
  after: fields.partial(),
})
export type FigureChange = z.infer<typeof change>

const registered = fields.pick({ name: true, unit: true, period: true, value: true })
const earlierText = z.object({
  title: z.string(),
  sections: z.array(z.object({ heading: z.string(), lines: z.array(z.string()) })),
  figures: z.array(registered),
})

export const figuresApi = define({
  /** The report that this one goes back to, as far as the asking person may see it: what the checks compare with. */
  getEarlier: {
    ...routes.getEarlier,
    access: 'signed-in',
    response: z.object({ earlier: earlierText.nullable() }),
  },
  listFigures: { ...routes.listFigures, access: 'signed-in', response: z.array(figure) },
  /** New ones, and changes of those with an id; all of them or none. Answers the ids in their order. */
  putFigures: {
    ...routes.putFigures,
    access: 'signed-in',
    body: z.object({ figures: z.array(newFigure).min(1).max(limits.figuresAtOnce) }),
    response: z.object({ ids: z.array(id) }),
  },
  /** `version` as it was read: whoever changes what somebody else changed meanwhile is told so (409). */
  changeFigure: {
    ...routes.changeFigure,
    access: 'signed-in',
    body: fields.partial().extend({ version: z.int().optional() }),
    response: figure,
  },
  /** Refused while a text cites it. */
  deleteFigure: { ...routes.deleteFigure, access: 'signed-in', response: nothing },
  restoreFigure: { ...routes.restoreFigure, access: 'signed-in', response: figure },
  /** The newest first. */
  listFigureChanges: { ...routes.listFigureChanges, access: 'signed-in', response: z.array(change) },
  /** The figures of the asking author's departments that are still waited for, the soonest due first. */
  listMyFigures: {
    ...routes.listMyFigures,
    access: 'signed-in',
    response: z.array(figure.extend({ reportId: id, reportTitle: z.string() })),
  },
})
