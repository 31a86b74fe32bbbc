/** Versions: what they hold, when they make themselves, and whose they are. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { crc32 } from 'node:zlib'
import type { Kysely } from 'kysely'
import { listMoments, readMoment } from '../../server/reports/history.ts'
import { listVersions } from '../../server/reports/versions.ts'
import { addVersionList } from '../../server/store/migrations/0022-version-list.ts'
import { createReport, draft, words } from './drafts.ts'
import { type Caller, type Office, openOffice, value } from './office.ts'

let office: Office
let gu: Caller
let li: Caller & { readonly id: string }
let wang: Caller & { readonly id: string }
let farm: string

beforeAll(async () => {
  office = await openOffice()
  farm = await office.department('农业办')
  gu = await office.hire({ role: 'coordinator' })
  li = await office.hire({ name: '李文', departmentIds: [farm] })
  wang = await office.hire({ name: '王芳', departmentIds: [farm] })
})
afterAll(() => office.close())

const report = () => createReport(gu, [draft('甲', 1, { leadId: farm }), draft('乙', 1, { leadId: farm })])
const kinds = async (reportId: string) =>
  (await gu.call('listVersions', { reportId })).body.map(({ kind }) => kind).toReversed()

async function put(who: Caller, reportId: string, sectionId: string, text: string) {
  const at = { reportId, sectionId }
  const { seq } = (await who.call('getHandIn', at)).body
  const answer = await who.call('putText', at, { text: words(text), base: seq, mode: 'replace' })
  expect(answer.status).toBe(200)
}

test('V1 a version keeps outline, matter and texts as they were, whatever is done afterwards', async () => {
  const { reportId, id } = await report()
  const saved = (await gu.call('saveVersion', { reportId }, { name: '讨论稿' })).body
  expect(saved).toMatchObject({ kind: 'manual', name: '讨论稿', number: 1, stage: 'drafting' })
  await put(gu, reportId, id('甲'), '改过的甲。')
  await gu.call('changeSection', { reportId, sectionId: id('乙') }, { heading: '丙' })
  await gu.call('changeReport', { reportId }, { title: '另一个标题', matter: { addressee: '县政府' } })
  await gu.call('deleteSection', { reportId, sectionId: id('乙') })
  const { body } = await gu.call('readVersion', { reportId, versionId: saved.id })
  expect(body.report).toMatchObject({ title: '2026年工作总结', matter: { addressee: '' } })
  expect(body.report.sections.map(({ number, heading }) => number + heading)).toEqual(['一、甲', '二、乙'])
  expect(body.texts).toEqual({ [id('甲')]: words('甲的正文。'), [id('乙')]: words('乙的正文。') })
})

test('V2 versions make themselves at 报送, at every stage and before a text is put in', async () => {
  const { reportId, id } = await report()
  await put(li, reportId, id('甲'), '一稿。')
  await put(li, reportId, id('乙'), '一稿。')
  await put(li, reportId, id('甲'), '二稿。')
  await li.call('submitSection', { reportId, sectionId: id('甲') }, {})
  await gu.call('moveStage', { reportId }, { stage: 'compiling' })
  await gu.call('moveStage', { reportId }, { stage: 'review' })
  await gu.call('moveStage', { reportId }, { stage: 'final' })
  await gu.call('moveStage', { reportId }, { stage: 'archived' })
  const made = ['before-import', 'before-import', 'submission', 'stage', 'review', 'final', 'stage']
  expect(await kinds(reportId)).toEqual(made)
  const { body } = await li.call('listVersions', { reportId })
  expect(body.find(({ kind }) => kind === 'submission')).toMatchObject({
    place: '一、甲',
    personName: '李文',
  })
  const before = body.findLast(({ kind }) => kind === 'before-import')
  const read = await li.call('readVersion', { reportId, versionId: before?.id ?? '' })
  expect(read.body.texts[id('甲')]).toEqual(words('甲的正文。'))
})

test('V2 a step that is refused freezes nothing', async () => {
  const { reportId, id } = await report()
  await li.call('submitSection', { reportId, sectionId: id('甲') }, { nil: true })
  expect((await gu.call('moveStage', { reportId }, { stage: 'drafting' })).status).toBe(409)
  expect(await kinds(reportId)).toEqual([])
})

test('V3 定稿 opened with a reason and closed again is 第2版 and says what is another', async () => {
  const { reportId, id } = await report()
  await gu.call('moveStage', { reportId }, { stage: 'final' })
  await gu.call('moveStage', { reportId }, { stage: 'review', reason: '甲的数字有误' })
  await put(gu, reportId, id('甲'), '更正后的甲。')
  await gu.call('changeSection', { reportId, sectionId: id('乙') }, { heading: '丁' })
  await gu.call('addSection', { reportId }, { parentId: null, afterId: id('乙'), heading: '戊' })
  await gu.call('moveStage', { reportId }, { stage: 'final' })
  const { body } = await li.call('listVersions', { reportId })
  expect(body[0]).toMatchObject({ kind: 'erratum', edition: 2, note: '甲的数字有误' })
  expect(body[0]?.changes).toEqual([
    { what: 'text', place: '一、甲' },
    { what: 'heading', place: '二、丁' },
    { what: 'added', place: '三、戊' },
  ])
  expect(body.filter(({ edition }) => edition === 1)).toMatchObject([{ kind: 'final', changes: [] }])
})

test('V4 one deletes what they saved by hand, the coordinator everybody’s, nobody what made itself', async () => {
  const { reportId, id } = await report()
  const save = async (who: Caller) => (await who.call('saveVersion', { reportId }, { name: '存' })).body.id
  const [own, other] = [await save(li), await save(wang)]
  const at = (versionId: string) => ({ reportId, versionId })
  expect((await li.call('deleteVersion', at(other))).status).toBe(403)
  expect((await li.call('renameVersion', at(own), { name: '我的一稿', note: '周三前' })).body).toMatchObject({
    name: '我的一稿',
    note: '周三前',
    mayDelete: true,
  })
  expect((await li.call('deleteVersion', at(own))).status).toBe(200)
  expect((await gu.call('deleteVersion', at(other))).status).toBe(200)
  await li.call('submitSection', { reportId, sectionId: id('甲') }, {})
  await gu.call('moveStage', { reportId }, { stage: 'final' })
  const [final, round] = (await gu.call('listVersions', { reportId })).body
  expect(final).toMatchObject({ kind: 'final', mayRename: false, mayDelete: false })
  expect((await gu.call('renameVersion', at(final?.id ?? ''), { name: '别名' })).status).toBe(403)
  expect((await gu.call('renameVersion', at(round?.id ?? ''), { name: '第一轮' })).status).toBe(200)
  expect((await gu.call('deleteVersion', at(round?.id ?? ''))).status).toBe(403)
  const elsewhere = await report()
  const foreign = { reportId: elsewhere.reportId, versionId: final?.id ?? '' }
  expect((await gu.call('readVersion', foreign)).status).toBe(404)
})

test('V6 V8 the whole report goes back to a version, and forward again by the version from before', async () => {
  const { reportId, id } = await report()
  const versionId = (await gu.call('saveVersion', { reportId }, { name: '讨论稿' })).body.id
  await put(gu, reportId, id('甲'), '改过的甲。')
  await put(gu, reportId, id('乙'), '改过的乙。')
  await gu.call('deleteSection', { reportId, sectionId: id('乙') })
  await gu.call('changeSection', { reportId, sectionId: id('甲') }, { heading: '子' })
  const body = { parentId: null, afterId: null, heading: '新的一节' }
  const added = (await gu.call('addSection', { reportId }, body)).body.sectionId
  await gu.call('changeReport', { reportId }, { title: '另一个标题', matter: { addressee: '县政府' } })
  const later = (await gu.call('getReport', { reportId })).body

  const restored = await gu.call('restoreVersion', { reportId, versionId }, {})
  expect(restored.body.sectionIds.toSorted()).toEqual([id('甲'), id('乙')].toSorted())
  const now = (await gu.call('getReport', { reportId })).body
  expect(now).toMatchObject({ title: '2026年工作总结', matter: { addressee: '' } })
  expect(now.sections.map(({ id: section, heading, text }) => [section, heading, text])).toEqual([
    [id('甲'), '甲', '甲的正文。'],
    [id('乙'), '乙', '乙的正文。'],
  ])

  const undone = await gu.call('restoreVersion', { reportId, versionId: restored.body.before }, {})
  expect(undone.status).toBe(200)
  const back = (await gu.call('getReport', { reportId })).body
  const facts = ({ title, matter, sections }: typeof back) => ({
    title,
    matter,
    sections: sections.map(({ id: section, number, heading, text }) => ({ section, number, heading, text })),
  })
  expect(facts(back)).toEqual(facts(later))
  expect(back.sections[0]?.id).toBe(added)
})

test('V8 an author puts their own section back while they may write it, and nothing else', async () => {
  const { reportId, id } = await report()
  const versionId = (await li.call('saveVersion', { reportId }, { name: '一稿' })).body.id
  const at = { reportId, versionId }
  const sectionId = id('甲')
  await put(li, reportId, sectionId, '改坏了。')
  await gu.call('changeSection', { reportId, sectionId: id('乙') }, { heading: '丙' })
  expect((await li.call('restoreVersion', at, {})).status).toBe(403)
  expect((await li.call('restoreVersion', at, { sectionId })).status).toBe(200)
  const now = (await gu.call('getReport', { reportId })).body
  expect(now.sections.map(({ heading, text }) => heading + text)).toEqual(['甲甲的正文。', '丙乙的正文。'])
  await li.call('submitSection', { reportId, sectionId }, {})
  expect((await li.call('restoreVersion', at, { sectionId })).status).toBe(409)
  await gu.call('moveStage', { reportId }, { stage: 'final' })
  expect((await gu.call('restoreVersion', at, {})).status).toBe(409)
  expect((await gu.call('restoreVersion', at, { sectionId: 'nowhere' })).status).toBe(404)
})

test('V9 the time line tells who wrote when, and every text as it was', async () => {
  const { reportId, id } = await report()
  const minute = 60_000
  office.wait(20 * minute)
  await put(li, reportId, id('甲'), '二十分。')
  office.wait(20 * minute)
  await put(wang, reportId, id('甲'), '四十分。')
  await put(wang, reportId, id('乙'), '乙也写了。')
  const { body: moments } = await li.call('listMoments', { reportId }, {})
  expect(moments.map(({ people, sectionIds }) => [people, sectionIds.length])).toEqual([
    [[], 2],
    [['李文'], 1],
    [['王芳'], 2],
  ])
  const at = async (nth: number, section?: string) => {
    const query = { at: moments[nth]?.at ?? '', ...(section === undefined ? {} : { section }) }
    return (await li.call('readMoment', { reportId }, query)).body.texts
  }
  expect(await at(1)).toEqual({ [id('甲')]: words('二十分。'), [id('乙')]: words('乙的正文。') })
  expect(await at(2, id('甲'))).toEqual({ [id('甲')]: words('四十分。') })
  expect((await li.call('listMoments', { reportId }, { section: id('乙') })).body).toHaveLength(2)
  office.wait(20 * minute)
  await gu.call('addSection', { reportId }, { parentId: null, afterId: null, heading: '丙' })
  expect(Object.keys(await at(2)).toSorted()).toEqual([id('甲'), id('乙')].toSorted())
})

test('V9 a long log is counted in short statements, and a moment in it is found', async () => {
  const { reportId, id } = await report()
  const sectionId = id('甲')
  const { db } = office.program
  const { head } = await db
    .selectFrom('sections')
    .select('head')
    .where('id', '=', sectionId)
    .executeTakeFirstOrThrow()
  const nothing = new Uint8Array([0, 0])
  const written = 25_000
  const at = (seq: number) => new Date(Date.parse('2026-11-24T00:00:00Z') + seq * 1000).toISOString()
  await db.transaction().execute(async tx => {
    for (let from = head + 1; from <= written; from += 1000) {
      const rows = Array.from({ length: Math.min(1000, written + 1 - from) }, (_, step) => ({
        section_id: sectionId,
        seq: from + step,
        person_id: li.id,
        at: at(from + step),
        checksum: crc32(nothing),
        bytes: nothing,
      }))
      await tx.insertInto('updates').values(rows).execute()
    }
    await tx.updateTable('sections').set({ head: written }).where('id', '=', sectionId).execute()
  })
  const counted: number[] = []
  const watched = db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      counted.push(result.rows.reduce((sum: number, { changes }) => sum + Number(changes ?? 0), 0))
      return result
    },
  })
  const actor = { id: li.id, role: 'author' as const, isAdministrator: false, departmentIds: [farm] }
  const moments = value(await listMoments({ db: watched }, actor, reportId, {}))
  expect(moments.reduce((sum, { changes }) => sum + changes, 0)).toBe(written + 1)
  expect(Math.max(...counted)).toBeLessThanOrEqual(10_000)
  const ask = { at: at(12_345), section: sectionId }
  const past = (await li.call('readMoment', { reportId }, ask)).body
  expect(past.texts).toEqual({ [sectionId]: words('甲的正文。') })
})

const now = () => new Date(office.program.clock()).toISOString()

test('V9 a long past text is worked out in the turn of who asks for it', async () => {
  const { reportId, id } = await report()
  await put(gu, reportId, id('甲'), '全镇修渠四十米。'.repeat(4000))
  const before = now()
  office.wait(1000)
  await put(gu, reportId, id('甲'), '短了。')
  const { program } = office
  const turns: unknown[] = []
  const conversions: typeof program.conversions = {
    ...program.conversions,
    run(name, input, options) {
      turns.push([name, options?.owner])
      return program.conversions.run(name, input, options)
    },
  }
  const actor = { id: li.id, role: 'author' as const, isAdministrator: false, departmentIds: [farm] }
  const past = value(await readMoment({ ...program, conversions }, actor, reportId, { at: before }))
  expect(JSON.stringify(past.texts[id('甲')])).toContain('全镇修渠')
  expect(turns).toEqual([['past-texts', li.id]])
})

/** 20 minutes apart, so that each is a moment. */
async function later(act: () => Promise<unknown>): Promise<string> {
  office.wait(20 * 60_000)
  await act()
  return now()
}

