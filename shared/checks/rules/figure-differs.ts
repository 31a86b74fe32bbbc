/**
 * `figure-differs` 与指标库不一致: the text says another value of a figure than the register has.
 * Source: the house's own register (指标库), by the name before the number, unit and period.
 * Silent: what the register prints itself, figures still blank or of another period, about-values and ranges, plans
 * and changes, figures of somebody in particular, and what agrees when rounded.
 */

import type { Indicator } from '../indicators.ts'
import { isCited, type RegisteredFigure } from '../checked-text.ts'
import { readQuantities } from '../quantities.ts'
import { found, type Rule, suggested } from '../rule.ts'

export const figureDiffers: Rule = {
  name: 'figure-differs',
  ofRegister: (facts, figures) => {
    const byName = Map.groupBy(figures, ({ name }) => name)
    return facts.indicators().flatMap(indicator => {
      const { line, quantity, name } = indicator
      if (!isPlain(indicator) || isCited(line, quantity)) return []
      const figure = byName.get(name)?.find(one => isMeant(one, indicator))
      const registered = figure && quantityOf(figure)
      if (!figure || !registered || agree(registered, quantity)) return []
      const words = `${figure.value}${figure.unit}`
      const said = line.text.slice(quantity.from, quantity.to)
      return [
        found('figure-differs', facts, line, quantity, {
          severity: 'error',
          message: 'say_figure_differs',
          values: { name, said, registered: words },
          fix: suggested({ from: quantity.from, to: quantity.to, text: words }),
        }),
      ]
    })
  },
}

const isPlain = ({ standing, quantity, group }: Indicator) =>
  standing === 'actual' && group === '' && quantity.unit !== '' && !quantity.isAbout && !quantity.isRange

const isMeant = (figure: RegisteredFigure, { period, quantity }: Indicator) =>
  figure.period === period && quantityOf(figure)?.unit === quantity.unit

function quantityOf({ value, unit }: RegisteredFigure) {
  return value === null ? undefined : readQuantities(`${value}${unit}`)[0]
}

type Value = Pick<Indicator['quantity'], 'value' | 'grain'>

/** 3120.5万元 and 0.31亿元 say the same. */
const agree = (a: Value, b: Value) =>
  Math.abs(a.value - b.value) <= (a.grain === b.grain ? 0 : Math.max(a.grain, b.grain) * 0.501)
