/** The outline's verbs: places, depth, cycles, deletion and its undoing, and who holds what afterwards. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../shared/limits.ts'
import type { Block, Text } from '../../shared/schema/text.ts'
import { createReport, draft, words } from './drafts.ts'
import { type Office, openOffice } from './office.ts'

describe('the outline', () => {
  let office: Office
  let coordinator: Awaited<ReturnType<Office['hire']>>
  let farming: string
  let building: string
  beforeAll(async () => {
    office = await openOffice()
    coordinator = await office.hire({ role: 'coordinator' })
    farming = await office.department('农业办')
    building = await office.department('规划办')
  })
  afterAll(() => office.close())

  const outline = async (reportId: string) =>
    (await coordinator.call('getReport', { reportId })).body.sections.map(
      ({ level, number, heading }) => `${'  '.repeat(level - 1)}${number}${heading}`,
    )
  const tree = () =>
    createReport(coordinator, [
      draft('甲'),
      draft('甲一', 2),
      draft('甲二', 2),
      draft('甲二一', 3),
      draft('乙'),
      draft('乙一', 2),
    ])

  test('O1 a new report has its texts, numbers and levels at once', async () => {
    const { reportId, id } = await tree()
    expect(await outline(reportId)).toEqual([
      '一、甲',
      '  （一）甲一',
      '  （二）甲二',
      '    1.甲二一',
      '二、乙',
      '  （一）乙一',
    ])
    const { sections } = (await coordinator.call('getReport', { reportId })).body
    const section = sections.find(one => one.id === id('甲一'))
    expect(section).toMatchObject({ text: '甲一的正文。', words: 6, status: 'not_started', rounds: 0 })
  })

  test('O2 a section goes where it is put: first, after a neighbour, under another, at the top', async () => {
    const { reportId, id } = await tree()
    const move = (heading: string, parent: string | null, after: string | null) =>
      coordinator.call(
        'moveSection',
        { reportId, sectionId: id(heading) },
        { parentId: parent && id(parent), afterId: after && id(after) },
      )
    await move('乙', null, null)
    await move('甲一', '甲', '甲二')
    await move('甲二一', '乙', '乙一')
    await move('甲二', null, '乙')
    expect(await outline(reportId)).toEqual([
      '一、乙',
      '  （一）乙一',
      '  （二）甲二一',
      '二、甲二',
      '三、甲',
      '  （一）甲一',
    ])
  })

  test('O3 a section comes under itself never, and no fourth level arises', async () => {
    const { reportId, id } = await tree()
    const move = (heading: string, parent: string) =>
      coordinator.call(
        'moveSection',
        { reportId, sectionId: id(heading) },
        { parentId: id(parent), afterId: null },
      )
    expect((await move('甲', '甲')).code).toBe('outline-cycle')
    expect((await move('甲', '甲二一')).code).toBe('outline-cycle')
    expect((await move('乙一', '甲二一')).code).toBe('outline-too-deep')
    expect((await move('甲', '乙')).code).toBe('outline-too-deep')
    const added = await coordinator.call(
      'addSection',
      { reportId },
      { parentId: id('甲二一'), afterId: null, heading: '第四级' },
    )
    expect(added.code).toBe('outline-too-deep')
    expect((await outline(reportId))[0]).toBe('一、甲')
  })

  test('O4 two moves at once make no ring: one of them meets the other’s tree', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { reportId, id } = await createReport(coordinator, [draft('子'), draft('丑')])
      const under = (one: string, other: string) =>
        coordinator.call(
          'moveSection',
          { reportId, sectionId: id(one) },
          { parentId: id(other), afterId: null },
        )
      const answers = await Promise.all([under('子', '丑'), under('丑', '子')])
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
      expect(await outline(reportId)).toHaveLength(2)
    }
  })

  test('O5 thirty moves at once into one gap lose no section and keep one order', async () => {
    const names = Array.from({ length: 30 }, (_, n) => `第${n}节`)
    const { reportId, id } = await createReport(
      coordinator,
      names.map(name => draft(name)),
    )
    const answers = await Promise.all(
      names
        .slice(1)
        .map(name =>
          coordinator.call(
            'moveSection',
            { reportId, sectionId: id(name) },
            { parentId: null, afterId: id('第0节') },
          ),
        ),
    )
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    const { body } = await coordinator.call('getReport', { reportId })
    expect(body.sections.map(({ heading }) => heading).sort()).toEqual([...names].sort())
    expect(body.sections[0]?.heading).toBe('第0节')
    expect(body.revision).toBe(30)
  })

  test('O6 hundreds of moves into the same gap still find room', { timeout: 60_000 }, async () => {
    const { reportId, id } = await createReport(coordinator, [draft('左'), draft('中'), draft('右')])
    for (let n = 0; n < 300; n += 1) {
      const [moved, after] = n % 2 === 0 ? ['右', '左'] : ['中', '左']
      await coordinator.call(
        'moveSection',
        { reportId, sectionId: id(moved) },
        { parentId: null, afterId: id(after) },
      )
    }
    expect(await outline(reportId)).toEqual(['一、左', '二、中', '三、右'])
    const ranks = await office.program.db
      .selectFrom('sections')
      .select('rank')
      .where('report_id', '=', reportId)
      .execute()
    expect(Math.max(...ranks.map(({ rank }) => rank.length))).toBeLessThanOrEqual(48)
  })

  test('O7 a neighbour that has gone elsewhere is a conflict, not a wrong place', async () => {
    const { reportId, id } = await tree()
    const answer = await coordinator.call(
      'moveSection',
      { reportId, sectionId: id('乙') },
      { parentId: null, afterId: id('甲一') },
    )
    expect(answer.code).toBe('conflict')
  })

  test('O8 a deleted section goes with all below it, and comes back whole, at its place', async () => {
    const { reportId, id } = await tree()
    const before = await outline(reportId)
    const at = { reportId, sectionId: id('甲') }
    expect((await coordinator.call('deleteSection', at)).body.sections.map(({ heading }) => heading)).toEqual(
      ['乙', '乙一'],
    )
    expect((await coordinator.call('changeSection', at, { heading: '新' })).status).toBe(404)
    const restored = await coordinator.call('restoreSection', at)
    expect(await outline(reportId)).toEqual(before)
    expect(restored.body.sections[1]?.text).toBe('甲一的正文。')
    expect((await coordinator.call('restoreSection', at)).code).toBe('conflict')
  })

  test('O9 what was deleted by two acts comes back by two; without its parent it comes to the top', async () => {
    const { reportId, id } = await tree()
    await coordinator.call('deleteSection', { reportId, sectionId: id('甲二') })
    await coordinator.call('deleteSection', { reportId, sectionId: id('甲') })
    const child = await coordinator.call('restoreSection', { reportId, sectionId: id('甲二一') })
    expect(child.body.sections.map(({ heading, level }) => [heading, level])).toEqual(
      expect.arrayContaining([
        ['甲二', 1],
        ['甲二一', 2],
      ]),
    )
    await coordinator.call('restoreSection', { reportId, sectionId: id('甲') })
    const headings = (await coordinator.call('getReport', { reportId })).body.sections.map(s => s.heading)
    expect(headings.sort()).toEqual(['乙', '乙一', '甲', '甲一', '甲二', '甲二一'])
  })

  test('O10 departments are inherited, and grants rise for whoever’s holders became others', async () => {
    const { reportId, id } = await createReport(coordinator, [
      draft('甲', 1, { leadId: farming }),
      draft('甲一', 2),
      draft('乙', 1, { leadId: building }),
    ])
    const grants = async () =>
      new Map(
        (await coordinator.call('getReport', { reportId })).body.sections.map(one => [
          one.heading,
          { grants: one.grants, lead: one.effectiveLeadId },
        ]),
      )
    const before = await grants()
    expect(before.get('甲一')?.lead).toBe(farming)
    await coordinator.call('changeSection', { reportId, sectionId: id('甲') }, { leadId: building })
    const afterLead = await grants()
    expect(afterLead.get('甲一')).toEqual({ grants: (before.get('甲一')?.grants ?? 0) + 1, lead: building })
    expect(afterLead.get('乙')).toEqual(before.get('乙'))
    await coordinator.call('changeSection', { reportId, sectionId: id('甲') }, { guidance: '写清楚数字' })
    expect(await grants()).toEqual(afterLead)
    await coordinator.call('changeSection', { reportId, sectionId: id('乙') }, { coIds: [farming] })
    const at = { reportId, sectionId: id('甲一') }
    await coordinator.call('moveSection', at, { parentId: id('乙'), afterId: null })
    const moved = (await coordinator.call('getReport', { reportId })).body.sections.find(
      s => s.id === id('甲一'),
    )
    expect(moved).toMatchObject({ effectiveLeadId: building, effectiveCoIds: [farming], leadId: null })
    expect(moved?.grants).toBeGreaterThan(afterLead.get('甲一')?.grants ?? 0)
    await coordinator.call('moveStage', { reportId }, { stage: 'compiling' })
    for (const [heading, { grants: number }] of await grants())
      expect([heading, number > (afterLead.get(heading)?.grants ?? 0)]).toEqual([heading, true])
  })

  test('O11 a person’s changed rights raise the grants of every section', async () => {
    const { reportId } = await createReport(coordinator, [draft('甲', 1, { leadId: farming })])
    const grants = async () =>
      (await coordinator.call('getReport', { reportId })).body.sections[0]?.grants ?? 0
    const author = await office.hire({ departmentIds: [farming] })
    const before = await grants()
    await coordinator.call('changePerson', { personId: author.id }, { departmentIds: [building] })
    expect(await grants()).toBe(before + 1)
    await coordinator.call('changePerson', { personId: author.id }, { name: '换了名字' })
    expect(await grants()).toBe(before + 1)
  })

  test('O12 every change raises the revision, and the outline keeps before and after', async () => {
    const { reportId, id } = await tree()
    const at = { reportId, sectionId: id('乙') }
    const revisions = [
      await coordinator.call('changeSection', at, { heading: '乙改', ceiling: 400 }),
      await coordinator.call('moveSection', at, { parentId: null, afterId: null }),
      await coordinator.call('deleteSection', at),
    ].map(({ body }) => body.revision)
    expect(revisions).toEqual([2, 3, 4])
    const rows = await office.program.db
      .selectFrom('audit')
      .selectAll()
      .where('report_id', '=', reportId)
      .where('subject_id', '=', id('乙'))
      .execute()
    const change = rows.find(({ action }) => action === 'section.change')
    expect(JSON.parse(change?.before ?? '')).toEqual({ heading: '乙', ceiling: null })
    expect(JSON.parse(change?.after ?? '')).toEqual({ heading: '乙改', ceiling: 400 })
    const moved = rows.find(({ action }) => action === 'section.move')
    expect(JSON.parse(moved?.before ?? '')).toEqual({ parentId: null, afterId: id('甲') })
    expect(rows.map(({ action }) => action).sort()).toEqual([
      'section.change',
      'section.delete',
      'section.move',
    ])
  })

  test('O13 a new section is empty, open and at its place', async () => {
    const { reportId, id } = await tree()
    const place = { parentId: id('甲'), afterId: id('甲一'), heading: '插入' }
    const { body } = await coordinator.call('addSection', { reportId }, place)
    const added = body.report.sections.find(one => one.id === body.sectionId)
    expect(added).toMatchObject({
      heading: '插入',
      number: '（二）',
      text: '',
      words: 0,
      status: 'not_started',
    })
  })

  test('O14 a report holds only so many sections', async () => {
    const many = Array.from({ length: limits.sectionsPerReport }, (_, n) =>
      draft(`${n}`, 1, { text: words('文') }),
    )
    const { reportId, id } = await createReport(coordinator, many)
    const more = { parentId: null, afterId: null, heading: '再一节' }
    expect((await coordinator.call('addSection', { reportId }, more)).code).toBe('too-large')
    await coordinator.call('deleteSection', { reportId, sectionId: id('7') })
    expect((await coordinator.call('addSection', { reportId }, more)).status).toBe(200)
    const back = await coordinator.call('restoreSection', { reportId, sectionId: id('7') })
    expect(back.code).toBe('too-large')
  })

  test('O15 a deleted report is gone for everyone and comes back as it was', async () => {
    const { reportId } = await tree()
    const before = await outline(reportId)
    await coordinator.call('deleteReport', { reportId })
    expect((await coordinator.call('getReport', { reportId })).status).toBe(404)
    expect((await coordinator.call('changeReport', { reportId }, { title: '改' })).status).toBe(404)
    expect((await coordinator.call('restoreReport', { reportId })).status).toBe(200)
    expect(await outline(reportId)).toEqual(before)
    expect((await coordinator.call('restoreReport', { reportId })).code).toBe('conflict')
  })

  test('O16 a text may be nested, but not so deep that nobody could read it again', async () => {
    const nested = (depth: number): Text => {
      let block: Block = { type: 'paragraph' }
      for (let n = 0; n < depth; n += 1)
        block = {
          type: 'bulletList',
          content: [{ type: 'listItem', content: [{ type: 'paragraph' }, block] }],
        }
      return { type: 'doc', content: [block] }
    }
    const create = (depth: number) =>
      coordinator.call(
        'createReport',
        {},
        {
          title: '层层叠叠',
          period: '',
          sections: [draft('一节', 1, { text: nested(depth) })],
        },
      )
    expect((await create(20)).status).toBe(200)
    for (const depth of [40, 400, 1000])
      expect([depth, (await create(depth)).code]).toEqual([depth, 'bad-text'])
    expect(
      (await coordinator.call('listReports', {})).body.filter(of => of.title === '层层叠叠'),
    ).toHaveLength(1)
  })

  test('O17 titles and headings are one line, whatever stood in them', async () => {
    const { reportId } = await createReport(coordinator, [draft('一、\u001b[2J\r\n农业')])
    const change = { title: '  全年\n工作\ud800\u2028总结\u0000 ' }
    const { body } = await coordinator.call('changeReport', { reportId }, change)
    expect(body.title).toBe('全年 工作\ufffd 总结')
    expect(body.sections.map(({ heading }) => heading)).toEqual(['一、 [2J 农业'])
    expect((await coordinator.call('changeReport', { reportId }, { title: '\n\u0000' })).code).toBe(
      'bad-request',
    )
  })
})
