/** Opening a whole report with our own client: bytes beyond its text, round trips after the handshake. */
import { WebSocket } from 'ws'
import { createReportConnection } from '../../../client/collab/report.ts'
import type { ReportConnection, SectionSession } from '../../../client/collab/types.ts'
import { Client } from '../client.ts'
import { givenText } from '../history.ts'
import { type Bench, type Figures, inRounds, type Subject } from '../rounds.ts'
import { reportName, sectionName, tokenOf } from '../stock.ts'
import type { Row } from '../table.ts'
import { openWire, type Wire } from '../wire.ts'

const sections = 50
const characters = 2000
/** UTF-8 of Chinese. */
const bytesPerCharacter = 3
const roundTripMs = 200
const openMostMs = 60_000

export async function opening(bench: Bench): Promise<Row[]> {
  bench.say(`opening: a report of ${sections} sections × ${characters} characters`)
  const textOf = (_report: number, section: number) => givenText(characters, section)
  const stock = { reports: 1, sectionsPerReport: sections, people: 1, textOf }
  const results = await inRounds(bench, stock, subject => measureOpening(subject), {
    without: ['floor', 'y-memory'],
  })
  const scenario = `open a report of ${sections} × ${characters} characters`
  return [
    { scenario, figure: 'beyond', unit: '%', name: 'bytes beyond its text, not deflated', results },
    { scenario, figure: 'deflated', unit: '%', name: 'bytes of its text on the wire', results },
    { scenario, figure: 'sockets', unit: '', name: 'sockets', results, goal: { most: 1 } },
    {
      scenario,
      figure: 'trips',
      unit: '',
      name: 'round trips after the handshake until all is there',
      results,
      // The server's own time counts as part of a trip.
      goal: { most: 2 },
    },
    { scenario, figure: 'green', unit: '', name: 'round trips until every light is green', results },
    { scenario, figure: 'ms', unit: 'ms', name: 'on a line without delay', results },
  ]
}

async function measureOpening(subject: Subject): Promise<Figures> {
  const open = subject.contender.name === 'ours' ? openOurs : openPeer
  const far = await openWire(subject.child.port, roundTripMs / 2)
  const near = await openWire(subject.child.port, 0)
  try {
    const { shown, green, sockets } = await open(subject, far, true)
    const close = await open(subject, near, false)
    const textBytes = sections * characters * bytesPerCharacter
    return {
      beyond: 100 * (near.bytes() / textBytes - 1),
      deflated: 100 * (far.bytes() / textBytes),
      sockets,
      trips: shown / roundTripMs,
      ...(green === undefined ? {} : { green: green / roundTripMs }),
      ms: close.shown,
    }
  } finally {
    far.close()
    near.close()
  }
}

type Opened = { readonly shown: number; readonly green?: number; readonly sockets: number }

async function openOurs(_subject: Subject, wire: Wire, perMessageDeflate: boolean): Promise<Opened> {
  let opened = 0
  class Timed extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { perMessageDeflate })
      this.once('open', () => {
        opened = performance.now()
      })
    }
  }
  const connection: ReportConnection = createReportConnection({
    reportId: reportName(0),
    url: `ws://127.0.0.1:${wire.port}`,
    token: tokenOf(0),
    WebSocket: Timed,
  })
  const sessions = Array.from({ length: sections }, (_, at) => connection.section(sectionName(0, at)))
  await told(connection, sessions, session => session.snapshot().loaded)
  const shown = performance.now() - opened
  await told(connection, sessions, session => session.snapshot().light === 'stored')
  const green = performance.now() - opened
  connection.close()
  return { shown, green, sockets: 1 }
}

/** Resolves as soon as every session is so. */
async function told(
  connection: ReportConnection,
  sessions: readonly SectionSession[],
  isSo: (session: SectionSession) => boolean,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const look = () => {
    if (sessions.every(isSo)) resolve()
  }
  const stops = [connection.subscribe(look), ...sessions.map(session => session.subscribe(look))]
  const timer = setTimeout(() => reject(new Error('the report did not open')), openMostMs)
  look()
  await promise.finally(() => {
    clearTimeout(timer)
    for (const stop of stops) stop()
  })
}

/** A socket for each section; its time runs from the first that is open. */
async function openPeer({ contender }: Subject, wire: Wire, perMessageDeflate: boolean): Promise<Opened> {
  let opened: number | undefined
  const clients = Array.from({ length: sections }, (_, at) => {
    const speech = contender.speech({ report: 0, sections: [at], person: 0 })
    const textBytesLeast = characters * bytesPerCharacter
    const client = new Client(wire.port, speech, 1, { textBytesLeast, perMessageDeflate })
    client.ws.once('open', () => (opened ??= performance.now()))
    return client
  })
  await Promise.all(clients.map(client => client.ready()))
  const shown = performance.now() - (opened ?? 0)
  for (const client of clients) client.close()
  return { shown, sockets: sections }
}
