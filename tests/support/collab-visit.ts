/** People at work in a town's report: tabs of our own client, byte-level tabs, all closed after the test. */
import { WebSocket } from 'ws'
import { createReportConnection } from '../../client/collab/report.ts'
import type { WebSocketClass } from '../../client/collab/report-socket.ts'
import type { ReportConnection, SectionSession } from '../../client/collab/types.ts'
import { docToText, plainText, rootName } from '../../shared/schema/text.ts'
import type { Database } from '../../server/store/store.ts'
import { type PersonName, reportId, type Served, serveTown, townStore, until } from './collab.ts'
import { paragraph, RawTab } from './raw-tab.ts'

export type Visits = {
  readonly db: Database
  readonly town: Served
  /** A tab of our own client. */
  visit(person: PersonName): ReportConnection
  /** A tab that says what it is told to. */
  raw(person: string, options?: ConstructorParameters<typeof RawTab>[2]): Promise<RawTab>
  end(): Promise<void>
}

export async function openTown(options: Parameters<typeof serveTown>[1] = {}): Promise<Visits> {
  const store = await townStore()
  const town = await serveTown(store.db, options)
  const connections: ReportConnection[] = []
  const tabs: RawTab[] = []
  return {
    db: store.db,
    town,
    visit: person => {
      const connection = connect(town.url, person)
      connections.push(connection)
      return connection
    },
    raw: async (person, rawOptions) => {
      const tab = await new RawTab(town.url, person, rawOptions).opened()
      tabs.push(tab)
      return tab
    },
    end: async () => {
      for (const connection of connections) connection.close()
      for (const tab of tabs) tab.close()
      await town.stop()
      await store.remove()
    },
  }
}

/** A tab of somebody who is signed in by these headers. */
export function connectAs(
  url: string,
  report: string,
  headers: Readonly<Record<string, string>>,
): ReportConnection {
  class SignedInWebSocket extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers })
    }
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `ws` has all that our client uses
  const WebSocketOfNode = SignedInWebSocket as unknown as WebSocketClass
  return createReportConnection({
    reportId: report,
    url: url.replace(/^http/, 'ws'),
    WebSocket: WebSocketOfNode,
  })
}

export function connect(url: string, person: string): ReportConnection {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `ws` has all that our client uses
  const WebSocketOfNode = WebSocket as unknown as WebSocketClass
  return createReportConnection({ reportId, url, token: person, WebSocket: WebSocketOfNode })
}

/** Types a paragraph at the end, as an editor would. */
export function type(session: SectionSession, words: string): void {
  session.doc.transact(() => paragraph(words)(session.doc.getXmlFragment(rootName)), 'typing')
}

/** What a reader of this tab sees. */
export function shown(session: SectionSession): string {
  return plainText(docToText(session.mirror))
}

export const isGreen = (session: SectionSession) => session.snapshot().light === 'stored'

export async function green(...sessions: SectionSession[]): Promise<void> {
  await until(() => sessions.every(isGreen), 'every light is green')
}
