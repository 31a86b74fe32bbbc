/** What `npm run bench:client -- …` understands. */
import { parseArgs } from 'node:util'

export type Options = {
  /** Rounds; every figure is the median of them. Memory is measured once, for it takes so long. */
  readonly rounds: number
  /** Names of scenarios; empty: all. */
  readonly only: readonly string[]
  /** Keys of a round that count. */
  readonly keys: number
  /** Of co-typing, for memory. */
  readonly minutes: number
  readonly write: boolean
  readonly shared: boolean
  /** As it was typed. */
  readonly command: string
}

export const usage = `npm run bench:client -- [options]
  --quick          one short round: does it run, not how fast
  --only a,b       loading typing memory print
  --rounds N       rounds (default 3)
  --keys N         keys typed in a round (default 1000)
  --minutes N      of co-typing for memory (default 6; the goal speaks of 60)
  --shared         note in the results that others used the machine meanwhile
  --write          put the results into docs/BENCHMARKS.md`

export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      rounds: { type: 'string' },
      keys: { type: 'string' },
      minutes: { type: 'string' },
      shared: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  })
  const { quick } = values
  return {
    rounds: Math.max(1, Number(values.rounds ?? (quick ? 1 : 3)) || 1),
    only: values.only.split(',').filter(Boolean),
    keys: Number(values.keys ?? (quick ? 100 : 1000)),
    minutes: Number(values.minutes ?? (quick ? 2 : 6)),
    write: values.write,
    shared: values.shared,
    command: ['npm run bench:client', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
  }
}
