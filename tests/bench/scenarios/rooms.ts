/** Two hundred sections in ten reports, five people in each, one of them typing. */
import { paced, seat } from '../load.ts'
import { forEachKey, Hand, keyText } from '../marks.ts'
import { type Bench, type Figures, inRounds, type Subject } from '../rounds.ts'
import type { Row } from '../table.ts'

const reports = 10
const sectionsPerReport = 20
const perSection = 5
const keysPerSecond = 2

export async function rooms(bench: Bench): Promise<Row[]> {
  const sections = reports * sectionsPerReport
  bench.say(`rooms: ${sections} sections × ${perSection} clients`)
  const stock = { reports, sectionsPerReport, people: sections * perSection, textOf: () => undefined }
  const results = await inRounds(bench, stock, subject => measureRooms(subject, bench))
  const scenario = `rooms: ${sections} sections × ${perSection} clients, one writer each`
  return [
    { scenario, figure: 'p99', unit: 'ms', name: 'p99', results, goal: { ratio: 3 } },
    { scenario, figure: 'cpu', unit: 'µs', name: 'CPU per delivery', results, goal: { ratio: 1.7 } },
  ]
}

async function measureRooms(subject: Subject, { options }: Bench): Promise<Figures> {
  const places = Array.from({ length: reports * sectionsPerReport * perSection }, (_, person) => {
    const at = Math.floor(person / perSection)
    return { report: Math.floor(at / sectionsPerReport), sections: [at % sectionsPerReport], person }
  })
  const seated = await seat(subject, places)
  const writers = places.flatMap((_, at) => (at % perSection === 0 ? [at] : []))
  const hands = new Map(writers.map(at => [at, new Hand()]))
  for (const [at, hand] of hands) seated[at]?.update(0, hand.beginning)
  const figures = await paced({
    ...options,
    child: subject.child,
    clients: seated,
    writers,
    perSecond: keysPerSecond,
    audience: perSection - 1,
    act: (at, key) => {
      const update = hands.get(at)?.type(keyText(key))
      if (update) seated[at]?.update(0, update)
    },
    forEach: forEachKey,
  })
  for (const client of seated) client.close()
  return figures
}
