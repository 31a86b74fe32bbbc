/**
 * The house's leaders in a text: a post before a name that is not the list's (镇长闻人敬, where he is 党委书记), and names
 * that stand side by side in another order than the list's (read by `house-term`).
 *
 * 1. A post counts only where its head (书记, 镇长) is one of the list's: 领导小组组长 and 河长 are nobody's post here.
 * 2. Silent behind 原, 时任, 前任, 前; in sentences, as opposed to lists of names, order says nothing.
 */
import type { Line } from './checked-text.ts'
import type { Facts } from './facts.ts'
import { found, suggested } from './rule.ts'
import type { HouseList } from './setting.ts'

type Leader = NonNullable<HouseList['leaders']>[number]
type Standing = { readonly leader: Leader; readonly from: number; readonly to: number }

export function leaderFindings(facts: Facts, { leaders = [] }: HouseList) {
  if (leaders.length === 0) return []
  const heads = headsOf(leaders)
  return facts.lines.flatMap(line => {
    const standing = standingIn(line.text, leaders)
    if (standing.length === 0) return []
    return [
      ...standing.flatMap(one => wrongPost(facts, line, one, heads)),
      ...standing.flatMap((one, at) => wrongOrder(facts, line, standing[at - 1], one)),
    ]
  })
}

function standingIn(text: string, leaders: readonly Leader[]): Standing[] {
  const standing: Standing[] = []
  for (const leader of leaders) {
    const { name } = leader
    if (name.length < 2) continue
    for (let from = text.indexOf(name); from !== -1; from = text.indexOf(name, from + name.length))
      standing.push({ leader, from, to: from + name.length })
  }
  return standing.sort((a, b) => a.from - b.from)
}

/** 党委书记、镇长 is two posts. */
const postsOf = (post: string) => post.split(/[、，,；;\s/]+/u).filter(part => part !== '')
const headOf = (post: string) => post.slice(-2)
const headsOf = (leaders: readonly Leader[]) =>
  new Set(leaders.flatMap(({ post }) => postsOf(post).map(headOf)).filter(head => head.length === 2))

const written =
  /(?<former>原|时任|前任|前)?(?<deputy>(?:常务|第一)?副)?(?<head>[\p{Script=Han}]{2})(?:同志)?$/u
const isDeputy = (post: string) => post.slice(0, -2).endsWith('副') || post.slice(0, -2).includes('副')

function wrongPost(facts: Facts, line: Line, { leader, from }: Standing, heads: ReadonlySet<string>) {
  const own = postsOf(leader.post)
  const match = written.exec(line.text.slice(Math.max(0, from - 8), from))
  const { former, deputy = '', head = '' } = match?.groups ?? {}
  if (own.length === 0 || !match || former !== undefined || !heads.has(head)) return []
  if (own.some(post => headOf(post) === head && isDeputy(post) === (deputy !== ''))) return []
  const post = `${deputy}${head}`
  const span = { from: from - post.length, to: from + leader.name.length }
  // 同志 stands between: the words before the name are cited as they are.
  if (!line.text.startsWith(`${post}${leader.name}`, span.from)) return []
  return [
    found('house-term', facts, line, span, {
      severity: 'warning',
      message: 'say_leader_post',
      values: { name: leader.name, post: leader.post },
    }),
  ]
}

/** Between two names of one list: a mark, and at most a post. */
const between = /^(?:同志)?[、，](?:[\p{Script=Han}]{0,10})$/u

function wrongOrder(facts: Facts, line: Line, before: Standing | undefined, one: Standing) {
  if (!before || !between.test(line.text.slice(before.to, one.from))) return []
  const [first, second] = [before.leader.rank, one.leader.rank]
  if (first === null || second === null || first <= second) return []
  return [
    found(
      'house-term',
      facts,
      line,
      { from: before.from, to: one.to },
      {
        severity: 'warning',
        message: 'say_leader_order',
        values: { first: one.leader.name, second: before.leader.name },
        fix: swapped(line.text, before, one),
      },
    ),
  ]
}

/** Names alone are exchanged; with posts between them a person has to write it. */
function swapped(text: string, before: Standing, one: Standing) {
  if (one.from - before.to !== 1) return undefined
  const words = `${one.leader.name}${text.slice(before.to, one.from)}${before.leader.name}`
  return suggested({ from: before.from, to: one.to, text: words })
}
