/** The worker of tests/unit/conversions.test.ts: conversions that go wrong in each way that there is. */
import { done, refuse } from '../../shared/errors.ts'
import { serveTask, type Reporting, type TaskTable } from '../../server/convert/task.ts'

const hoard: number[][] = []

export const trials = {
  double: ({ value }: { readonly value: number }, { progress }: Reporting) => {
    progress(0.5)
    return done(value * 2)
  },
  /** Waits until somebody raises the gate. */
  wait: ({ gate }: { readonly gate: SharedArrayBuffer }) => {
    Atomics.wait(new Int32Array(gate), 0, 0)
    return done('waited')
  },
  refuse: () => refuse('bad-text'),
  loop: () => {
    for (;;) hoard.length = 0
  },
  devour: () => {
    for (;;) hoard.push(Array.from({ length: 100_000 }, () => 1.5))
  },
  stumble: () => {
    throw new Error('a bug of ours')
  },
  recurse: () => {
    const down = (depth: number): number => 1 + down(depth + 1)
    return done(down(0))
  },
} satisfies TaskTable

await serveTask(trials)
