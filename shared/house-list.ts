/**
 * 单位用语表: what the house writes its own way, by kind, and what the checks make of it.
 *
 * 1. A kind and a wording stand once: what is written there is one entry.
 * 2. `instead` is what is right (规范表述), the short form (简称) or the post (领导); other kinds have none.
 * 3. `rank` orders leaders; those without one come after, by name.
 */
import type { HouseList } from './checks/setting.ts'

export const houseKinds = [
  'term', // 规范表述: 误写 → 规范写法
  'short', // 简称: 全称 → 简称
  'leader', // 领导: 姓名 → 职务, with their order
  'name', // 名称: people, projects and units as they are rightly written
  'place', // 本地村组和单位
  'foreign', // 外单位名称: not to stand in our texts
  'self', // 自称: 我镇
] as const
export type HouseKind = (typeof houseKinds)[number]

/** What a person writes of an entry. */
export type HouseWords = {
  readonly kind: HouseKind
  readonly wording: string
  readonly instead: string
  readonly rank: number | null
  readonly note: string
}

/** Kinds that say nothing without `instead`. */
const needsInstead = (kind: HouseKind): boolean => kind === 'term' || kind === 'short'
/** Kinds that have a use for `instead`. */
export const takesInstead = (kind: HouseKind): boolean => needsInstead(kind) || kind === 'leader'

/** Whether an entry says something: a wording, and another one where its kind needs one. */
export function isWhole({ kind, wording, instead }: HouseWords): boolean {
  if (wording === '') return false
  return !needsInstead(kind) || (instead !== '' && instead !== wording)
}

export function houseListOf(entries: readonly HouseWords[]): HouseList {
  const of = (kind: HouseKind) => entries.filter(entry => entry.kind === kind)
  const wordings = (kind: HouseKind) => of(kind).map(({ wording }) => wording)
  const shorts = of('short')
  const leaders = of('leader').toSorted(byRank)
  return {
    terms: of('term').map(({ wording, instead }) => ({ wrong: wording, right: instead })),
    names: [
      ...wordings('name'),
      ...shorts.flatMap(({ wording, instead }) => [wording, instead]),
      ...leaders.map(({ wording }) => wording),
    ],
    places: wordings('place'),
    leaders: leaders.map(({ wording, instead, rank }) => ({ name: wording, post: instead, rank })),
    foreign: wordings('foreign'),
    selves: wordings('self'),
  }
}

const last = Number.MAX_SAFE_INTEGER

/** The order of the page, of exports, and of leaders: by kind, rank, wording. */
export function byPlace(a: HouseWords, b: HouseWords): number {
  return houseKinds.indexOf(a.kind) - houseKinds.indexOf(b.kind) || byRank(a, b)
}

function byRank(a: HouseWords, b: HouseWords): number {
  return (a.rank ?? last) - (b.rank ?? last) || a.wording.localeCompare(b.wording, 'zh-CN')
}