test('V10 each moment has the outline of then: what was deleted, added, moved, renamed and put back since', async () => {
  const { reportId, id } = await createReport(gu, [
    draft('甲', 1, { leadId: farm }),
    draft('乙', 1),
    draft('丙', 2),
    draft('丁', 1),
  ])
  const [jia, yi, ding] = [id('甲'), id('乙'), id('丁')]
  const at = (sectionId: string) => ({ reportId, sectionId })
  const begun = now()
  const version = (await gu.call('saveVersion', { reportId }, { name: '一稿' })).body.id
  let added = ''
  const acts = [
    () => gu.call('changeSection', at(jia), { heading: '甲改' }),
    () => gu.call('moveSection', at(ding), { parentId: null, afterId: null }),
    () => gu.call('changeReport', { reportId }, { title: '新标题', matter: { addressee: '县政府' } }),
    () => gu.call('deleteSection', at(yi)),
    async () => {
      const place = { parentId: null, afterId: jia, heading: '戊' }
      added = (await gu.call('addSection', { reportId }, place)).body.sectionId
    },
    () => gu.call('restoreSection', at(yi)),
    () => gu.call('restoreVersion', { reportId, versionId: version }, {}),
    () => gu.call('deleteSection', at(jia)),
  ]
  const times: string[] = [begun]
  for (const act of acts) times.push(await later(act))
  // Who leads a section is nothing that its sheet says.
  await later(() => gu.call('changeSection', at(yi), { leadId: farm }))

  const then = async (time: string | undefined, section?: string) => {
    const query = { at: time ?? '', ...(section === undefined ? {} : { section }) }
    const { outline, texts } = (await li.call('readMoment', { reportId }, query)).body
    expect(outline.isCertain).toBe(true)
    expect(Object.keys(texts).toSorted()).toEqual(outline.sections.map(one => one.id).toSorted())
    return [outline.title, ...outline.sections.map(({ number, heading }) => number + heading)]
  }
  const old = '2026年工作总结'
  const told = await Promise.all(times.map(time => then(time)))
  expect(told).toEqual([
    [old, '一、甲', '二、乙', '（一）丙', '三、丁'],
    [old, '一、甲改', '二、乙', '（一）丙', '三、丁'],
    [old, '一、丁', '二、甲改', '三、乙', '（一）丙'],
    ['新标题', '一、丁', '二、甲改', '三、乙', '（一）丙'],
    ['新标题', '一、丁', '二、甲改'],
    ['新标题', '一、丁', '二、甲改', '三、戊'],
    ['新标题', '一、丁', '二、甲改', '三、乙', '（一）丙', '四、戊'],
    [old, '一、甲', '二、乙', '（一）丙', '三、丁'],
    [old, '一、乙', '（一）丙', '二、丁'],
  ])
  expect(await then(times[1], yi)).toEqual([old, '二、乙'])
  const moments = (await li.call('listMoments', { reportId }, {})).body
  expect(moments.map(({ outline, sectionIds }) => [outline, sectionIds])).toEqual([
    [false, expect.any(Array)],
    [true, [jia]],
    [true, [ding]],
    [true, []],
    [true, [yi]],
    [true, [added]],
    [true, [yi]],
    [true, []],
    [true, [jia]],
  ])
  // Each is read whole at the time by which it is named.
  const named = await Promise.all(moments.map(moment => then(moment.at)))
  expect(named).toEqual(told)
})

