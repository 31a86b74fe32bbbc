/** A morning's tabs, all open and nobody typing: what a socket costs in memory. */
import { seat } from '../load.ts'
import { type Bench, type Figures, inRounds, type Subject } from '../rounds.ts'
import type { Place } from '../speech.ts'
import type { Row } from '../table.ts'

const reports = 10
const sections = 20

export async function idle(bench: Bench): Promise<Row[]> {
  const { idleSockets } = bench.options
  bench.say(`idle: ${idleSockets} sockets on reports of ${sections} sections (peers: on one section)`)
  const stock = { reports, sectionsPerReport: sections, people: idleSockets, textOf: () => undefined }
  const results = await inRounds(bench, stock, subject => measureIdle(subject, idleSockets), {
    without: ['y-leveldb'],
  })
  const scenario = `idle: ${idleSockets} sockets, a report of ${sections} sections on each`
  return [
    { scenario, figure: 'rss', unit: 'KiB', name: 'resident memory per socket', results, goal: { most: 48 } },
    { scenario, figure: 'heap', unit: 'KiB', name: 'heap and buffers per socket', results },
  ]
}

async function measureIdle(subject: Subject, sockets: number): Promise<Figures> {
  // One section a socket is all that the others can do.
  const opens = subject.contender.name === 'ours' ? sections : 1
  const places = Array.from({ length: sockets }, (_, person): Place => {
    const own = Array.from({ length: opens }, (_, at) =>
      opens === 1 ? Math.floor(person / reports) % sections : at,
    )
    return { report: person % reports, sections: own, person }
  })
  const first = await seat(subject, places.slice(0, 50))
  for (const client of first) client.close()
  const before = await subject.child.memory()
  const seated = await seat(subject, places)
  const after = await subject.child.memory()
  for (const client of seated) client.close()
  const perSocket = (bytes: number) => bytes / 1024 / sockets
  return {
    rss: perSocket(after.rssBytes - before.rssBytes),
    heap: perSocket(after.heapBytes - before.heapBytes),
  }
}
