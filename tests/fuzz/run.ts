/**
 * `npm run fuzz -- --minutes N [--seed S] [--only NAME]`: all fuzzers in turns, or the one of this name, each round
 * with the next seed, until the time is over. Prints every seed that broke a promise, and what was done; exits 1
 * when one did.
 */
import { parseArgs } from 'node:util'
import { killRound } from './kills.ts'
import { mutateRound } from './mutation.ts'
import { openGrounds, processesRound } from './processes.ts'
import { workRound } from './sessions.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
})
const minutes = Number(values.minutes ?? 1)
const first = Number(values.seed ?? Date.now() % 1_000_000_000)
const end = Date.now() + minutes * 60_000

const grounds = await openGrounds()

type Fuzzer = {
  readonly name: string
  readonly round: (seed: number) => Promise<Readonly<Record<string, number>>>
  readonly totals: Map<string, number>
}
const all: readonly Fuzzer[] = [
  { name: 'hostile bytes', round: seed => mutateRound(seed, 6, 300), totals: new Map() },
  { name: 'a town at work', round: seed => workRound(seed, 250), totals: new Map() },
  // The tabs find the next server by trying again, as they do without a browser's word.
  { name: 'sudden deaths', round: seed => killRound(seed, 5, { back: () => {} }), totals: new Map() },
  {
    name: 'several processes',
    round: seed => processesRound(seed, 400, grounds, { back: () => {} }),
    totals: new Map(),
  },
]
const fuzzers = all.filter(({ name }) => values.only === undefined || name === values.only)

console.log(`seed ${first}, ${minutes} minutes`)
let [seed, broken] = [first, 0]
for (; Date.now() < end; seed += 1)
  for (const { name, round, totals } of fuzzers)
    try {
      const counts = await round(seed)
      for (const [what, count] of Object.entries(counts)) totals.set(what, (totals.get(what) ?? 0) + count)
    } catch (error) {
      broken += 1
      console.log(`seed ${seed}, ${name}:`, error)
    }
console.log(`seeds ${first} to ${seed - 1}: ${broken} broken promises`)
for (const { name, totals } of fuzzers)
  console.log(`${name}: ${[...totals].map(([what, count]) => `${count} ${what}`).join(', ')}`)
await grounds.stop()
process.exitCode = broken > 0 ? 1 : 0
