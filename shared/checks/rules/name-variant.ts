/**
 * `name-variant` 名称不一: a name that occurs once beside one that differs by a character and occurs often:
 * 张秀玫 once, 张秀梅 five times; 滨海工业区 once, 滨海工业园区 four times; 结队 once, 结对 thirty times.
 * Source: DOMAIN §3 #18.
 * With the house's list: its names of five characters and more, wherever one character of them is another, and
 * shorter ones that the text recognises as names, once or twice.
 * Silent: names that are opposed (东西, 一二, 上下), names that stand side by side in one sentence (two people, two
 * villages), names of the house's list, forms that are told apart by their first character (东山, 西山).
 */
import type { Facts } from '../facts.ts'
import type { Finding } from '../finding.ts'
import { listedNames } from '../listed-names.ts'
import { cite, found, type Rule, suggested } from '../rule.ts'
import { type NameUse, namesIn, type Usage } from '../names.ts'
import type { Setting } from '../setting.ts'

const usualLeast = 3

export const nameVariant: Rule = {
  name: 'name-variant',
  ofReport: (all, { house }: Setting) => {
    const uses = usesOf(all)
    const sure = new Set([...house.names, ...house.places])
    const countOf = (name: string) => uses.get(name)?.count ?? 0
    const isRare = (name: string) => countOf(name) <= 2 && !sure.has(name)
    const usual = [...uses].filter(
      ([name, { count, isBounded }]) => (count >= usualLeast && isBounded) || sure.has(name),
    )
    const patterns = new Map<string, string[]>()
    for (const [name] of usual)
      for (const pattern of patternsOf(name)) patterns.set(pattern, [...(patterns.get(pattern) ?? []), name])
    const near = nearListed(all, [...sure])
    const told = new Set(near.map(({ quote }) => quote))
    const rare = [...uses].flatMap(([name, usage]) => {
      if (!isRare(name) || told.has(name)) return []
      const close = closest(name, patterns, uses)
      if (close === undefined || (usage.count > 1 && !sure.has(close))) return []
      return report(name, usage, close, uses.get(close))
    })
    return [...near, ...rare]
  },
}

function nearListed(all: readonly Facts[], names: readonly string[]): Finding[] {
  if (names.length === 0) return []
  const near = listedNames(names, (a, b) => isHan.test(a) && !areOpposed(a, b))
  return all.flatMap(facts =>
    facts.lines.flatMap(line =>
      near(line.text).map(({ at, name, meant }) => {
        const span = { from: at, to: at + name.length }
        return found('name-variant', facts, line, span, {
          severity: 'warning',
          message: 'say_name_listed',
          values: { name, meant },
          fix: suggested({ ...span, text: meant }),
        })
      }),
    ),
  )
}

const isHan = /^\p{Script=Han}$/u

function usesOf(all: readonly Facts[]): Map<string, Usage> {
  const uses = new Map<string, Usage>()
  for (const facts of all)
    for (const [name, use] of facts.derive(namesIn)) {
      const before = uses.get(name)
      uses.set(name, {
        count: (before?.count ?? 0) + use.count,
        isBounded: use.isBounded || (before?.isBounded ?? false),
        first: before?.first ?? { facts, use },
      })
    }
  return uses
}

/** 张秀梅 → 张秀*, 张*梅. The first character stays: 东山村 and 西山村 are two villages. */
function patternsOf(name: string): string[] {
  return Array.from({ length: name.length - 1 }, (_, at) => `${name.slice(0, at + 1)}*${name.slice(at + 2)}`)
}

/** Characters that tell two names apart on purpose. */
const opposed = [
  '东西南北中',
  '上下',
  '前后',
  '左右',
  '大小',
  '新老旧',
  '高低初',
  '内外',
  '一二三四五六七八九十',
  '甲乙丙丁',
  '春夏秋冬',
  '红绿青白黑蓝黄金银',
  '男女',
  '正副总分',
  '省市县区镇乡村城农',
]
const areOpposed = (a: string, b: string) => opposed.some(signs => signs.includes(a) && signs.includes(b))

function closest(
  name: string,
  patterns: ReadonlyMap<string, readonly string[]>,
  uses: ReadonlyMap<string, Usage>,
) {
  for (const pattern of patternsOf(name)) {
    const at = pattern.indexOf('*')
    const match = patterns.get(pattern)?.find(other => {
      if (other === name) return false
      const [mine, theirs] = [name[at] ?? '', other[at] ?? '']
      if (areOpposed(mine, theirs)) return false
      return !standTogether(uses.get(name), other)
    })
    if (match !== undefined) return match
  }
  return shorterForms(name).find(other => (uses.get(other)?.count ?? 0) >= usualLeast)
}

const forms = [
  ['工业区', '工业园区'],
  ['产业园', '产业园区'],
  ['开发区', '经济开发区'],
  ['合作社', '专业合作社'],
] as const

/** X工业区 for X工业园区. */
function shorterForms(name: string): string[] {
  return forms.flatMap(([short, long]) => {
    if (name.endsWith(long)) return [name.slice(0, -long.length) + short]
    return name.endsWith(short) ? [name.slice(0, -short.length) + long] : []
  })
}

/** Both in one sentence: two people, two places. */
function standTogether(rare: Usage | undefined, usual: string): boolean {
  return rare?.first.use.sentence.includes(usual) ?? false
}

function report(name: string, { first }: Usage, usual: string, usage: Usage | undefined) {
  const { facts, use }: { facts: Facts; use: NameUse } = first
  const span = { from: use.at, to: use.at + name.length }
  return [
    found('name-variant', facts, use.line, span, {
      severity: 'warning',
      message: 'say_name_variant',
      values: { name, usual, count: usage?.count ?? 0 },
      related: usage
        ? [
            cite(usage.first.facts, usage.first.use.line, {
              from: usage.first.use.at,
              to: usage.first.use.at + usual.length,
            }),
          ]
        : [],
      fix: suggested({ ...span, text: usual }),
    }),
  ]
}
