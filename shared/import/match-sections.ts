/**
 * 批量导入来稿: which section a department's file is meant for, by what it is called and how it begins.
 *
 * 1. A guess is only made where one section is clearly ahead; between several it is left to a person.
 * 2. Only a section's own departments count, not those that it has from the section above it: a department
 *    that holds a chapter sends one file for the chapter.
 * 3. Places of files are advice: nothing is put anywhere by them.
 */
import { readNumber } from '../numbering.ts'

export type SectionPlace = {
  readonly id: string
  readonly level: number
  /** As it prints before the heading: 三、 */
  readonly number: string
  readonly heading: string
  readonly lead: string
  readonly co: readonly string[]
}

export type FileClues = {
  /** With its ending. */
  readonly name: string
  /** The first lines and the headings of the document, in order. */
  readonly lines: readonly string[]
}

export type SectionMatch =
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'several'; readonly ids: readonly string[] }
  | { readonly kind: 'none' }

/** Below it there is no guess, and closer than this two sections are equals. */
const enough = 30
const ahead = 8

export function matchSection(clues: FileClues, places: readonly SectionPlace[]): SectionMatch {
  const scores = places
    .map(place => ({ id: place.id, score: scoreOf(clues, place) }))
    .filter(({ score }) => score >= enough)
    .toSorted((a, b) => b.score - a.score)
  const [best, ...others] = scores
  if (!best) return { kind: 'none' }
  const close = others.filter(({ score }) => best.score - score < ahead)
  return close.length === 0
    ? { kind: 'one', id: best.id }
    : { kind: 'several', ids: [best, ...close].map(({ id }) => id) }
}

function scoreOf({ name, lines }: FileClues, place: SectionPlace): number {
  const [title = '', ...rest] = lines
  const named = name.replace(/\.[a-z0-9]+$/i, '').normalize('NFKC')
  const headings = rest.map(line => nearness(bareHeading(line), place.heading))
  return (
    Math.max(
      nearness(bareHeading(named), place.heading),
      0.8 * nearness(bareHeading(title), place.heading),
      0.6 * Math.max(0, ...headings),
    ) +
    Math.max(
      departmentIn(bareHeading(named), place),
      0.8 * departmentIn(bareHeading(title), place),
      // Who wrote it stands under the title as a rule.
      0.6 * Math.max(0, ...rest.slice(0, 2).map(line => departmentIn(bareHeading(line), place))),
    ) +
    numberIn(named, place)
  )
}

/** How nearly words say a heading: all of it, or it inside them. */
function nearness(words: string, heading: string): number {
  const wanted = bareHeading(heading)
  if (wanted.length < 2 || words.length < 2) return 0
  if (words === wanted) return 70
  const core = wanted.replace(/(?:工作|情况|建设|方面)+$/, '')
  if (words.includes(wanted)) return 40 + Math.min(wanted.length, 16)
  if (core.length >= 2 && words.includes(core)) return 34 + Math.min(core.length, 12)
  return words.length >= 2 && words.length < wanted.length && wanted.includes(words) ? 32 : 0
}

function departmentIn(words: string, { lead, co }: SectionPlace): number {
  return Math.max(
    departmentScore(words, lead),
    0.6 * Math.max(0, ...co.map(one => departmentScore(words, one))),
  )
}

function departmentScore(words: string, department: string): number {
  const wanted = bareHeading(department)
  if (wanted.length < 2) return 0
  if (words.includes(wanted)) return 54 + Math.min(wanted.length, 16)
  const core = wanted.replace(/(?:办公室|委员会|管理局|局|办|科|股|处|所|站|中心|部|室|委)$/, '')
  return core.length >= 2 && core !== wanted && words.includes(core) ? 34 + Math.min(core.length, 12) : 0
}

/** A number of the outline's own shape names a section; any other (03 …) only decides between equals. */
function numberIn(named: string, { level, number }: SectionPlace): number {
  const own = readNumber(number)
  if (!own) return 0
  const found = readNumber(named)
  if (found?.level === own.level && found.value === own.value && found.level !== 3) return 31
  const [, digits] = /^0?(\d{1,2})(?!\d)/.exec(named) ?? []
  return digits !== undefined && level === 1 && Number(digits) === own.value ? 9 : 0
}

/** Words without what files and titles have in common: numbers, years, 总结, 定稿, blanks and signs. */
export function bareHeading(words: string): string {
  const number = readNumber(words)
  return words
    .slice(number?.length ?? 0)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\d+年度?|上半年|下半年|全年|年度/g, '')
    .replace(/工作总结|总结|工作汇报|汇报|材料|来稿|初稿|定稿|终稿|最终版?|修改版?|报送|上报|副本/g, '')
    .replace(/[^\p{L}]/gu, '')
}
