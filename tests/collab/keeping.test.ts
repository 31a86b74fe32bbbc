/** A tab whose text was refused: it is set aside before anything is dropped, and nothing else notices. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createReportConnection } from '../../client/collab/report.ts'
import type { WebSocketClass } from '../../client/collab/report-socket.ts'
import type { ReportConnection, SectionSession } from '../../client/collab/types.ts'
import { closeCodes, encodeFrame } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import type { Status } from '../../shared/report.ts'
import { plainText, type Text } from '../../shared/schema/text.ts'
import { type Cable, layCable } from '../fuzz/cable.ts'
import { reportId, storedBytes, storedText, until } from '../support/collab.ts'
import { connect, green, openTown, shown, type, type Visits } from '../support/collab-visit.ts'

let here: Visits
let cable: Cable
let tab: ReportConnection

beforeEach(async () => {
  here = await openTown()
  cable = await layCable(() => here.town.port)
  tab = connect(cable.url, 'li')
})
afterEach(async () => {
  tab.close()
  await cable.remove()
  await here.end()
})

async function setSection(change: { status?: Status; deleted_at?: string | null }): Promise<void> {
  await here.db
    .updateTable('sections')
    .set(eb => Object.assign({}, change, { grants: eb('grants', '+', 1) }))
    .where('id', '=', 's1')
    .execute()
  here.town.publish({ type: 'grants', reportId })
}

/** Each draft as plain text, the oldest first. */
async function drafts(): Promise<string[]> {
  const rows = await here.db.selectFrom('set_aside').select('text').orderBy('at').orderBy('id').execute()
  return rows.map(({ text }) => {
    const json: Text = JSON.parse(text)
    return plainText(json)
  })
}

const settingAside = (session: SectionSession) => session.snapshot().settingAside

/** Writes while the line is cut and the section is submitted; answers once the line is back. */
async function writeOffline(session: SectionSession, words: string): Promise<void> {
  cable.cut(true)
  await until(() => session.snapshot().light === 'offline', 'the line is down')
  type(session, words)
  await setSection({ status: 'submitted' })
  cable.mend()
}

test('R1 what was written offline into a section that was submitted is a draft, then the section opens anew', async () => {
  const [own, other] = [tab.section('s1'), tab.section('s3')]
  await green(own, other)
  const [doc, otherDoc] = [own.doc, other.doc]
  cable.cut(true)
  await until(() => own.snapshot().light === 'offline', 'the line is down')
  type(own, '离线写的一段')
  type(other, '另一节照常')
  await setSection({ status: 'submitted' })
  const before = await storedBytes(here.db, 's1')
  // At every moment the text is in this tab, or in a draft.
  const lost: string[] = []
  own.subscribe(() => {
    if (shown(own).includes('离线写的一段')) return
    void drafts().then(kept => kept.length === 0 && lost.push('nowhere'))
  })
  cable.mend()
  await until(() => settingAside(own)?.is === 'kept', 'it is kept')
  expect(await drafts()).toEqual(['\n离线写的一段'])
  await green(own, other)
  expect(own.doc).not.toBe(doc)
  expect(own.snapshot()).toMatchObject({ refusal: null, ended: null, access: { mayWrite: false } })
  expect(shown(own)).toBe(await storedText(here.db, 's1'))
  expect(shown(own)).not.toContain('离线写的一段')
  expect(await storedBytes(here.db, 's1')).toBe(before)
  expect(lost).toEqual([])
  // The other section kept its document, and what was written into it is stored.
  expect(other.doc).toBe(otherDoc)
  expect(await storedText(here.db, 's3')).toContain('另一节照常')
})

test('R1 the section that opened anew works on: what others write comes, and it can be written again', async () => {
  const own = tab.section('s1')
  await green(own)
  await writeOffline(own, '另存的')
  await until(() => settingAside(own)?.is === 'kept', 'it is kept')
  const chen = here.visit('chen').section('s1')
  await green(own, chen)
  type(chen, '统稿人补的')
  await until(() => shown(own).includes('统稿人补的'), 'the tab sees it')
  await setSection({ status: 'returned' })
  await until(() => own.snapshot().access?.mayWrite === true, 'it may be written')
  type(own, '退回后写的')
  await own.whenStored()
  expect(await storedText(here.db, 's1')).toBe('\n统稿人补的\n退回后写的')
  expect(await drafts()).toHaveLength(1)
})

test('R6 K14 text for a deleted section is a draft, and comes with the section when it is restored', async () => {
  const own = tab.section('s1')
  await green(own)
  cable.cut(true)
  await until(() => own.snapshot().light === 'offline', 'the line is down')
  type(own, '删除那一刻写的')
  await setSection({ deleted_at: '2025-02-01T00:00:00.000Z' })
  cable.mend()
  await until(() => settingAside(own)?.is === 'kept', 'it is kept')
  expect(own.snapshot().ended).toEqual({ code: closeCodes.notFound })
  expect(await drafts()).toEqual(['\n删除那一刻写的'])
  expect(shown(own)).toContain('删除那一刻写的')
  here.town.publish({ type: 'report', reportId, revision: 2 })
  await setSection({ deleted_at: null })
  await until(() => tab.section('s1') !== own, 'the section is asked for anew')
  await green(tab.section('s1'))
  expect(await storedText(here.db, 's1')).toContain('删除那一刻写的')
})

