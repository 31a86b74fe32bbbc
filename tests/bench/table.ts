/** Results beside the goals, as one Markdown table: what the console shows is what the document keeps. */
import type { ContenderName } from './contenders.ts'
import type { Spread } from './numbers.ts'
import type { Results } from './rounds.ts'

/** A ratio to the floor (and what may be added to it), or a bound on our own figure. */
type Goal = { readonly ratio: number; readonly plus?: number } | { readonly most: number }

export type Row = {
  readonly scenario: string
  readonly name: string
  readonly figure: string
  readonly unit: string
  readonly results: Results
  readonly goal?: Goal
}

export type Verdict = 'met' | 'missed' | ''

export type Peer = readonly [name: ContenderName, heading: string]

export const enginePeers: readonly Peer[] = [
  ['y-memory', 'y-websocket memory'],
  ['y-leveldb', 'y-websocket LevelDB'],
  ['hocuspocus', 'Hocuspocus SQLite'],
]

export const missedOf = (rows: readonly Row[]) =>
  rows.filter(row => verdictOf(row) === 'missed').map(row => `${row.scenario}: ${row.name}`)

function verdictOf({ results, figure, goal }: Row): Verdict {
  const ours = results.of('ours', figure)
  if (!goal || !ours) return ''
  if ('most' in goal) return ours.median <= goal.most ? 'met' : 'missed'
  const ratio = results.ratio('ours', figure)
  const floor = results.of('floor', figure)
  if (!ratio || !floor) return ''
  return ratio.median <= goal.ratio + (goal.plus ?? 0) / floor.median ? 'met' : 'missed'
}

export function markdown(rows: readonly Row[], peers: readonly Peer[]): string {
  const head = [
    'Scenario',
    'Figure',
    'Floor',
    'Tonggao',
    '× floor (spread)',
    ...peers.map(([, heading]) => heading),
    'Goal',
    'Result',
  ]
  const lines = rows.map(row => [
    row.scenario,
    row.name,
    value(row.results.of('floor', row.figure), row.unit),
    valueSpread(row.results.of('ours', row.figure), row.unit),
    ratioSpread(row.results.ratio('ours', row.figure)),
    ...peers.map(([peer]) => peerCell(row, peer)),
    goalOf(row),
    verdictOf(row),
  ])
  return [head, head.map(() => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

/** Against the floor where there is one, else as it is. */
function peerCell({ results, figure, unit }: Row, peer: ContenderName): string {
  const ratio = results.ratio(peer, figure)
  return ratio ? `× ${number(ratio.median)}` : value(results.of(peer, figure), unit)
}

function goalOf({ goal, unit }: Row): string {
  if (!goal) return ''
  if ('most' in goal) return `≤ ${goal.most}${unit && ` ${unit}`}`
  return goal.plus === undefined ? `≤ × ${goal.ratio}` : `≤ × ${goal.ratio} + ${number(goal.plus)} ${unit}`
}

const value = (spread: Spread | undefined, unit: string) =>
  spread ? `${number(spread.median)}${unit && ` ${unit}`}` : '–'

const valueSpread = (spread: Spread | undefined, unit: string) =>
  spread ? `${value(spread, unit)} (${number(spread.least)}–${number(spread.most)})` : '–'

const ratioSpread = (spread: Spread | undefined) =>
  spread ? `**${number(spread.median)}** (${number(spread.least)}–${number(spread.most)})` : '–'

function number(amount: number): string {
  if (Math.abs(amount) >= 100) return amount.toFixed(0)
  return Math.abs(amount) >= 10 ? amount.toFixed(1) : amount.toFixed(2)
}
