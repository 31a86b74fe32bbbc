/** A run's outcome in words and tables, on the console and in docs/BENCHMARKS.md. */
import type { Options } from './options.ts'
import type { Curve } from './scenarios/growth.ts'
import { enginePeers, markdown, missedOf, type Row } from './table.ts'
import { runLine, writeBlock } from './written.ts'

export type Report = {
  readonly options: Options
  readonly rows: readonly Row[]
  readonly curves: readonly Curve[]
  readonly commitMs: number
  readonly isPinned: boolean
}

export function printed(report: Report): string {
  const { options, rows, curves, commitMs, isPinned } = report
  const facts = [
    `one durable commit ${commitMs.toFixed(2)} ms`,
    isPinned ? 'server and load on a core each' : 'server and load not pinned',
  ]
  const parts = [runLine(options, facts)]
  if (rows.length > 0) parts.push(markdown(rows, enginePeers))
  if (curves.length > 0) parts.push(curveTable(curves))
  const missed = [
    ...missedOf(rows),
    ...curves.filter(isTooSteep).map(curve => `growth: ${curve.of} against ${curve.against}`),
  ]
  parts.push(missed.length === 0 ? 'Every goal of these is met.' : `Missed: ${missed.join('; ')}.`)
  return parts.join('\n\n')
}

export function writeResults(report: Report): void {
  writeBlock('npm run bench', printed(report))
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
