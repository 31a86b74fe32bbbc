/** What several processes cost, as Markdown: one row for each set-up and number of reports. */
import { type Spread, spreadOf } from '../numbers.ts'
import type { Figures } from '../rounds.ts'
import { peoplePerReport } from './crowd.ts'
import type { Setup } from './stage.ts'

/** Of one set-up and number of reports the figures of its rounds. */
export type Cell = { readonly setup: Setup; readonly reports: number; readonly rounds: readonly Figures[] }

type Column = {
  readonly heading: string
  readonly figures: readonly string[]
  /** From the figure's own unit to the table's. */
  readonly factor?: number
  /** Against the first set-up (SQLite) and the second (one process over PostgreSQL) of the same reports and round. */
  readonly compared?: boolean
}

const latencies = (name: string) => [`${name}50`, `${name}95`, `${name}99`]
const mib = 1 / 2 ** 20

const speed: readonly Column[] = [
  { heading: 'keys/s before they come late', figures: ['most'], compared: true },
  { heading: 'seen, same process: p50 / p95 / p99 ms', figures: latencies('same') },
  { heading: 'seen, another process: ms', figures: latencies('other') },
  { heading: 'green: ms', figures: latencies('green') },
  { heading: 'load’s core busy, %', figures: ['loadBusy'], factor: 100 },
]

const cost: readonly Column[] = [
  { heading: 'CPU a key, ms', figures: ['cpuMs'], compared: true },
  { heading: 'servers / PostgreSQL / Redis, ms', figures: ['serversMs', 'postgresMs', 'redisMs'] },
  { heading: 'CPU a delivery, µs', figures: ['deliveryMicros'] },
  { heading: 'transactions a key', figures: ['transactions'] },
  { heading: 'WAL a key, KiB', figures: ['walBytes'], factor: 1 / 1024 },
  { heading: 'Redis commands a key', figures: ['redisCommands'] },
  { heading: 'largest process, MiB', figures: ['rssBytes'], factor: mib },
  { heading: 'heap and buffers a tab, KiB', figures: ['bytesPerPerson'], factor: 1 / 1024 },
]

export const tables = (cells: readonly Cell[]): string =>
  [speed, cost].map(columns => table(cells, columns)).join('\n\n')

function table(cells: readonly Cell[], columns: readonly Column[]): string {
  const head = ['Store × processes', 'Reports × people', ...columns.flatMap(headings)]
  const lines = cells.map(cell => [
    `${cell.setup.store} × ${cell.setup.processes}`,
    `${cell.reports} × ${peoplePerReport}`,
    ...columns.flatMap(column => entries(column, cell, cells)),
  ])
  return [head, head.map(() => '---'), ...lines].map(row => `| ${row.join(' | ')} |`).join('\n')
}

const headings = ({ heading, compared = false }: Column) =>
  compared ? [heading, '× SQLite', '× one on PostgreSQL'] : [heading]

function entries(
  { figures, factor = 1, compared = false }: Column,
  cell: Cell,
  cells: readonly Cell[],
): string[] {
  const spreads = figures.map(figure => spreadIn(cell, figure, factor))
  const known = spreads.flatMap(spread => spread ?? [])
  const value =
    known.length === 0 ? '–' : known.length === 1 ? known.map(spread).join() : known.map(middle).join(' / ')
  const [figure = ''] = figures
  const others = ['SQLite', 'PostgreSQL'].map(store => ratio(cell, base(cell, cells, store), figure))
  return compared ? [value, ...others] : [value]
}

const base = ({ reports }: Cell, cells: readonly Cell[], store: string) =>
  cells.find(one => one.reports === reports && one.setup.store === store && one.setup.processes === 1)

function spreadIn({ rounds }: Cell, figure: string, factor: number): Spread | undefined {
  const values = rounds.flatMap(figures => figures[figure] ?? [])
  return values.length === 0 ? undefined : spreadOf(values.map(value => value * factor))
}

/** Within a round, summed up over all. */
export function ratio(cell: Cell, other: Cell | undefined, figure: string): string {
  const ratios = cell.rounds.flatMap((figures, round) => {
    const [own, its] = [figures[figure], other?.rounds[round]?.[figure]]
    return own === undefined || its === undefined || its === 0 ? [] : [own / its]
  })
  if (ratios.length === 0 || cell === other) return ''
  return spread(spreadOf(ratios))
}

const middle = ({ median }: Spread) => number(median)

const spread = ({ median, least, most }: Spread) =>
  least === most ? number(median) : `${number(median)} (${number(least)}–${number(most)})`

function number(amount: number): string {
  if (amount >= 100) return amount.toFixed(0)
  return amount >= 10 ? amount.toFixed(1) : amount.toFixed(2)
}
