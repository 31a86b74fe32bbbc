/**
 * `npm run bench -- --processes 1,2,4`: what a key costs and how soon it arrives as processes and reports grow,
 * beside one process over SQLite in the same round.
 */
import { isPinned } from '../children.ts'
import { commitMs } from '../disk.ts'
import type { Options } from '../options.ts'
import { type Figures, written } from '../rounds.ts'
import { runLine, writeBlock } from '../written.ts'
import { peoplePerReport, sectionsPerReport } from './crowd.ts'
import { measure } from './measure.ts'
import { openStage, type Setup } from './stage.ts'
import { type Cell, tables } from './table.ts'

type Say = (line: string) => void

export async function processes(options: Options, say: Say): Promise<void> {
  const commit = commitMs()
  const over = options.processes.map((count): Setup => ({ store: 'PostgreSQL', processes: count }))
  const setups: readonly Setup[] = [{ store: 'SQLite', processes: 1 }, ...over]
  const found = new Map<string, Figures[]>()
  for (let round = 0; round < options.rounds; round += 1)
    for (const setup of rotated(setups, round))
      for (const [reports, figures] of await inOneStage(setup, options, say)) {
        const name = nameOf(setup, reports)
        found.set(name, [...(found.get(name) ?? []), figures])
      }
  const cells = options.reports.flatMap(reports =>
    setups.map((setup): Cell => ({ setup, reports, rounds: found.get(nameOf(setup, reports)) ?? [] })),
  )
  const facts = [
    `one durable commit ${commit.toFixed(2)} ms`,
    isPinned ? 'servers, PostgreSQL and Redis on one core, load on the other' : 'nothing pinned',
  ]
  const results = [runLine(options, facts), tables(cells)].join('\n\n')
  say(`\n${results}`)
  if (options.write) writeBlock('npm run bench -- --processes 1,2,4', results)
}

const nameOf = ({ store, processes: count }: Setup, reports: number) => `${store} ${count} ${reports}`

const rotated = <Item>(items: readonly Item[], by: number) => {
  const at = by % items.length
  return [...items.slice(at), ...items.slice(0, at)]
}

/** Every number of reports in turn, on the same servers: each time other people, who leave at the end. */
async function inOneStage(setup: Setup, options: Options, say: Say): Promise<[number, Figures][]> {
  say(`${setup.store}, ${setup.processes} process${setup.processes === 1 ? '' : 'es'}`)
  const reports = Math.max(...options.reports)
  const people = reports * peoplePerReport
  const stock = { reports, sectionsPerReport, people, textOf: () => undefined }
  const stage = await openStage(setup, stock, options.profile)
  const results: [number, Figures][] = []
  try {
    for (const count of options.reports) {
      const figures = await measure(stage, count)
      results.push([count, figures])
      say(`  ${count} reports  ${written(figures)}`)
    }
  } finally {
    await stage.stop()
  }
  return results
}
