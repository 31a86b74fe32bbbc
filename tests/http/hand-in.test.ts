/** Handing a text in without the editor: the plain page and 代录, and live tabs beside them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createReportConnection } from '../../client/collab/report.ts'
import { createToken } from '../../server/accounts/tokens.ts'
import { limits } from '../../shared/limits.ts'
import { emptyText, rootName } from '../../shared/schema/text.ts'
import { green, isGreen, shown, type } from '../support/collab-visit.ts'
import { until } from '../support/collab.ts'
import * as Y from 'yjs'
import { createReport, draft, words } from './drafts.ts'
import { type Office, openOffice, value } from './office.ts'

describe('handing in without the editor', () => {
  let office: Office
  let farming: string
  let water: string
  let coordinator: Awaited<ReturnType<Office['hire']>>
  let author: Awaited<ReturnType<Office['hire']>>
  beforeAll(async () => {
    office = await openOffice()
    farming = await office.department('农业办')
    water = await office.department('水务站')
    coordinator = await office.hire({ name: '顾予宁', role: 'coordinator' })
    author = await office.hire({ name: '罗麦生', username: 'luo', departmentIds: [farming] })
  })
  afterAll(() => office.close())

  const section = async (text = words('全镇播种。'), rest = {}) => {
    const held = { leadId: farming, text, guidance: '写播种和收成', ceiling: 300, ...rest }
    const { reportId, id } = await createReport(coordinator, [draft('农业', 1, held)])
    return { reportId, sectionId: id('农业') }
  }

  test('H1 shows what is asked, and takes the text as this person’s edit', async () => {
    const at = await section(emptyText)
    const { body: asked } = await author.call('getHandIn', at)
    expect(asked).toMatchObject({
      heading: '农业',
      guidance: '写播种和收成',
      ceiling: 300,
      status: 'not_started',
      text: '',
      seq: 1,
      mayWrite: true,
      maySubmit: true,
      waitsFor: [],
      notes: [],
      ownTicks: [],
      mayRecall: false,
    })
    const text = '\uFEFF　　全镇播种\u0000五千亩。\r\n\r\n收成🌾很好。\ud800'
    const { body: written } = await author.call('writeSection', at, { text, base: asked.seq })
    expect(written).toMatchObject({
      text: '全镇播种五千亩。\n收成🌾很好。\ufffd',
      seq: 2,
      status: 'drafting',
    })
    const row = await office.program.db
      .selectFrom('updates')
      .innerJoin('section_clients', join =>
        join.onRef('section_clients.section_id', '=', 'updates.section_id'),
      )
      .select(['updates.person_id', 'section_clients.person_id as owner'])
      .where('updates.section_id', '=', at.sectionId)
      .where('seq', '=', 2)
      .execute()
    expect(row).toEqual([{ person_id: author.id, owner: author.id }])
  })

  test('H2 the same text again writes nothing, whatever it was read at', async () => {
    const at = await section()
    await author.call('writeSection', at, { text: '全镇播种。', base: 0 })
    expect((await author.call('getHandIn', at)).body.seq).toBe(1)
  })

  test('H3 who read an older text is shown the newer one, and nothing is written', async () => {
    const at = await section()
    await coordinator.call('writeSection', at, { text: '全镇播种。\n统稿人补的一句。', base: 1 })
    const stale = await author.call('writeSection', at, { text: '全镇播种五千亩。', base: 1 })
    expect([stale.status, stale.code]).toEqual([409, 'text-changed'])
    const { body: now } = await author.call('getHandIn', at)
    expect(now).toMatchObject({ text: '全镇播种。\n统稿人补的一句。', seq: 2 })
    const again = await author.call('writeSection', at, { text: '全镇播种五千亩。', base: now.seq })
    expect(again.body).toMatchObject({ text: '全镇播种五千亩。', seq: 3 })
  })

  test('H4 a section that is submitted takes nothing more, and a closed report neither', async () => {
    const at = await section()
    await author.call('submitSection', at, { channel: 'page' })
    expect((await author.call('listSubmissions', at)).body).toMatchObject([{ channel: 'page' }])
    const late = await author.call('writeSection', at, { text: '晚了。', base: 1 })
    expect([late.status, late.code]).toEqual([409, 'conflict'])
    expect((await author.call('getHandIn', at)).body).toMatchObject({ mayWrite: false, maySubmit: false })
    await coordinator.call('moveStage', at, { stage: 'final' })
    expect((await coordinator.call('writeSection', at, { text: '定稿。', base: 1 })).code).toBe('conflict')
    expect((await author.call('getHandIn', at)).body.text).toBe('全镇播种。')
  })

  test('H5 too long is refused, before it is read and as an edit of what is too long', async () => {
    const at = await section()
    const long = '播'.repeat(limits.handInCharacters)
    expect((await author.call('writeSection', at, { text: `${long}种`, base: 1 })).code).toBe('bad-request')
    expect((await author.call('writeSection', at, { text: long, base: 1 })).body.seq).toBe(2)
    const full = await section(words(`${long}种`))
    expect((await author.call('writeSection', full, { text: '短。', base: 1 })).code).toBe('too-large')
  })

  test('K21 an open tab sees the text at once, keeps its own letters, and nothing is lost', async () => {
    const at = await section()
    const tab = createReportConnection({
      reportId: at.reportId,
      url: office.url.replace('http', 'ws'),
      token: value(await createToken(office.program, 'luo', 'a test')),
      WebSocket,
    })
    try {
      const live = tab.section(at.sectionId)
      await until(() => shown(live) === '全镇播种。', 'the tab has the text')
      type(live, '正在写的一段。')
      await green(live)
      const { body: asked } = await coordinator.call('getHandIn', at)
      const block = live.doc.getXmlFragment(rootName).get(1)
      const letters = block instanceof Y.XmlElement ? block.get(0) : undefined
      if (!(letters instanceof Y.XmlText)) throw new Error('no letters')
      const writing = coordinator.call('writeSection', at, {
        text: '全镇播种五千亩。\n正在写的一段。',
        base: asked.seq,
      })
      letters.insert(letters.length, '还没写完')
      const { status } = await writing
      // The letter may have been stored first: then the page is told.
      expect([200, 409]).toContain(status)
      if (status === 409) {
        await green(live)
        const { body: newer } = await coordinator.call('getHandIn', at)
        const text = newer.text.replace('全镇播种。', '全镇播种五千亩。')
        await coordinator.call('writeSection', at, { text, base: newer.seq })
      }
      await until(
        () => shown(live) === '全镇播种五千亩。\n正在写的一段。还没写完' && isGreen(live),
        'the tab shows both',
      )
      await until(
        async () => (await author.call('getHandIn', at)).body.text === shown(live),
        'the server has both',
      )
      expect(live.snapshot()).toMatchObject({ refusal: null, settingAside: null, ended: null })
    } finally {
      tab.close()
    }
  })

  test('H7 代录 writes, submits and says for whom, with the original beside it', async () => {
    const at = await section(emptyText, { coIds: [water] })
    const upload = await fetch(
      `${office.url}/api/v1/reports/${at.reportId}/sections/${at.sectionId}/attachments?name=${encodeURIComponent('手写稿.jpg')}`,
      { method: 'POST', headers: { ...coordinator.headers, 'content-type': 'image/jpeg' }, body: 'jpeg' },
    )
    const { id: attachmentId } = await upload.json()
    const written = { text: '纸上写的一段。', base: 1 }
    const entry = { enteredFor: '老罗', written, attachmentId }
    expect((await coordinator.call('enterSection', at, entry)).code).toBe('co-unfinished')
    expect((await author.call('getHandIn', at)).body.text, 'rolled back with the step').toBe('')
    const passOver = [{ departmentId: water, reason: '无此项' }]
    const entered = await coordinator.call('enterSection', at, { ...entry, passOver })
    expect(entered.body.sections[0]).toMatchObject({ status: 'submitted', text: '纸上写的一段。' })
    expect((await author.call('listSubmissions', at)).body).toMatchObject([
      { channel: 'entered', enteredFor: '老罗', attachmentId, words: 7, personName: '顾予宁' },
    ])
    const other = await section()
    const foreign = await coordinator.call('enterSection', other, { enteredFor: '老罗', attachmentId })
    expect(foreign.status).toBe(404)
  })
})
