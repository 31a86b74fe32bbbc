/** How our own costs grow: with a section's history, a report's sections, and the reports that are open. */
import { givenText, typedHistory } from '../history.ts'
import { seat } from '../load.ts'
import { logSlope } from '../numbers.ts'
import { type Bench, type Figures, inRounds, type Results, type Subject } from '../rounds.ts'
import { joined } from './join.ts'
import { measureTyping, stockOf } from './typing.ts'

export type Curve = {
  readonly of: string
  readonly against: string
  readonly unit: string
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly slope: number
  readonly most: number
}

const typingClients = 50
const reportSections = [10, 50, 200]
const openReports = [5, 20, 80]

export async function growth(bench: Bench): Promise<Curve[]> {
  const alone = { ...bench, contenders: bench.contenders.filter(({ name }) => name === 'ours') }
  return [
    ...(await againstHistory(alone)),
    ...(await againstSections(alone)),
    ...(await againstReports(alone)),
  ]
}

async function againstHistory(bench: Bench): Promise<Curve[]> {
  const measured: Measured = []
  for (const keys of bench.options.growth) {
    bench.say(`growth: a history of ${keys} keys`)
    const stock = stockOf(typingClients, typedHistory(keys))
    const results = await inRounds(bench, stock, subject => measureHistory(subject, bench))
    measured.push([keys, results])
  }
  const against = 'keys in the history'
  return [
    curve('CPU per delivery', against, 'µs', measured, 'cpu', 0.1),
    curve('cold join', against, 'ms', measured, 'join', 1.1),
    curve('memory of the room', against, 'KiB', measured, 'memory', 1.1),
  ]
}

async function measureHistory(subject: Subject, { options }: Bench): Promise<Figures> {
  const before = await subject.child.memory()
  const { client, ms } = await joined(subject, { report: 0, sections: [0], person: 0 })
  const after = await subject.child.memory()
  client.close()
  const { cpu = Number.NaN } = await measureTyping(subject, typingClients, options)
  return { cpu, join: ms, memory: (after.heapBytes - before.heapBytes) / 1024 }
}

async function againstSections(bench: Bench): Promise<Curve[]> {
  const measured: Measured = []
  for (const sections of reportSections) {
    bench.say(`growth: a report of ${sections} sections`)
    const text = givenText(2000)
    const stock = { reports: 1, sectionsPerReport: sections, people: 2, textOf: () => text }
    const results = await inRounds(bench, stock, subject => measureReport(subject, sections))
    measured.push([sections, results])
  }
  const against = 'sections of a report'
  return [
    curve('opening', against, 'ms', measured, 'ms', 1.1),
    curve('CPU of opening', against, 'ms', measured, 'cpu', 1.1),
    curve('memory', against, 'KiB', measured, 'memory', 1.1),
  ]
}

async function measureReport(subject: Subject, sections: number): Promise<Figures> {
  const all = Array.from({ length: sections }, (_, at) => at)
  const empty = await subject.child.memory()
  const before = await subject.child.cpu()
  const { client, ms } = await joined(subject, { report: 0, sections: all, person: 0 })
  const after = await subject.child.cpu()
  const full = await subject.child.memory()
  client.close()
  return {
    ms,
    cpu: (after.cpuMicros - before.cpuMicros) / 1000,
    memory: (full.heapBytes - empty.heapBytes) / 1024,
  }
}

async function againstReports(bench: Bench): Promise<Curve[]> {
  const measured: Measured = []
  const sections = 20
  for (const reports of openReports) {
    bench.say(`growth: ${reports} open reports`)
    const text = givenText(2000)
    const stock = { reports, sectionsPerReport: sections, people: reports, textOf: () => text }
    const results = await inRounds(bench, stock, async subject => {
      const before = await subject.child.memory()
      const all = Array.from({ length: sections }, (_, at) => at)
      const places = Array.from({ length: reports }, (_, report) => ({
        report,
        sections: all,
        person: report,
      }))
      const seated = await seat(subject, places)
      const after = await subject.child.memory()
      for (const client of seated) client.close()
      return { memory: (after.heapBytes - before.heapBytes) / 1024 }
    })
    measured.push([reports, results])
  }
  return [curve('memory', `open reports of ${sections} sections`, 'KiB', measured, 'memory', 1.1)]
}

type Measured = (readonly [x: number, results: Results])[]

function curve(
  of: string,
  against: string,
  unit: string,
  measured: Measured,
  figure: string,
  most: number,
): Curve {
  const points = measured.flatMap(([x, results]) => {
    const y = results.of('ours', figure)?.median
    return y === undefined ? [] : [[x, y] as const]
  })
  return { of, against, unit, points, slope: logSlope(points), most }
}
