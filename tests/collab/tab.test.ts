/** A tab in trouble: text that is more than the server takes, a deleted section that comes back, a dead line, a session that ended. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ReportSocket, type WebSocketClass } from '../../client/collab/report-socket.ts'
import { closeCodes } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import { reportId, storedText, until } from '../support/collab.ts'
import { green, isGreen, openTown, shown, type, type Visits } from '../support/collab-visit.ts'

describe('a tab', () => {
  let visits: Visits
  beforeEach(async () => {
    visits = await openTown()
  })
  afterEach(() => visits.end())

  test('K13 what is too large to be taken is refused here, kept, and costs neither line nor other sections', async () => {
    const li = visits.visit('li')
    const [own, other] = [li.section('s1'), li.section('s3')]
    await green(own, other)
    const pasted = '粮'.repeat(limits.updateBytes / 3)
    type(own, pasted)
    expect(own.snapshot()).toMatchObject({ light: 'refused', refusal: 'too-large', ended: null })
    await expect(own.whenStored()).rejects.toThrow('too-large')
    type(own, '粘贴以后又写的')
    type(other, '别的章节照常')
    await until(() => isGreen(other), 'the other section is stored')
    expect(await storedText(visits.db, 's3')).toContain('别的章节照常')
    expect(li.snapshot().ended).toBeNull()
    expect(shown(own)).toContain(pasted)
    own.dismissRefusal()
    // Dismissed is not stored: whoever submits now is not left waiting.
    expect(own.snapshot()).toMatchObject({ light: 'refused', refusal: null })
    await expect(own.whenStored()).rejects.toThrow('refused')
    // The next visit starts from what the server has.
    const next = visits.visit('li').section('s1')
    await green(next)
    expect(shown(next)).not.toContain('粮')
  })

  test('K14 what was on its way when a section was deleted comes with the section when it is restored', async () => {
    const li = visits.visit('li')
    const gone = li.section('s1')
    await green(gone)
    await mark('s1', '2025-02-01T00:00:00.000Z')
    // Typed before the tab heard of it.
    type(gone, '删除那一刻写的')
    await until(() => gone.snapshot().ended !== null, 'the tab heard of it')
    visits.town.publish({ type: 'report', reportId, revision: 2 })
    await mark('s1', null)
    await until(() => li.section('s1') !== gone, 'the section is asked for anew')
    await green(li.section('s1'))
    expect(await storedText(visits.db, 's1')).toContain('删除那一刻写的')
  })

  async function mark(sectionId: string, deletedAt: string | null): Promise<void> {
    await visits.db
      .updateTable('sections')
      .set(eb => ({ deleted_at: deletedAt, grants: eb('grants', '+', 1) }))
      .where('id', '=', sectionId)
      .execute()
    visits.town.publish({ type: 'grants', reportId })
  }
})

test('K15 a line that does not come up is given up and tried again', () => {
  vi.useFakeTimers()
  let tried = 0
  class Swallowed {
    binaryType = ''
    constructor() {
      tried += 1
    }
    addEventListener() {}
    send() {}
    close() {}
  }
  const nothing = () => {}
  const lost = vi.fn<() => void>()
  const watcher = { notUp: nothing, askForSign: nothing, doubted: nothing }
  const listener = { opened: nothing, lobby: nothing, lost, ended: nothing, ...watcher }
  const socket = new ReportSocket('ws://nowhere', Swallowed satisfies WebSocketClass, listener)
  vi.advanceTimersByTime(limits.heartbeatMs * 2)
  expect([tried, lost.mock.calls.length]).toEqual([1, 0])
  vi.advanceTimersByTime(limits.heartbeatMs + 1000)
  expect([tried, lost.mock.calls.length]).toEqual([2, 1])
  socket.close()
  vi.useRealTimers()
})

test('G21 a session that ended where no hint comes from is closed all the same', async () => {
  const revoked = new Set<string>()
  const visits = await openTown({ revoked, accessRecheckMs: 20, sessionRecheckMs: 60_000 })
  try {
    const [li, wang] = [visits.visit('li'), visits.visit('wang')]
    await green(li.section('s1'), wang.section('s2'))
    revoked.add('li')
    await until(() => li.snapshot().ended !== null, 'the revoked one is out')
    expect(li.snapshot().ended).toEqual({ code: closeCodes.notSignedIn })
    expect(wang.snapshot().ended).toBeNull()
  } finally {
    await visits.end()
  }
})
