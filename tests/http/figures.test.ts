/** 指标库: registering, filling in, and what is kept of every change. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createReport, draft } from './drafts.ts'
import type { Inline, Text } from '../../shared/schema/text.ts'
import { type Caller, type Office, openOffice } from './office.ts'

describe('the register of figures', () => {
  let office: Office
  let coordinator: Caller
  let author: Caller
  let treasurer: Caller
  let farming: string
  let treasury: string
  beforeAll(async () => {
    office = await openOffice()
    farming = await office.department('农业办')
    treasury = await office.department('财政所')
    coordinator = await office.hire({ name: '顾予宁', role: 'coordinator' })
    author = await office.hire({ name: '罗麦生', departmentIds: [farming] })
    // Their department holds no section.
    treasurer = await office.hire({ name: '钱知数', departmentIds: [treasury] })
  })
  afterAll(() => office.close())

  const report = async () => {
    const { reportId } = await createReport(coordinator, [draft('主要工作', 1, { leadId: farming })])
    return { reportId }
  }
  const register = async (at: { reportId: string }, name = '一般公共预算收入') => {
    const figures = [{ name, unit: '万元', departmentId: treasury, dueAt: '2026-12-01T02:00:00Z' }]
    const { body } = await coordinator.call('putFigures', at, { figures })
    return { ...at, figureId: body.ids[0] ?? '' }
  }

  test('T1 keeps who changed what and when, and the audit says it in words', async () => {
    const at = await register(await report())
    office.wait(60_000)
    const filled = await treasurer.call('changeFigure', at, { value: '3120.5', standing: 'flash' })
    expect(filled.body).toMatchObject({ value: '3120.5', standing: 'flash', version: 2 })
    await coordinator.call('changeFigure', at, { standing: 'final', asOf: '2026-11-30' })
    const { body: changes } = await coordinator.call('listFigureChanges', at)
    expect(changes.map(({ version, personName }) => [version, personName])).toEqual([
      [3, '顾予宁'],
      [2, '钱知数'],
      [1, '顾予宁'],
    ])
    expect(changes[1]).toMatchObject({ before: { value: null }, after: { value: '3120.5' } })
    const { body: log } = await coordinator.call('listAudit', {}, {})
    expect(log.entries[1]).toMatchObject({
      action: 'figure.change',
      subject: '一般公共预算收入',
      personName: '钱知数',
    })
    // The same again is no change.
    expect((await treasurer.call('changeFigure', at, { value: '3120.5' })).body.version).toBe(3)
  })

  test('T1 all that one request brings is registered, or none of it', async () => {
    const at = await report()
    const figures = [{ name: '粮食产量' }, { name: '新修水渠', departmentId: 'nosuchdepartment' }]
    expect((await coordinator.call('putFigures', at, { figures })).status).toBe(400)
    expect((await coordinator.call('listFigures', at)).body).toEqual([])
    const bad = await coordinator.call('putFigures', at, { figures: [{ name: '产量', value: '1e5' }] })
    expect(bad.status).toBe(400)
  })

  test('T2 an owner without a section fills in, and sees nothing else of the report', async () => {
    const at = await register(await report())
    expect((await treasurer.call('getReport', at)).status).toBe(404)
    expect((await treasurer.call('listFigures', at)).status).toBe(404)
    expect((await treasurer.call('changeFigure', at, { value: '1' })).status).toBe(200)
    expect((await treasurer.call('listFigureChanges', at)).status).toBe(200)
    // Whose it is and until when is not theirs to say; nor is what others owe.
    expect((await treasurer.call('changeFigure', at, { dueAt: null })).code).toBe('forbidden')
    expect((await treasurer.call('changeFigure', at, { departmentId: farming })).code).toBe('forbidden')
    expect((await author.call('changeFigure', at, { value: '2' })).code).toBe('forbidden')
    expect((await treasurer.call('putFigures', at, { figures: [{ name: '新' }] })).status).toBe(404)
    const own = [{ name: '粮食产量', departmentId: farming }]
    expect((await author.call('putFigures', at, { figures: own })).status).toBe(200)
    const others = [{ name: '粮食产量', departmentId: treasury }]
    expect((await author.call('putFigures', at, { figures: others })).code).toBe('forbidden')
  })

  test('T2 nobody changes a figure of a final report', async () => {
    const at = await register(await report())
    await coordinator.call('moveStage', at, { stage: 'final', reason: '定稿' })
    for (const who of [coordinator, treasurer])
      expect((await who.call('changeFigure', at, { value: '9' })).code).toBe('conflict')
    expect((await coordinator.call('deleteFigure', at)).code).toBe('conflict')
    expect((await coordinator.call('putFigures', at, { figures: [{ name: '新' }] })).code).toBe('conflict')
  })

  test('T3 a change of what somebody else changed meanwhile is refused', async () => {
    const at = await register(await report())
    await treasurer.call('changeFigure', at, { value: '1', version: 1 })
    const late = await coordinator.call('changeFigure', at, { value: '2', version: 1 })
    expect([late.status, late.code]).toEqual([409, 'figure-changed'])
    expect((await coordinator.call('listFigures', at)).body[0]?.value).toBe('1')
  })

  test('T5 what a department owes is among the tasks of its authors until it is confirmed', async () => {
    const at = await register(await report(), '专项资金')
    const owed = async (who: Caller) =>
      (await who.call('listMyFigures', {})).body.filter(({ id }) => id === at.figureId)
    expect(await owed(treasurer)).toMatchObject([{ reportTitle: '2026年工作总结', value: null }])
    expect(await owed(author)).toEqual([])
    await treasurer.call('changeFigure', at, { value: '5', standing: 'estimate' })
    expect(await owed(treasurer)).toHaveLength(1)
    await treasurer.call('changeFigure', at, { standing: 'final' })
    expect(await owed(treasurer)).toEqual([])
    await coordinator.call('changeFigure', at, { value: null })
    expect(await owed(treasurer)).toHaveLength(1)
    await coordinator.call('deleteFigure', at)
    expect(await owed(treasurer)).toEqual([])
    await coordinator.call('restoreFigure', at)
    expect(await owed(treasurer)).toHaveLength(1)
  })

  const words = (text: string): Inline => ({ type: 'text', text })
  const cited = (figureId: string): Text => ({
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        content: [
          words('今年收入'),
          { type: 'figure', attrs: { figureId, unit: true, decimals: null } },
          words('，稳中有进。'),
        ],
      },
    ],
  })
  const citing = async () => {
    const { reportId, id } = await createReport(coordinator, [
      draft('主要工作', 1, { leadId: farming, text: { type: 'doc', content: [{ type: 'paragraph' }] } }),
      draft('下一步', 1),
    ])
    const at = { ...(await register({ reportId })), sectionId: id('主要工作') }
    const put = { text: cited(at.figureId), base: 1, mode: 'replace' as const }
    expect((await author.call('putText', at, put)).status).toBe(200)
    return at
  }
  const file = async (reportId: string, format: string) => {
    const answer = await fetch(`${office.url}/api/v1/reports/${reportId}/export?format=${format}`, {
      headers: { ...coordinator.headers },
    })
    expect(answer.status).toBe(200)
    return answer
  }
  const textOf = async (at: { reportId: string }) =>
    (await coordinator.call('getReport', at)).body.sections[0]?.text

  test('T6 a value that changes, changes in every file, on the plain page, in lengths and in the search', async () => {
    const at = await citing()
    expect(await textOf(at)).toBe('今年收入＿＿万元，稳中有进。')
    const before = (await coordinator.call('getReport', at)).body.sections[0]?.words ?? 0
    await treasurer.call('changeFigure', at, { value: '3120.5' })
    const says = '今年收入3120.5万元，稳中有进。'
    expect(await textOf(at)).toBe(says)
    expect((await coordinator.call('getReport', at)).body.sections[0]?.words).not.toBe(before)
    expect((await author.call('getHandIn', at)).body.text).toBe(says)
    for (const format of ['txt', 'md', 'html', 'print-html', 'json']) {
      const plain = (await (await file(at.reportId, format)).text()).replaceAll(/<[^>]*>/g, '')
      expect([format, plain.includes('3120.5万元')]).toEqual([format, true])
    }
    const parts = await partsOf(await (await file(at.reportId, 'docx')).arrayBuffer())
    expect(parts.replaceAll(/<[^>]*>/g, '')).toContain(says)
    const found = await coordinator.call('search', {}, { q: '3120.5万元' })
    expect(JSON.stringify(found.body)).toContain(at.reportId)
    await treasurer.call('changeFigure', at, { value: '3200' })
    expect(JSON.stringify((await coordinator.call('search', {}, { q: '3120.5万元' })).body)).not.toContain(
      at.reportId,
    )
  })

  test('T6 another report’s figure prints nothing, whoever cites it', async () => {
    const [own, other] = [await citing(), await register(await report(), '别家的秘密数字')]
    await coordinator.call('changeFigure', other, { value: '777' })
    const put = { text: cited(other.figureId), base: 2, mode: 'replace' as const }
    expect((await author.call('putText', own, put)).status).toBe(200)
    expect(await textOf(own)).toBe('今年收入＿＿，稳中有进。')
  })

  test('T9 the plain page keeps the citation when other words are written', async () => {
    const at = await citing()
    await treasurer.call('changeFigure', at, { value: '3120.5' })
    const text = '今年财政收入3120.5万元，稳中有进。'
    expect((await author.call('writeSection', at, { text, base: 2 })).status).toBe(200)
    await treasurer.call('changeFigure', at, { value: '3200' })
    expect(await textOf(at)).toBe('今年财政收入3200万元，稳中有进。')
  })

  test('T10 a 来稿 keeps the values of its day; a final report’s cannot change', async () => {
    const at = await citing()
    await treasurer.call('changeFigure', at, { value: '3120.5' })
    await author.call('submitSection', at, {})
    await treasurer.call('changeFigure', at, { value: '3200' })
    const [round] = (await coordinator.call('listSubmissions', at)).body
    expect(JSON.stringify(round?.text)).toContain('"shown":"3120.5万元"')
    expect(await textOf(at)).toContain('3200万元')
    await coordinator.call('moveStage', at, { stage: 'final', reason: '定稿' })
    expect((await treasurer.call('changeFigure', at, { value: '1' })).code).toBe('conflict')
    expect(await textOf(at)).toContain('3200万元')
  })

  test('T10 a version keeps the values of its moment', async () => {
    const at = await citing()
    await treasurer.call('changeFigure', at, { value: '3120.5' })
    const { body: version } = await coordinator.call('saveVersion', at, { name: '送审前' })
    await treasurer.call('changeFigure', at, { value: '3200' })
    const frozen = await coordinator.call('readVersion', { ...at, versionId: version.id })
    expect(JSON.stringify(frozen.body.texts[at.sectionId])).toContain('"shown":"3120.5万元"')
    expect(await textOf(at)).toContain('3200万元')
  })

  test('T18 the checks read the register and last year’s report; an author sees of it what theirs goes back to', async () => {
    const line =
      '全镇新修水渠12公里，清淤沟道36条，完成投资480万元，受益农田3200亩，群众灌溉难的问题得到缓解。'
    const said = (text: string): Text => ({
      type: 'doc',
      content: [{ type: 'paragraph', content: [words(text)] }],
    })
    const last = await createReport(coordinator, [
      draft('主要工作', 1, { leadId: farming, text: said(line) }),
      draft('机密之外', 1),
    ])
    const begun = { title: '2027年工作总结', period: '2027年', deadline: null }
    const { body: next } = await coordinator.call('beginFromReport', { reportId: last.reportId }, begun)
    const at = { reportId: next.id, sectionId: next.sections[0]?.id ?? '' }
    const text = { text: said(`${line}财政收入3100万元。`), base: 1, mode: 'replace' as const }
    expect((await coordinator.call('putText', at, text)).status).toBe(200)
    const figures = [{ name: '财政收入', unit: '万元', value: '3200', standing: 'final' as const }]
    await coordinator.call('putFigures', at, { figures })
    const { body: counts } = await coordinator.call('countFindings', at)
    const own = counts.find(({ sectionId }) => sectionId === at.sectionId)
    expect(own).toMatchObject({ errors: 1, warnings: 4 })
    const lines = async (who: Caller) =>
      (await who.call('getEarlier', at)).body.earlier?.sections.map(section => section.lines.join(''))
    expect(await lines(coordinator)).toEqual([line, '机密之外的正文。'])
    expect(await lines(author)).toContain(line)
    expect((await treasurer.call('getEarlier', at)).status).toBe(404)
  })

  test('T14 定稿 names what is blank or 预计, and asks for a reason', async () => {
    const at = await citing()
    const asked = await coordinator.call('moveStage', at, { stage: 'final' })
    expect([asked.status, asked.code]).toEqual([409, 'reason-needed'])
    expect(asked.body).toMatchObject({ error: { details: { figures: ['一般公共预算收入'] } } })
    await treasurer.call('changeFigure', at, { value: '1', standing: 'flash' })
    expect((await coordinator.call('moveStage', at, { stage: 'final' })).status).toBe(200)
  })

  test('T6 V6 a restored text says in words what a figure said that left the register since', async () => {
    const at = await citing()
    await treasurer.call('changeFigure', at, { value: '3120.5' })
    const saved = await coordinator.call('saveVersion', at, { name: '一稿' })
    const { seq } = (await author.call('getHandIn', at)).body
    const plain: Text = {
      type: 'doc',
      content: [{ type: 'paragraph', content: [words('今年收入稳中有进。')] }],
    }
    const put = { text: plain, base: seq, mode: 'replace' as const }
    expect((await author.call('putText', at, put)).status).toBe(200)
    expect((await coordinator.call('deleteFigure', at)).status).toBe(200)
    const back = { reportId: at.reportId, versionId: saved.body.id }
    expect((await coordinator.call('restoreVersion', back, {})).status).toBe(200)
    expect(await textOf(at)).toBe('今年收入3120.5万元，稳中有进。')
  })

  test('T11 a figure is not deleted while a text cites it', async () => {
    const at = await citing()
    const refused = await coordinator.call('deleteFigure', at)
    expect([refused.status, refused.code]).toEqual([409, 'figure-cited'])
    expect(refused.body).toMatchObject({ error: { details: { sections: [at.sectionId] } } })
    await author.call('writeSection', at, { text: '没有数字。', base: 2 })
    expect((await coordinator.call('deleteFigure', at)).status).toBe(200)
  })

  test('T11 a section that comes back brings the figures back that it cites and that went while it was gone', async () => {
    const at = await citing()
    await treasurer.call('changeFigure', at, { value: '3120.5' })
    const saved = await coordinator.call('saveVersion', at, { name: '有数字' })
    const says = '今年收入3120.5万元，稳中有进。'
    const ways = [
      () => coordinator.call('restoreSection', at),
      () => coordinator.call('restoreVersion', { reportId: at.reportId, versionId: saved.body.id }, {}),
    ]
    for (const way of ways) {
      expect((await coordinator.call('deleteSection', at)).status).toBe(200)
      expect((await coordinator.call('deleteFigure', at)).status).toBe(200)
      expect((await way()).status).toBe(200)
      expect(await textOf(at)).toBe(says)
      const register = (await coordinator.call('listFigures', at)).body
      expect(register.map(({ id }) => id)).toContain(at.figureId)
      const { body } = await coordinator.call('listAudit', {}, { reportId: at.reportId })
      expect(body.entries.map(({ action }) => action)).toContain('figure.restore')
    }
  })
})

/** The document's XML. */
async function partsOf(docx: ArrayBuffer): Promise<string> {
  const { unzipSync, strFromU8 } = await import('fflate')
  const part = unzipSync(new Uint8Array(docx))['word/document.xml']
  return part ? strFromU8(part) : ''
}
