/** What `npm run bench -- …` understands. */
import { parseArgs } from 'node:util'

export type Options = {
  /** Interleaved rounds; every figure is the median of them. */
  readonly rounds: number
  /** Names of scenarios; empty: all. */
  readonly only: readonly string[]
  /** Peers too, or only the floor and ourselves. */
  readonly peers: boolean
  readonly warmMs: number
  readonly measureMs: number
  /** Keys in the synthetic history that joins are measured on. */
  readonly historyKeys: number
  /** Lengths of history for the growth curves. */
  readonly growth: readonly number[]
  readonly idleSockets: number
  /** Numbers of processes over one PostgreSQL; empty: the engine alone is measured. */
  readonly processes: readonly number[]
  /** Reports that people have open, for the same. */
  readonly reports: readonly number[]
  /** A folder for --cpu-prof of our server, or undefined. */
  readonly profile: string | undefined
  /** Write the results into docs/BENCHMARKS.md. */
  readonly write: boolean
  readonly shared: boolean
  /** As it was typed. */
  readonly command: string
}

export const usage = `npm run bench -- [options]
  --quick          one short round, short histories: does it run, not how fast
  --only a,b       typing rooms presence join joins idle opening growth
  --rounds N       interleaved rounds (default 3)
  --keys N         length of the long section's history (default 260000)
  --processes 1,2,4  instead of all that: so many processes over one PostgreSQL and Redis (one round unless said)
  --reports 1,10,50,200  open reports for --processes, six people in each
  --no-peers       the floor and ourselves alone; nothing is installed
  --shared         note in the results that others used the machine meanwhile
  --profile DIR    CPU profiles of our server (node --cpu-prof)
  --write          put the results into docs/BENCHMARKS.md`

export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      rounds: { type: 'string' },
      keys: { type: 'string' },
      processes: { type: 'string', default: '' },
      reports: { type: 'string' },
      peers: { type: 'boolean', default: true },
      shared: { type: 'boolean', default: false },
      profile: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  })
  const { quick } = values
  const processes = numbers(values.processes)
  const roundsUnlessSaid = quick || processes.length > 0 ? 1 : 3
  return {
    rounds: Math.max(1, Number(values.rounds ?? roundsUnlessSaid) || 1),
    only: values.only.split(',').filter(Boolean),
    peers: values.peers,
    warmMs: quick ? 1000 : 2500,
    measureMs: quick ? 1000 : 4000,
    historyKeys: Number(values.keys ?? (quick ? 20_000 : 260_000)),
    growth: quick ? [1000, 10_000] : [1000, 10_000, 100_000],
    idleSockets: quick ? 200 : 1000,
    processes,
    reports: numbers(values.reports ?? (quick ? '1,10' : '1,10,50,200')),
    profile: values.profile,
    write: values.write,
    shared: values.shared,
    command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
  }
}

const numbers = (list: string) => list.split(',').map(Number).filter(Boolean)
