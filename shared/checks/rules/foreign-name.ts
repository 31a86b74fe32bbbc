/**
 * `foreign-name` 外单位名称: another county's, town's or school's name left in a text that was reused.
 * Source: DOMAIN §3, further rules. Told are: the leadership thanked is not one's own (在青石县委、县政府的正确领导下,
 * where 云溪县 is what the report is about), 我 before a place that is not one's own, and, with a house list, a
 * place of the same kind that the list does not have (villages once it has two), and the names that it watches for.
 * Silent: places that one works with (对口支援, 赴…考察, 与…签约), higher levels (省委, 市委 without a name).
 */
import type { Facts } from '../facts.ts'
import { found, matchesIn, type Rule } from '../rule.ts'
import type { Setting } from '../setting.ts'

const led =
  /(?:在|按照|根据|围绕)(?:中共)?(?<name>[\p{Script=Han}]{2,3}?[县市区镇乡])(?:委|党委|政府|人民政府)[\p{Script=Han}、]{0,12}?(?:领导|部署|要求|安排|支持|关心)/gu
const ours =
  /我们?(?<name>[\p{Script=Han}]{2,3}(?:县|市|区|镇|乡|街道|小学|中学|学校|医院))(?![\p{Script=Han}]{0,4}(?:交流|对口|结对|合作))/gu
const anyPlace =
  /(?<![\p{Script=Han}])(?<name>[\p{Script=Han}]{2,3}[县区镇乡])(?=[\p{Script=Han}]{0,6}(?:委|政府|全|人民|城区|境内|范围))/gu
const villageKinds = ['村', '社区']
/** At the beginning of a clause, or behind a word that leads to a place. */
const anyVillage =
  /(?:(?<![\p{Script=Han}])|(?<=[在到对由]))(?<name>(?![在到对由])[\p{Script=Han}]{2,3}(?:村|社区))(?![\p{Script=Han}]{0,4}(?:交流|对口|结对|合作))/gu
const notAVillage =
  /[各全本该每行自中示美乡农新试贫薄强空旧名跨驻进入帮联包多个的]|历史|传统|美丽|文明|重点|城市|智慧/u
const notAName = /^(?:[本全我各该省市县区镇乡]|城镇|乡镇|街镇|上级|国家|中央|们)|[省市].[县区]$/u

export const foreignName: Rule = {
  name: 'foreign-name',
  ofReport: (all, { house }: Setting) => {
    const counts = countNames(all)
    const parts = Map.groupBy(all, ({ part }) => part)
    return [...parts.values()].flatMap(sections => {
      const own = ownNames(sections, house.places, counts)
      const watched = sections.flatMap(facts => watchedIn(facts, house.foreign ?? []))
      if (own.size === 0) return watched
      const hasVillages = villageKinds.some(
        kind => (own.get(kind)?.size ?? 0) >= 2 && house.places.length > 0,
      )
      const others = sections.flatMap(facts => [
        ...foreign(facts, facts.derive(claimsIn), own),
        ...(house.places.length > 0 ? foreign(facts, facts.derive(anyPlaceIn), own) : []),
        ...(hasVillages ? foreign(facts, facts.derive(villagesIn), own) : []),
      ])
      return [...watched, ...others]
    })
  },
}

const places = /[\p{Script=Han}]{2,3}(?:县|市|区|镇|乡|街道|小学|中学|学校|医院)/gu

function countNames(all: readonly Facts[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const facts of all)
    for (const [name, count] of facts.derive(placesIn)) counts.set(name, (counts.get(name) ?? 0) + count)
  return counts
}

function placesIn(facts: Facts): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { match } of matchesIn(facts, places)) counts.set(match[0], (counts.get(match[0]) ?? 0) + 1)
  return counts
}

const ownLeast = 3

/** By kind (县, 镇 …) the report's own: from the house's list, or what it names again and again. */
function ownNames(sections: readonly Facts[], house: readonly string[], counts: ReadonlyMap<string, number>) {
  const own = new Map<string, Set<string>>()
  const add = (name: string) => {
    const kind = kindOf(name)
    own.set(kind, (own.get(kind) ?? new Set()).add(name))
  }
  for (const name of house) add(name)
  if (house.length > 0) return own
  const usual = [...counts].filter(([name, count]) => count >= ownLeast && !notAName.test(name))
  for (const kind of new Set(usual.map(([name]) => kindOf(name)))) {
    const [best, next] = usual.filter(([name]) => kindOf(name) === kind).sort((a, b) => b[1] - a[1])
    // Two that are named alike often: nobody can say which is one's own.
    if (best && (!next || best[1] >= next[1] * 2)) add(best[0])
  }
  const title = sections.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'title'))
  for (const { text } of title) for (const [name] of text.matchAll(places)) add(name)
  return own
}

const kindOf = (name: string) => /(?:社区|街道|小学|中学|学校|医院)$/u.exec(name)?.[0] ?? name.slice(-1)

const workedWith = /(?:赴|与|向|和|到|同|对口|支援|援助)[\p{Script=Han}]{0,3}$/u

/** What the list watches for, but for places that one goes to or works with. */
function watchedIn(facts: Facts, names: readonly string[]) {
  return facts.lines.flatMap(line =>
    names.flatMap(name => {
      const from = name === '' ? -1 : line.text.indexOf(name)
      if (from === -1 || workedWith.test(line.text.slice(Math.max(0, from - 6), from))) return []
      const span = { from, to: from + name.length }
      return [
        found('foreign-name', facts, line, span, {
          severity: 'warning',
          message: 'say_foreign_listed',
          values: { name },
        }),
      ]
    }),
  )
}

type Mention = { readonly line: Facts['lines'][number]; readonly match: RegExpExecArray }

const claimsIn = (facts: Facts): Mention[] => [led, ours].flatMap(pattern => [...matchesIn(facts, pattern)])
const villagesIn = (facts: Facts): Mention[] => [...matchesIn(facts, anyVillage)]
const anyPlaceIn = (facts: Facts): Mention[] => [...matchesIn(facts, anyPlace)]

function foreign(facts: Facts, mentions: readonly Mention[], own: ReadonlyMap<string, ReadonlySet<string>>) {
  return mentions.flatMap(({ line, match }) => {
    const name = match.groups?.name ?? ''
    const known = own.get(kindOf(name))
    if (!known || notAName.test(name)) return []
    if (villageKinds.includes(kindOf(name)) && notAVillage.test(name)) return []
    // 省云溪县, 我们云溪县: the list's name is the end of what was read.
    if ([...known].some(one => name.endsWith(one) || one.endsWith(name))) return []
    const from = match.index + match[0].indexOf(name)
    return [
      found(
        'foreign-name',
        facts,
        line,
        { from, to: from + name.length },
        {
          severity: 'warning',
          message: 'say_foreign_name',
          values: { name, own: [...known][0] ?? '' },
        },
      ),
    ]
  })
}