test('R7 after a reset the old generation is a draft of its own, and the section opens in the new one', async () => {
  const own = tab.section('s1')
  await green(own)
  type(own, '上一代已存的')
  await own.whenStored()
  cable.cut(true)
  await until(() => own.snapshot().light === 'offline', 'the line is down')
  type(own, '没有存上的')
  await here.db
    .updateTable('sections')
    .set(eb => ({ generation: 2, grants: eb('grants', '+', 1) }))
    .where('id', '=', 's1')
    .execute()
  here.town.publish({ type: 'grants', reportId })
  cable.mend()
  await until(() => own.snapshot().access?.generation === 2, 'it is the next generation')
  await green(own)
  expect(await drafts()).toEqual(['\n上一代已存的\n没有存上的'])
  expect(shown(own)).toBe('\n上一代已存的')
})

test('R7 a tab that had nothing unstored begins anew after a reset, without a draft', async () => {
  const lines: WebSocket[] = []
  class Tapped extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols)
      lines.push(this)
    }
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `ws` has all that our client uses
  const TappedClass = Tapped as unknown as WebSocketClass
  const wang = createReportConnection({ reportId, url: here.town.url, token: 'wang', WebSocket: TappedClass })
  const own = wang.section('s2')
  await green(own)
  const { doc } = own
  const sayReset = () => {
    const frame = encodeFrame({ op: 'close', channel: 1, code: closeCodes.reset })
    lines.at(-1)?.emit('message', frame.buffer, true)
  }
  sayReset()
  await until(() => own.doc !== doc, 'it begins anew')
  await green(own)
  expect(await drafts()).toEqual([])
  type(own, '照常写')
  await own.whenStored()
  expect(await storedText(here.db, 's2')).toBe('\n照常写')
  wang.close()
})

test('R11 over the quota the text stays in the tab, which says so, and is kept once there is room', async () => {
  const own = tab.section('s1')
  await green(own)
  await fillQuota()
  await writeOffline(own, '放不下的')
  await until(() => settingAside(own)?.is === 'unkept', 'it is not kept')
  expect(own.snapshot()).toMatchObject({
    light: 'refused',
    refusal: 'closed',
    settingAside: { is: 'unkept', reason: 'quota' },
  })
  expect(shown(own)).toContain('放不下的')
  await here.db.deleteFrom('set_aside').execute()
  own.keepAgain()
  await until(() => settingAside(own)?.is === 'kept', 'it is kept')
  expect(await drafts()).toEqual(['\n放不下的'])
})

test('R11 a line that breaks before the answer loses nothing, and the next one brings one draft', async () => {
  const own = tab.section('s1')
  await green(own)
  await writeOffline(own, '断断续续')
  for (let cut = 0; cut < 3; cut += 1) {
    await until(() => settingAside(own)?.is === 'keeping' || settingAside(own)?.is === 'kept', 'it is asked')
    if (settingAside(own)?.is === 'kept') break
    cable.cut(false)
    await until(() => settingAside(own)?.is !== 'keeping', 'the line is down')
    expect(shown(own)).toContain('断断续续')
  }
  await until(() => settingAside(own)?.is === 'kept', 'it is kept')
  await green(own)
  expect(await drafts()).toEqual(['\n断断续续'])
})

test('R12 what is typed while the keep is under way is a draft too', async () => {
  const own = tab.section('s1')
  await green(own)
  await writeOffline(own, '先写的')
  await until(() => settingAside(own)?.is === 'keeping', 'it is asked')
  type(own, '后写的')
  await until(() => own.snapshot().light === 'stored', 'the section is open anew')
  expect((await drafts()).some(text => text.includes('先写的\n后写的'))).toBe(true)
})

test('R12 text that the section took after all, since it was returned meanwhile, is not dropped', async () => {
  const own = tab.section('s1')
  await green(own)
  await fillQuota()
  await writeOffline(own, '退回来了')
  await until(() => settingAside(own)?.is === 'unkept', 'it is not kept')
  const { doc } = own
  await setSection({ status: 'returned' })
  await green(own)
  expect(own.doc).toBe(doc)
  own.keepAgain()
  await until(() => settingAside(own) === null, 'there is nothing to keep')
  expect(own.doc).toBe(doc)
  expect(await storedText(here.db, 's1')).toContain('退回来了')
})

/** Li has as many drafts as they may. */
async function fillQuota(): Promise<void> {
  const row = {
    report_id: reportId,
    section_id: 's3',
    person_id: 'li',
    at: '2025-01-01T00:00:00.000Z',
    seq: 1,
    generation: 1,
    state: new Uint8Array([0, 0]),
    text: '{"type":"doc","content":[]}',
    words: 0,
    bytes: 2,
    taken_at: null,
    taken_by: null,
  }
  await here.db
    .insertInto('set_aside')
    .values(
      Array.from({ length: limits.setAsidePerPerson }, (_, nth) =>
        Object.assign({}, row, { id: `d${nth}`, hash: `${nth}` }),
      ),
    )
    .execute()
}
