/**
 * `unit` 单位不一: one indicator given in units that do not fit: 12.5亿元 here and 12.5万元 there; 亩 and 公顷 mixed.
 * Source: DOMAIN §3 #8.
 * Silent: 1.25亿元 and 12500万元 (the same value), different names, different periods.
 */
import type { Facts } from '../facts.ts'
import type { Indicator } from '../indicators.ts'
import { cite, found, type Rule } from '../rule.ts'

type Stated = { readonly facts: Facts; readonly indicator: Indicator }

export const unit: Rule = {
  name: 'unit',
  ofReport: all =>
    [...Map.groupBy(all, ({ part }) => part).values()].flatMap(sections => {
      const stated = sections.flatMap(facts => facts.indicators().map(indicator => ({ facts, indicator })))
      return [...tenfold(stated), ...mixed(stated)]
    }),
}

function tenfold(stated: readonly Stated[]) {
  const named = stated.filter(
    ({ indicator: { name, quantity, standing } }) =>
      name.length >= 4 && quantity.unit !== '' && quantity.digits >= 2 && standing !== 'change',
  )
  const groups = Map.groupBy(named, ({ indicator: { name, period, group } }) => `${name} ${period} ${group}`)
  return [...groups.values()].flatMap(([first, ...rest]) =>
    rest.flatMap(other => {
      if (!first) return []
      const [a, b] = [first.indicator.quantity, other.indicator.quantity]
      if (a.unit !== b.unit || a.value === b.value) return []
      const power = Math.log10(Math.max(a.value, b.value) / Math.min(a.value, b.value))
      if (power < 0.99 || Math.abs(power - Math.round(power)) > 1e-9) return []
      return [tell(other, first, 'say_unit_scale')]
    }),
  )
}

function mixed(stated: readonly Stated[]) {
  const of = (name: string) => stated.filter(({ indicator: { quantity } }) => quantity.unit === name)
  const [mu, hectares] = [of('亩'), of('公顷')]
  const [odd, usual] = mu.length < hectares.length ? [mu[0], hectares[0]] : [hectares[0], mu[0]]
  return odd && usual ? [tell(odd, usual, 'say_unit_mixed')] : []
}

function tell(odd: Stated, usual: Stated, message: 'say_unit_scale' | 'say_unit_mixed') {
  const words = ({ indicator: { line, quantity } }: Stated) => line.text.slice(quantity.from, quantity.to)
  return found('unit', odd.facts, odd.indicator.line, odd.indicator.quantity, {
    severity: 'warning',
    message,
    values: { one: words(odd), other: words(usual) },
    related: [cite(usual.facts, usual.indicator.line, usual.indicator.quantity)],
  })
}
