/**
 * `npm run bench`: the engine against a floor and its peers, scenario by scenario, beside the goals.
 * Writes nothing but what `--write` asks for: the results part of docs/BENCHMARKS.md.
 */
import { contendersFor } from './contenders.ts'
import { isPinned, pinLoad } from './children.ts'
import { commitMs } from './disk.ts'
import { typedHistory } from './history.ts'
import { readOptions, usage } from './options.ts'
import { type Report, printed, writeResults } from './results.ts'
import { growth } from './scenarios/growth.ts'
import { idle } from './scenarios/idle.ts'
import { join, joins } from './scenarios/join.ts'
import { opening } from './scenarios/opening.ts'
import { presence } from './scenarios/presence.ts'
import { rooms } from './scenarios/rooms.ts'
import { typing } from './scenarios/typing.ts'
import { processes } from './processes/processes.ts'
import type { Bench } from './rounds.ts'

if (process.argv.includes('--help')) console.log(usage)
else await run(process.argv.slice(2))

async function run(args: string[]): Promise<void> {
  const options = readOptions(args)
  pinLoad()
  // Every provider of our client listens for the process's end.
  process.setMaxListeners(0)
  const say = (line: string) => console.log(line)
  if (options.processes.length > 0) return processes(options, say)
  const bench: Bench = { options, contenders: contendersFor(options, say), say }
  const commit = commitMs()
  const history = once(() => typedHistory(options.historyKeys))
  const scenarios = {
    typing: () => typing(bench, commit),
    rooms: () => rooms(bench),
    presence: () => presence(bench),
    join: () => join(bench, history()),
    joins: () => joins(bench, history()),
    idle: () => idle(bench),
    opening: () => opening(bench),
  }
  const unknown = options.only.filter(name => name !== 'growth' && !(name in scenarios))
  if (unknown.length > 0) throw new Error(`no such scenario: ${unknown.join(', ')}\n${usage}`)
  const isAsked = (name: string) => options.only.length === 0 || options.only.includes(name)
  const rows = []
  for (const [name, scenario] of Object.entries(scenarios))
    if (isAsked(name)) rows.push(...(await scenario()))
  const curves = isAsked('growth') ? await growth(bench) : []
  const report: Report = { options, rows, curves, commitMs: commit, isPinned }
  console.log(`\n${printed(report)}`)
  if (options.write) writeResults(report)
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => (made ??= { value: make() }).value
}