test('V10 figures print at each moment what they were then, also one that was deleted since', async () => {
  const { reportId, id } = await report()
  const fields = { name: '粮食产量', unit: '万吨', value: '12' }
  const figureId = (await gu.call('putFigures', { reportId }, { figures: [fields] })).body.ids[0] ?? ''
  const at = { reportId, sectionId: id('甲') }
  const { seq } = (await gu.call('getHandIn', at)).body
  const cited = {
    type: 'doc' as const,
    content: [
      {
        type: 'paragraph' as const,
        content: [{ type: 'figure' as const, attrs: { figureId, unit: true, decimals: null } }],
      },
    ],
  }
  const before = await later(async () =>
    expect((await gu.call('putText', at, { text: cited, base: seq, mode: 'replace' })).status).toBe(200),
  )
  await later(() => gu.call('changeFigure', { reportId, figureId }, { value: '13' }))
  await later(() => put(gu, reportId, id('甲'), '不引用了。'))
  await later(() => gu.call('deleteFigure', { reportId, figureId }))
  const { texts } = (await li.call('readMoment', { reportId }, { at: before })).body
  expect(JSON.stringify(texts[id('甲')])).toContain('12万吨')
})

test('V10 where the records do not tell the place of a deleted section it is said that the outline is not certain', async () => {
  const { reportId, id } = await report()
  const before = now()
  await later(() => gu.call('deleteSection', { reportId, sectionId: id('乙') }))
  // As deletions were recorded before they named the neighbour.
  const row = office.program.db.updateTable('audit').where('action', '=', 'section.delete')
  await row
    .set({ before: JSON.stringify({ heading: '乙', parentId: null, sectionIds: [id('乙')] }) })
    .where('report_id', '=', reportId)
    .execute()
  const { outline } = (await li.call('readMoment', { reportId }, { at: before })).body
  expect(outline.sections.map(({ heading }) => heading)).toEqual(['甲', '乙'])
  expect(outline.isCertain).toBe(false)
})

