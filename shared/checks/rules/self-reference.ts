/**
 * `self-reference` 自称不一: 我科, 我中心 and 我局 in one report: the departments' own words were not made the report's.
 * Source: DOMAIN §3, further rules.
 * With the house's list: every word of the same kind that is not one of the list's.
 * Which form is right is what most say. Bodies (局 科 校) and places (县 镇) are looked at apart: 我局 and 我县 go
 * together well. Silent: 我国, 我省, 我们, one form only, quotations.
 */
import type { Facts } from '../facts.ts'
import type { Line } from '../checked-text.ts'
import { cite, found, type Rule, suggested } from '../rule.ts'
import type { Setting } from '../setting.ts'
import { withoutQuoted } from '../sentences.ts'

const body =
  /我(?<kind>局|科|中心|院|校|办|站|所|委|部|公司|处|厂|司|厅|社|馆|园)(?![\p{Script=Han}]{0,1}(?:属于|的祖国))/gu
const place = /我(?<kind>市|县|区|镇|乡|街道|村|社区)(?=[\p{Script=Han}，、])/gu

type Use = { readonly facts: Facts; readonly line: Line; readonly at: number; readonly word: string }

export const selfReference: Rule = {
  name: 'self-reference',
  ofReport: (all, { house: { selves = [] } }: Setting) =>
    [...Map.groupBy(all, ({ part }) => part).values()].flatMap(sections =>
      [
        { usesIn: bodiesIn, pattern: body },
        { usesIn: placesIn, pattern: place },
      ].flatMap(({ usesIn, pattern }) =>
        judge(
          sections,
          usesIn,
          selves.filter(word => isWord(word, pattern)),
        ),
      ),
    ),
}

const bodiesIn = (facts: Facts) => usesOf(facts, body)
const placesIn = (facts: Facts) => usesOf(facts, place)

/** `place` wants something behind the word. */
const isWord = (word: string, pattern: RegExp) => `${word}，`.match(pattern)?.[0] === word

function judge(sections: readonly Facts[], usesIn: (facts: Facts) => Use[], listed: readonly string[]) {
  const uses = sections.flatMap(facts => facts.derive(usesIn))
  const [own] = listed
  if (own !== undefined)
    return uses.filter(({ word }) => !listed.includes(word)).map(use => toldByList(use, own))
  const forms = [...Map.groupBy(uses, ({ word }) => word)].sort((a, b) => b[1].length - a[1].length)
  const [usual, ...others] = forms
  if (!usual || others.length === 0) return []
  const [first] = usual[1]
  return others.flatMap(([word, odd]) =>
    odd.map(({ facts, line, at }) => {
      const span = { from: at, to: at + word.length }
      return found('self-reference', facts, line, span, {
        severity: 'warning',
        message: 'say_self_reference',
        values: { word, usual: usual[0], count: usual[1].length },
        related: first
          ? [cite(first.facts, first.line, { from: first.at, to: first.at + usual[0].length })]
          : [],
        fix: suggested({ ...span, text: usual[0] }),
      })
    }),
  )
}

function toldByList({ facts, line, at, word }: Use, own: string) {
  const span = { from: at, to: at + word.length }
  return found('self-reference', facts, line, span, {
    severity: 'warning',
    message: 'say_self_listed',
    values: { word, own },
    fix: suggested({ ...span, text: own }),
  })
}

function usesOf(facts: Facts, pattern: RegExp): Use[] {
  return facts.lines.flatMap(line =>
    line.text.includes('我')
      ? [...withoutQuoted(line.text).matchAll(pattern)].map(match => ({
          facts,
          line,
          at: match.index,
          word: `我${match.groups?.kind ?? ''}`,
        }))
      : [],
  )
}
