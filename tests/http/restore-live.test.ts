/** Restoring a version while people are at work: real sockets, tabs of our own client. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { createReportConnection } from '../../client/collab/report.ts'
import type { WebSocketClass } from '../../client/collab/report-socket.ts'
import type { ReportConnection, SectionSession } from '../../client/collab/types.ts'
import { createToken } from '../../server/accounts/tokens.ts'
import { type Block, plainText, rootName } from '../../shared/schema/text.ts'
import { until } from '../support/collab.ts'
import { green, shown } from '../support/collab-visit.ts'
import { createReport, draft } from './drafts.ts'
import { type Caller, type Office, openOffice, value } from './office.ts'

let office: Office
let gu: Caller
let farm: string
const connections: ReportConnection[] = []

beforeAll(async () => {
  office = await openOffice()
  farm = await office.department('农业办')
  gu = await office.hire({ role: 'coordinator' })
})
afterAll(async () => {
  for (const connection of connections) connection.close()
  await office.close()
})

async function visit(username: string, reportId: string): Promise<ReportConnection> {
  await office.hire({ username, departmentIds: [farm] })
  const token = value(await createToken(office.program, username, '试验'))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `ws` has all that our client uses
  const WebSocketOfNode = WebSocket as unknown as WebSocketClass
  const connection = createReportConnection({ reportId, url: office.url, token, WebSocket: WebSocketOfNode })
  connections.push(connection)
  return connection
}

const line = (text: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text }] })

/** The run of text of a block. */
function run(session: SectionSession, block: number): Y.XmlText {
  const element = session.doc.getXmlFragment(rootName).get(block)
  const text = element instanceof Y.XmlElement ? element.get(0) : undefined
  if (!(text instanceof Y.XmlText)) throw new Error('no run')
  return text
}

/** Types as an editor does: a letter at a time, each a transaction of its own. */
function type(session: SectionSession, text: Y.XmlText, at: number, words: string): void {
  for (const [nth, letter] of Array.from(words).entries())
    session.doc.transact(() => text.insert(at + nth, letter), 'typing')
}

test('V7 what three people type while a version is put back is all there: in its place, or beside it', async () => {
  const text = { type: 'doc' as const, content: [line('第一段从前的话。'), line('第二段从前的话。')] }
  const { reportId, id } = await createReport(gu, [draft('甲', 1, { leadId: farm, text })])
  const sectionId = id('甲')
  const { body: version } = await gu.call('saveVersion', { reportId }, { name: '讨论稿' })
  const put = [line('第一段后来改的话。'), line('插进来的新段落，与别的都不同。'), line('第二段从前的话。')]
  const asked = { text: { type: 'doc' as const, content: put }, base: 1, mode: 'replace' as const }
  await gu.call('putText', { reportId, sectionId }, asked)

  const tabs = [await visit('li', reportId), await visit('wang', reportId), await visit('zhao', reportId)]
  const sessions = tabs.map(tab => tab.section(sectionId))
  await green(...sessions)
  const [li, wang, zhao] = sessions
  if (!li || !wang || !zhao) throw new Error('three people')
  // Stored before: it is in the version from before, whatever becomes of its place.
  type(wang, run(wang, 1), 2, '早先写的')
  await green(wang)
  await until(() => shown(zhao).includes('早先写的'), 'the others have it')

  const isOver = { done: false }
  const restoring = gu
    .call('restoreVersion', { reportId, versionId: version.id }, { sectionId })
    .finally(() => (isOver.done = true))
  const typed = { 甲: 0, 乙: 0, 丙: 0 }
  const write = (session: SectionSession, block: number, letter: keyof typeof typed) => {
    type(session, run(session, block), 3, letter)
    typed[letter] += 1
  }
  const isBack = (session: SectionSession) => !shown(session).includes('与别的都不同')
  while (!isOver.done || !sessions.every(isBack)) {
    write(li, 0, '甲')
    if (!isBack(wang)) write(wang, 1, '乙')
    write(zhao, isBack(zhao) ? 1 : 2, '丙')
    // The sockets and the server get their turn.
    await new Promise(resolve => setImmediate(resolve))
  }
  const restored = await restoring
  expect(restored.status).toBe(200)
  await green(...sessions)
  await until(() => new Set(sessions.map(shown)).size === 1, 'all show the same')

  const at = { reportId, versionId: restored.body.before }
  const kept = plainText((await gu.call('readVersion', at)).body.texts[sectionId] ?? text)
  expect(kept.replaceAll('乙', '')).toContain('早先写的')
  const now = shown(li)
  const count = (where: string, letter: string) => where.split(letter).length - 1
  // What was stored before is in the version from before; what was on its way is in its place, or beside it.
  for (const letter of ['甲', '乙', '丙'] as const) {
    expect(typed[letter]).toBeGreaterThan(0)
    expect(count(now, letter) + count(kept, letter), letter).toBeGreaterThanOrEqual(typed[letter])
  }
  const without = now.replaceAll(/[甲乙丙]/gu, '').split('\n')
  expect(without.filter(words => words !== '')).toEqual(['第一段从前的话。', '第二段从前的话。'])
})
