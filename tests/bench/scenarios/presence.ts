/** Two hundred people in one report, twenty of them moving their carets. */
import { paced, seat } from '../load.ts'
import { Caret, forEachCaret } from '../marks.ts'
import { type Bench, type Figures, inRounds, type Subject } from '../rounds.ts'
import { sectionName } from '../stock.ts'
import type { Row } from '../table.ts'
import { stockOf } from './typing.ts'

const people = 200
const moving = 20
const movesPerSecond = 5

export async function presence(bench: Bench): Promise<Row[]> {
  bench.say(`presence: ${moving} moving carets among ${people} clients`)
  const results = await inRounds(bench, stockOf(people, undefined), subject => measureCarets(subject, bench))
  const scenario = `presence: ${people} clients, ${moving} carets moving ${movesPerSecond}/s`
  return [
    {
      scenario,
      figure: 'cpu',
      unit: 'µs',
      name: 'CPU per caret position delivered',
      results,
      goal: { ratio: 0.7 },
    },
    { scenario, figure: 'p99', unit: 'ms', name: 'p99', results },
  ]
}

async function measureCarets(subject: Subject, { options }: Bench): Promise<Figures> {
  const places = Array.from({ length: people }, (_, person) => ({ report: 0, sections: [0], person }))
  const seated = await seat(subject, places)
  const writers = Array.from({ length: moving }, (_, at) => at)
  const carets = writers.map(() => new Caret(sectionName(0, 0)))
  const figures = await paced({
    ...options,
    child: subject.child,
    clients: seated,
    writers,
    perSecond: movesPerSecond,
    audience: people - 1,
    supersedes: true,
    act: (at, mark) => {
      const update = carets[at]?.move(mark)
      if (update) seated[at]?.presence(update)
    },
    forEach: forEachCaret,
  })
  for (const client of seated) client.close()
  return figures
}