test('V11 the list reads no content, and tells the same of versions from before an upgrade', async () => {
  const { reportId, id } = await report()
  await put(li, reportId, id('甲'), '一稿。')
  await gu.call('moveStage', { reportId }, { stage: 'final' })
  await gu.call('moveStage', { reportId }, { stage: 'compiling', reason: '数字有误' })
  await put(gu, reportId, id('甲'), '二稿。')
  await gu.call('moveStage', { reportId }, { stage: 'final' })
  const { db } = office.program
  const seen = new Set<string>()
  const watched = db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      for (const row of result.rows) for (const column of Object.keys(row)) seen.add(column)
      return result
    },
  })
  const actor = { id: li.id, role: 'author' as const, isAdministrator: false, departmentIds: [farm] }
  const told = value(await listVersions({ db: watched }, actor, reportId))
  expect(seen).toContain('changes')
  expect(seen).not.toContain('content')
  expect(told[0]).toMatchObject({ kind: 'erratum', stage: 'final' })
  expect(told[0]?.changes).toEqual([{ what: 'text', place: '一、甲' }])
  expect(told.at(-1)).toMatchObject({ kind: 'before-import', stage: 'drafting', place: '一、甲' })

  for (const column of ['stage', 'place', 'changes'])
    await db.schema.alterTable('versions').dropColumn(column).execute()
  await addVersionList(db as unknown as Kysely<unknown>)
  expect(value(await listVersions({ db }, actor, reportId))).toEqual(told)
})
