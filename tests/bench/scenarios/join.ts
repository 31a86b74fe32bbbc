/** Joining a long-lived section: the first one after the server started, and fifty at once. */
import { Client } from '../client.ts'
import { givenText, type History } from '../history.ts'
import { paced, Run, seat } from '../load.ts'
import { forEachKey, Hand, keyText } from '../marks.ts'
import { type Bench, type Figures, inRounds, type Subject } from '../rounds.ts'
import type { Place, Speech } from '../speech.ts'
import type { Row } from '../table.ts'

const atOnce = 50
const keysPerSecond = 50
const longSection = 0
const otherSection = 1
/** Ms that a storm of joins may last. */
const stormMost = 60_000
/** Long enough for what is sent a second time. */
const afterwardsMs = 300

export async function join(bench: Bench, history: History): Promise<Row[]> {
  const kib = Math.round(history.whole.length / 1024)
  bench.say(`join: one section of ${kib} KiB, ${history.updates.length} keys, the first after a start`)
  const stock = {
    reports: 1,
    sectionsPerReport: 2,
    people: 2,
    textOf: (_report: number, section: number) => (section === longSection ? history : givenText(2000)),
  }
  const results = await inRounds(bench, stock, subject => measureJoin(subject, history), {
    without: ['y-memory'],
  })
  const scenario = `join a section of ${kib} KiB (${history.updates.length} keys), cold`
  return [
    { scenario, figure: 'ms', unit: 'ms', name: 'until all is there', results, goal: { ratio: 2.5 } },
    { scenario, figure: 'again', unit: 'ms', name: 'the next one', results },
    { scenario, figure: 'bytes', unit: 'KiB', name: 'sent', results },
  ]
}

async function measureJoin(subject: Subject, history: History): Promise<Figures> {
  // A server at work has joined people to other sections before.
  for (let time = 0; time < 3; time += 1) {
    const { client } = await joined(subject, { report: 0, sections: [otherSection], person: 0 })
    client.close()
  }
  const place = { report: 0, sections: [longSection], person: 0 }
  const first = await joined(subject, place, history)
  const second = await joined(subject, { ...place, person: 1 }, history)
  let later = 0
  first.client.heard = frame => (later += frame.length)
  await new Promise(resolve => setTimeout(resolve, afterwardsMs))
  first.client.close()
  second.client.close()
  return { ms: first.ms, again: second.ms, bytes: (first.client.textBytes + later) / 1024 }
}

/** `history`: what must have come before it counts as joined. */
export async function joined(
  subject: Subject,
  place: Place,
  history?: History,
): Promise<{ client: Client; ms: number }> {
  const start = performance.now()
  const client = joiner(subject, place, history)
  await client.ready()
  return { client, ms: performance.now() - start }
}

/** The floor sends whoever comes the whole at once. */
function joiner({ contender, child }: Subject, place: Place, history?: History): Client {
  const speech = contender.speech(place)
  // Another encoding of the same text may be a little shorter.
  const textBytesLeast = (history?.whole.length ?? 0) * 0.9
  if (speech.answers) return new Client(child.port, speech, place.sections.length, { textBytesLeast })
  const whole: Speech = { ...speech, answers: true }
  return new Client(child.port, whole, 1, { path: `/whole/${place.person}`, textBytesLeast })
}

export async function joins(bench: Bench, history: History): Promise<Row[]> {
  bench.say(`joins: ${atOnce} at once, while somebody types in another section`)
  const stock = {
    reports: 1,
    sectionsPerReport: 2,
    people: atOnce + 3,
    textOf: (_report: number, section: number) => (section === longSection ? history : undefined),
  }
  const results = await inRounds(bench, stock, subject => measureJoins(subject, history), {
    without: ['y-memory'],
  })
  const scenario = `${atOnce} joins of ${Math.round(history.whole.length / 1024)} KiB at once`
  return [
    { scenario, figure: 'cpu', unit: 'ms', name: 'CPU', results, goal: { ratio: 2 } },
    {
      scenario,
      figure: 'stall',
      unit: 'ms',
      name: 'worst stall of another section',
      results,
      goal: { most: 30 },
    },
    { scenario, figure: 'all', unit: 'ms', name: 'until all are in', results },
  ]
}

async function measureJoins(subject: Subject, history: History): Promise<Figures> {
  const warm = await joined(subject, { report: 0, sections: [longSection], person: 0 }, history)
  const others = await seat(
    subject,
    [1, 2].map(person => ({ report: 0, sections: [otherSection], person })),
  )
  const hand = new Hand()
  others[0]?.update(0, hand.beginning)
  const pace = {
    child: subject.child,
    clients: others,
    writers: [0],
    perSecond: keysPerSecond,
    audience: 1,
    warmMs: 500,
    measureMs: 0,
    act: (at: number, key: number) => others[at]?.update(0, hand.type(keyText(key))),
    forEach: forEachKey,
  }
  await paced(pace)
  const run = new Run(pace)
  let isOver = false
  const typed = run.act(stormMost, () => isOver)
  const before = await subject.child.cpu()
  const start = performance.now()
  const crowd = await Promise.all(
    Array.from({ length: atOnce }, (_, at) =>
      joiner(subject, { report: 0, sections: [longSection], person: at + 3 }, history).ready(),
    ),
  )
  const all = performance.now() - start
  isOver = true
  await typed
  await run.drained()
  const after = await subject.child.cpu()
  for (const client of [warm.client, ...others, ...crowd]) client.close()
  return { cpu: (after.cpuMicros - before.cpuMicros) / 1000, stall: Math.max(...run.latencies), all }
}
