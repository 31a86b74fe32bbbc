/** A run's outcome in words and tables, on the console and in docs/BENCHMARKS.md between its two marks. */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Options } from './options.ts'
import type { Curve } from './scenarios/growth.ts'
import { markdown, type Row, verdictOf } from './table.ts'

export type Report = {
  readonly options: Options
  readonly rows: readonly Row[]
  readonly curves: readonly Curve[]
  readonly commitMs: number
  readonly isPinned: boolean
}

const file = join(import.meta.dirname, '../../docs/BENCHMARKS.md')
const begins = '<!-- results: written by npm run bench -- --write -->'
const ends = '<!-- end of results -->'

export function printed(report: Report): string {
  const { rows, curves } = report
  const parts = [machine(report)]
  if (rows.length > 0) parts.push(markdown(rows))
  if (curves.length > 0) parts.push(curveTable(curves))
  const missed = [
    ...rows.filter(row => verdictOf(row) === 'missed').map(row => `${row.scenario}: ${row.name}`),
    ...curves.filter(isTooSteep).map(curve => `growth: ${curve.of} against ${curve.against}`),
  ]
  parts.push(missed.length === 0 ? 'Every goal of these is met.' : `Missed: ${missed.join('; ')}.`)
  return parts.join('\n\n')
}

export function writeResults(report: Report): void {
  const text = readFileSync(file, 'utf8')
  const [from, to] = [text.indexOf(begins), text.indexOf(ends)]
  if (from < 0 || to < from) throw new Error(`${file} has no place for results`)
  writeFileSync(file, `${text.slice(0, from)}${begins}\n${printed(report)}\n\n${text.slice(to)}`)
}

function machine({ options, commitMs, isPinned }: Report): string {
  const [cpu] = cpus()
  const facts = [
    `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'})`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `Node ${process.versions.node}`,
    process.platform,
    `one durable commit ${commitMs.toFixed(2)} ms`,
    isPinned ? 'server and load on a core each' : 'server and load not pinned',
    `${options.rounds} round${options.rounds === 1 ? '' : 's'}`,
  ]
  const shared = options.shared
    ? ' Others used this machine at the same time: ratios count, times do not.'
    : ''
  return `\`${options.command}\` — ${facts.join(', ')}.${shared}`
}

const isTooSteep = ({ slope, most }: Curve) => slope > most

function curveTable(curves: readonly Curve[]): string {
  const lines = curves.map(curve => {
    const points = curve.points.map(([x, y]) => `${x}: ${Number(y.toPrecision(3))} ${curve.unit}`).join(', ')
    const cells = [
      curve.of,
      curve.against,
      points,
      curve.slope.toFixed(2),
      `≤ ${curve.most}`,
      isTooSteep(curve) ? 'missed' : 'met',
    ]
    return `| ${cells.join(' | ')} |`
  })
  return [
    '| Growth of | against | measured | log-log slope | Goal | Result |',
    '| --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n')
}
