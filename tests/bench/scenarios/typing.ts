/** Many people in one section, some of them typing. */
import { paced, seat } from '../load.ts'
import { forEachKey, Hand, keyText } from '../marks.ts'
import type { History } from '../history.ts'
import { type Bench, inRounds, type Figures, type Subject } from '../rounds.ts'
import type { Row } from '../table.ts'

/** Twenty people at most type at the same moment; the others read. */
const typistsMost = 20
const keysPerSecond = 5

export async function typing(bench: Bench, commitMs: number): Promise<Row[]> {
  const rows: Row[] = []
  for (const clients of [10, 50, 200]) {
    bench.say(`typing: ${clients} clients in one section`)
    const results = await inRounds(bench, stockOf(clients, undefined), subject =>
      measureTyping(subject, clients, bench.options),
    )
    const scenario = `typing, ${clients} clients in one section`
    const cpuGoal = clients === 10 ? 2 : clients === 50 ? 1.5 : 1.1
    rows.push({
      scenario,
      figure: 'cpu',
      unit: 'µs',
      name: 'CPU per delivery',
      results,
      goal: { ratio: cpuGoal },
    })
    if (clients === 50)
      rows.push({
        scenario,
        figure: 'p50',
        unit: 'ms',
        name: 'p50',
        results,
        goal: { ratio: 1.3, plus: commitMs },
      })
    if (clients === 200)
      rows.push({
        scenario,
        figure: 'p99',
        unit: 'ms',
        name: 'p99',
        results,
        goal: { ratio: 1.3, plus: 2 * commitMs },
      })
  }
  return rows
}

export const stockOf = (people: number, text: History | undefined) => ({
  reports: 1,
  sectionsPerReport: 1,
  people,
  textOf: () => text,
})

export async function measureTyping(
  subject: Subject,
  clients: number,
  times: { warmMs: number; measureMs: number },
): Promise<Figures> {
  const places = Array.from({ length: clients }, (_, person) => ({ report: 0, sections: [0], person }))
  const seated = await seat(subject, places)
  const writers = Array.from({ length: Math.min(clients, typistsMost) }, (_, at) => at)
  const hands = writers.map(() => new Hand())
  for (const at of writers) seated[at]?.update(0, hands[at]?.beginning ?? new Uint8Array())
  const figures = await paced({
    ...times,
    child: subject.child,
    clients: seated,
    writers,
    perSecond: keysPerSecond,
    audience: clients - 1,
    act: (at, key) => {
      const update = hands[at]?.type(keyText(key))
      if (update) seated[at]?.update(0, update)
    },
    forEach: forEachKey,
  })
  for (const client of seated) client.close()
  return figures
}
