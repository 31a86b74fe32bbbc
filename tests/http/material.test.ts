/** 材料: a department's text that is bound to no section, from handing it in to what became of it. */
import sharp from 'sharp'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Piece } from '../../shared/desk.ts'
import { limits } from '../../shared/limits.ts'
import { imageIds, plainText, type Text } from '../../shared/schema/text.ts'
import { docx, p } from '../support/docx.ts'
import { createReport, draft } from './drafts.ts'
import { bringMaterial } from '../support/materials.ts'
import { type Caller, type Office, openOffice } from './office.ts'

type Someone = Caller & { readonly id: string }
let office: Office
let coordinator: Someone
let other: Someone
/** Of the department that holds the report's section. */
let li: Someone
/** Of one that holds none. */
let su: Someone
let farm: string
let plan: string

beforeAll(async () => {
  office = await openOffice()
  farm = await office.department('农业办')
  plan = await office.department('规划办')
  coordinator = await office.hire({ name: '顾和', role: 'coordinator' })
  other = await office.hire({ name: '于明', role: 'coordinator' })
  li = await office.hire({ name: '李文', departmentIds: [farm] })
  su = await office.hire({ name: '苏禾', departmentIds: [plan] })
})
afterAll(() => office.close())

const cell = (words: string) => `<w:tc>${p(words)}</w:tc>`
const summary = (more = '') =>
  docx(
    `${p('规划办工作总结')}${p('一、规划编制')}${p('编制村庄规划八个。完成评审五个。')}${p('二、项目')}${p('储备项目二十个。')}` +
      `<w:tbl><w:tr>${cell('规划')}${cell('八个')}</w:tr><w:tr>${cell('项目')}${cell('二十个')}</w:tr></w:tbl>${more}`,
  )

async function report(ask: readonly string[] = [plan]) {
  const empty: Text = { type: 'doc', content: [{ type: 'paragraph' }] }
  const sections = [draft('农业', 1, { leadId: farm }), draft('规划', 1, { text: empty }), draft('综述', 1)]
  const { reportId, id } = await createReport(coordinator, sections)
  const at = { reportId }
  if (ask.length > 0) await coordinator.call('askForMaterial', at, { departmentIds: [...ask] })
  const bring = (who: Someone, rest: Partial<Parameters<typeof bringMaterial>[2]> = {}) =>
    bringMaterial(office.url, who, { reportId, bytes: summary(), file: '总结.docx', ...rest })
  const take = async (materialId: string, piece: Piece, sectionId: string, again = false) => {
    const { body } = await coordinator.call('getDeskTexts', at, { section: sectionId })
    const to = { sectionId, base: body[0]?.seq ?? 0, place: { kind: 'between' as const, before: 0 } }
    return coordinator.call('takePiece', at, { from: { materialId, piece }, to, again })
  }
  return { at, reportId, id, bring, take }
}

const blocks = (from: number, until = from + 1): Piece => ({ kind: 'blocks', from, until })

test('Y10 a whole docx is kept with its original, its text read from that very file, and never changed', async () => {
  const { at, reportId, bring } = await report()
  const bytes = summary()
  const { status, id: materialId } = await bring(su, { department: plan, bytes })
  expect(status).toBe(200)
  const { body } = await su.call('listMaterial', at)
  expect(body.material).toMatchObject([
    { id: materialId, name: '部门总结', departmentName: '规划办', personName: '苏禾', fileName: '总结.docx' },
  ])
  expect(body.material[0]?.lines.map(({ text }) => text)).toEqual([
    '规划办工作总结',
    '规划编制',
    '编制村庄规划八个。完成评审五个。',
    '项目',
    '储备项目二十个。',
    '规划',
    '八个',
    '项目',
    '二十个',
  ])
  const path = `${office.url}/api/v1/reports/${reportId}/attachments/${body.material[0]?.attachmentId}`
  const original = await fetch(path, { headers: { ...su.headers } })
  expect(Buffer.from(await original.arrayBuffer())).toEqual(Buffer.from(bytes))
  expect(original.headers.get('content-disposition')).toContain('attachment')
  const { body: desk } = await coordinator.call('getDesk', at)
  const [paper] = desk.papers.filter(({ kind }) => kind === 'material')
  expect(paper).toMatchObject({ id: materialId, sectionId: null, round: null, departmentNames: ['规划办'] })
  // 一、 of the file is the first level of the material.
  expect(paper?.text.content[1]).toMatchObject({ type: 'heading', attrs: { level: 1, numbered: true } })
  expect(paper?.text.content.at(-1)?.type).toBe('table')
})

test('Y10 pasted text comes as a plain file; progress where lines are asked for', async () => {
  const { at, bring } = await report()
  const pasted = await bring(su, {
    department: plan,
    bytes: '全年新建泵站两座。\n培训农户三百人次。',
    file: '粘贴.txt',
  })
  expect(pasted.status).toBe(200)
  const answer = await bring(su, { department: plan, accept: 'application/x-ndjson' })
  const lines = answer.text.trim().split('\n')
  expect(Object.keys(JSON.parse(lines[0] ?? '{}'))).toEqual(['progress'])
  expect(answer.id).not.toBe('')
  expect((await su.call('listMaterial', at)).body.material).toHaveLength(2)
})

test('Y10 the images of the file come along; one that is none keeps its words', async () => {
  const { at, reportId, bring } = await report()
  const background = '#0a0'
  const png = await sharp({ create: { width: 4, height: 4, channels: 3, background } })
    .png()
    .toBuffer()
  const page = `<p>成果如图。</p><p><img alt="示意" src="data:image/png;base64,${png.toString('base64')}"></p>`
  const { status, last } = await bring(su, { department: plan, file: '总结.html', bytes: page })
  expect([status, last]).toMatchObject([200, { failedImages: 0 }])
  const { body } = await coordinator.call('getDesk', at)
  const [imageId = ''] = body.papers.flatMap(({ text }) => imageIds(text))
  const image = await fetch(`${office.url}/api/v1/reports/${reportId}/images/${imageId}`, {
    headers: { ...coordinator.headers },
  })
  expect(image.status).toBe(200)
})

test('Y11 a department hands in for itself alone, and reads its own alone; a coordinator all', async () => {
  const { at, bring } = await report()
  expect((await bring(su, { department: plan })).status).toBe(200)
  expect((await bring(li, { department: farm, name: '农业材料' })).status).toBe(200)
  expect((await bring(su, { department: farm })).status).toBe(403)
  expect((await bring(su, {})).status).toBe(403)
  const reader = await office.hire({ role: 'reader', departmentIds: [plan] })
  expect((await bring(reader, { department: plan })).status).toBe(403)
  const names = async (who: Someone) =>
    (await who.call('listMaterial', at)).body.material.map(({ departmentName }) => departmentName)
  expect(await names(su)).toEqual(['规划办'])
  expect(await names(li)).toEqual(['农业办'])
  expect(new Set(await names(coordinator))).toEqual(new Set(['农业办', '规划办']))
  expect((await reader.call('listMaterial', at)).status).toBe(403)
  const { body } = await li.call('listMaterial', at)
  const { reportId } = at
  const attachmentId = body.material[0]?.attachmentId ?? ''
  const original = (who: Someone) =>
    fetch(`${office.url}/api/v1/reports/${reportId}/attachments/${attachmentId}`, {
      headers: { ...who.headers },
    }).then(answer => answer.status)
  expect([
    await original(li),
    await original(coordinator),
    await original(reader),
    await original(su),
  ]).toEqual([200, 200, 403, 404])
})

test('Y11 a coordinator enters it for a department, for somebody in it, or as a find of nobody’s', async () => {
  const { at, bring, take, id } = await report([])
  const entered = await bring(coordinator, { department: plan })
  const named = await bring(coordinator, {
    department: plan,
    for: '周老师',
    bytes: '周老师说的。',
    file: '周.txt',
  })
  const found = await bring(coordinator, { bytes: '县里的通报。', file: '通报.txt' })
  expect([entered.status, named.status, found.status]).toEqual([200, 200, 200])
  const { body } = await coordinator.call('listMaterial', at)
  const said = new Map(body.material.map(one => [one.id, [one.enteredFor, one.departmentName]]))
  expect([said.get(entered.id), said.get(named.id), said.get(found.id)]).toEqual([
    ['规划办', '规划办'],
    ['周老师', '规划办'],
    [null, null],
  ])
  // Never simply the coordinator's.
  await take(entered.id, blocks(2), id('规划'))
  const { body: who } = await coordinator.call('getAuthorship', { ...at, sectionId: id('规划') })
  expect(who.sources).toMatchObject([
    { personName: '规划办', departmentName: '规划办', material: '部门总结' },
  ])
  // The department that it was entered for sees it, though it was never asked.
  expect((await su.call('listMaterial', at)).body.material).toHaveLength(2)
})

test('Y11 what is closed takes nothing and gives nothing back', async () => {
  const { at, reportId, bring } = await report()
  const { id: materialId } = await bring(su, { department: plan })
  await coordinator.call('moveStage', at, { stage: 'final', reason: '定稿' })
  expect((await bring(su, { department: plan })).code).toBe('conflict')
  expect((await bring(coordinator, { department: plan })).code).toBe('conflict')
  expect((await su.call('withdrawMaterial', { reportId, materialId })).code).toBe('conflict')
  expect((await coordinator.call('askForMaterial', at, { departmentIds: [] })).code).toBe('conflict')
  expect((await su.call('listMaterial', at)).body).toMatchObject({
    open: false,
    material: [{ id: materialId }],
  })
})

test('Y12 withdrawn by who handed it in or the coordinator, as long as nothing taken from it stands', async () => {
  const { at, reportId, id, bring, take } = await report()
  const { id: materialId } = await bring(su, { department: plan })
  const colleague = await office.hire({ name: '何青', departmentIds: [plan] })
  expect((await colleague.call('withdrawMaterial', { reportId, materialId })).code).toBe('forbidden')
  const { body } = await take(materialId, blocks(2), id('规划'))
  expect((await su.call('listMaterial', at)).body.material).toMatchObject([
    { taken: true, mayWithdraw: false },
  ])
  expect((await su.call('withdrawMaterial', { reportId, materialId })).code).toBe('material-used')
  await coordinator.call('undoDeskAct', { ...at, actId: body.act.id })
  const { body: before } = await su.call('listMaterial', at)
  expect((await su.call('withdrawMaterial', { reportId, materialId })).body.material).toEqual([])
  const path = `${office.url}/api/v1/reports/${reportId}/attachments/${before.material[0]?.attachmentId}`
  expect((await fetch(path, { headers: { ...coordinator.headers } })).status).toBe(404)
  expect((await take(materialId, blocks(2), id('规划'))).status).toBe(404)
  const { body: desk } = await coordinator.call('getDesk', at)
  expect([desk.papers, desk.acts]).toMatchObject([[], [{ materialId: null, undone: true }]])
  const { id: second } = await bring(su, { department: plan })
  expect((await coordinator.call('withdrawMaterial', { reportId, materialId: second })).status).toBe(200)
  const { body: audit } = await coordinator.call('listAudit', {}, { reportId })
  const acts = audit.entries.filter(({ action }) => action.startsWith('material.'))
  expect(acts.map(({ action, personName }) => [action, personName])).toEqual([
    ['material.withdraw', '顾和'],
    ['material.add', '苏禾'],
    ['material.withdraw', '苏禾'],
    ['material.add', '苏禾'],
    ['material.ask', '顾和'],
  ])
  expect(acts[0]?.before).toMatchObject({ name: '部门总结' })
})

test('Y13 a sentence, a paragraph and a table are taken over with department, person and material, also edited afterwards', async () => {
  const { at, id, bring, take } = await report()
  const { id: materialId } = await bring(su, { department: plan })
  const sectionId = id('规划')
  const taken = await take(materialId, blocks(5), sectionId)
  expect(taken.body.act).toMatchObject({ materialId, submissionId: null, fromSectionId: null, undone: false })
  await take(materialId, blocks(4), sectionId)
  await take(materialId, { kind: 'words', line: 2, from: 0, until: 9 }, sectionId)
  const read = async () => (await coordinator.call('getDeskTexts', at, { section: sectionId })).body[0]
  expect(plainText((await read())?.text ?? { type: 'doc', content: [] }).split('\n')[0]).toBe(
    '编制村庄规划八个。',
  )
  // The same words once more are asked about.
  const again = await take(materialId, blocks(2), id('综述'))
  expect([again.status, again.code]).toEqual([409, 'taken-already'])
  expect((await take(materialId, blocks(2), id('综述'), true)).status).toBe(200)
  // Edited by the coordinator on the plain page, and a piece of it moved on: the words stay hers.
  const move = {
    from: { sectionId, base: (await read())?.seq ?? 0, piece: blocks(1) },
    to: { sectionId: id('农业'), base: 1, place: { kind: 'between' as const, before: 0 } },
  }
  expect((await coordinator.call('movePiece', at, move)).status).toBe(200)
  const told = async (section: string) => {
    const { body } = await coordinator.call('getAuthorship', { ...at, sectionId: section })
    return body.sources.map(one => [one.personName, one.departmentName, one.material])
  }
  expect(await told(sectionId)).toEqual([['苏禾', '规划办', '部门总结']])
  expect(await told(id('农业'))).toContainEqual(['苏禾', '规划办', '部门总结'])
  // Undone, the text is what it was; the material stands.
  const { body: desk } = await coordinator.call('getDesk', at)
  const table = desk.acts.find(act => act.id === taken.body.act.id)
  expect((await coordinator.call('undoDeskAct', { ...at, actId: table?.id ?? '' })).status).toBe(200)
  expect((await read())?.text.content.map(({ type }) => type)).toEqual(['paragraph'])
})

test('Y13 a material of another report is as missing as one that never was', async () => {
  const one = await report()
  const two = await report()
  const { id: materialId } = await one.bring(su, { department: plan })
  expect((await two.take(materialId, blocks(0), two.id('规划'))).status).toBe(404)
  const { reportId } = two
  expect((await coordinator.call('withdrawMaterial', { reportId, materialId })).status).toBe(404)
})

test('Y14 the department sees of each line what became of it, of a report that it may not read the numbers alone', async () => {
  const { at, id, bring, take } = await report()
  const { id: materialId } = await bring(su, { department: plan })
  const fates = async () => {
    const { body } = await su.call('listMaterial', at)
    return body.material[0]?.lines.map(({ fate, places }) => [fate, ...places])
  }
  expect((await fates())?.every(([fate]) => fate === 'unused')).toBe(true)
  await take(materialId, blocks(2), id('规划'))
  expect((await fates())?.[2]).toEqual(['merged', '二'])
  expect((await fates())?.[4]).toEqual(['unused'])
  expect((await su.call('getReport', at)).status).toBe(404)
})

test('Y15 a hostile, a broken and an empty file are refused and leave nothing', async () => {
  const { at, bring } = await report()
  const { reportId } = at
  const acts = () =>
    office.program.db.selectFrom('audit').select('action').where('report_id', '=', reportId).execute()
  const before = await acts()
  const bomb = zipSync({ 'word/document.xml': [new Uint8Array(8 * 1024 * 1024), { level: 9 }] })
  const doctype = zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': strToU8('<!DOCTYPE w [<!ENTITY a "b">]><w:document/>'),
  })
  const own = { department: plan }
  expect((await bring(su, { ...own, bytes: bomb })).code).toMatch(/^file-(refused|broken|unknown)$/)
  expect((await bring(su, { ...own, bytes: doctype })).code).toMatch(/^file-/)
  expect((await bring(su, { ...own, bytes: summary().slice(0, 300) })).code).toMatch(/^file-/)
  expect((await bring(su, { ...own, bytes: ' \n', file: '空.txt' })).code).toBe('file-empty')
  expect(
    (await bring(su, { ...own, bytes: new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]), file: 'a.docx' }))
      .code,
  ).toBe('file-unknown')
  expect(
    (await bring(su, { ...own, bytes: '长'.repeat(limits.materialCharacters), file: '长.txt' })).code,
  ).toBe('too-large')
  expect((await bring(su, { ...own, name: '' })).status).toBe(400)
  expect(await acts()).toEqual(before)
  expect((await su.call('listMaterial', at)).body.material).toEqual([])
})

test('Y15 a report takes no more than it may; what is withdrawn makes room', async () => {
  const { at, reportId, bring } = await report()
  const { id: materialId } = await bring(su, { department: plan })
  const { db } = office.program
  const row = await db
    .selectFrom('materials')
    .selectAll()
    .where('id', '=', materialId)
    .executeTakeFirstOrThrow()
  for (let nth = 1; nth < limits.materialsPerReport; nth += 1)
    await db
      .insertInto('materials')
      .values({ ...row, id: `${reportId}-${nth}` })
      .execute()
  expect((await bring(su, { department: plan })).code).toBe('material-full')
  await db.deleteFrom('materials').where('id', '=', `${reportId}-1`).execute()
  expect((await bring(su, { department: plan })).status).toBe(200)
  expect((await su.call('listMaterial', at)).body.material).toHaveLength(limits.materialsPerReport)
})

test('Y16 a department that holds no section hands in once it is asked, and is told so; who decides is told of what came', async () => {
  const { at, reportId, bring } = await report([])
  expect((await bring(su, { department: plan })).status).toBe(404)
  expect((await su.call('listMaterial', at)).status).toBe(404)
  expect((await su.call('listMyMaterial', {})).body.some(one => one.reportId === reportId)).toBe(false)
  await coordinator.call('askForMaterial', at, { departmentIds: [plan] })
  const inbox = async (who: Someone) =>
    (await who.call('listInbox', {})).body.messages
      .filter(message => message.reportId === reportId)
      .map(({ kind, params }) => [kind, params.by, params.material])
  expect(await inbox(su)).toEqual([['materialAsked', '顾和', undefined]])
  expect((await su.call('listMyMaterial', {})).body.find(one => one.reportId === reportId)).toMatchObject({
    open: true,
    handedIn: 0,
  })
  const { id: materialId } = await bring(su, { department: plan })
  expect(await inbox(other)).toEqual([['materialHandedIn', '苏禾', '部门总结']])
  await su.call('withdrawMaterial', { reportId, materialId })
  expect(new Set((await inbox(other)).map(([kind]) => kind))).toEqual(
    new Set(['materialHandedIn', 'materialWithdrawn']),
  )
  // Asked once is told once; no longer asked, it hands in no more.
  await coordinator.call('askForMaterial', at, { departmentIds: [plan, farm] })
  expect(await inbox(su)).toHaveLength(1)
  await coordinator.call('askForMaterial', at, { departmentIds: [farm] })
  expect((await bring(su, { department: plan })).status).toBe(404)
  expect((await coordinator.call('askForMaterial', at, { departmentIds: ['nosuch'] })).status).toBe(400)
})

test('Y17 material goes along with departments and persons that are merged', async () => {
  const { at, reportId, bring } = await report()
  const [old, next] = [await office.department('规划股'), await office.department('规划中心')]
  const leaver = await office.hire({ name: '老苏', departmentIds: [old] })
  await coordinator.call('askForMaterial', at, { departmentIds: [old] })
  const { id: materialId } = await bring(leaver, { department: old })
  await coordinator.call('mergeDepartments', { departmentId: old }, { toId: next })
  const { body } = await leaver.call('listMaterial', at)
  expect(body).toMatchObject({ departments: [{ id: next }], material: [{ departmentName: '规划中心' }] })
  const stayer = await office.hire({ name: '小苏', departmentIds: [next] })
  expect((await coordinator.call('mergePersons', { personId: leaver.id }, { toId: stayer.id })).status).toBe(
    200,
  )
  expect((await stayer.call('withdrawMaterial', { reportId, materialId })).status).toBe(200)
})

test('Y17 a deleted report has no material; it comes back with it', async () => {
  const { at, bring } = await report()
  await bring(su, { department: plan })
  await coordinator.call('deleteReport', at)
  expect((await su.call('listMaterial', at)).status).toBe(404)
  expect((await su.call('listMyMaterial', {})).body.some(one => one.reportId === at.reportId)).toBe(false)
  await coordinator.call('restoreReport', at)
  expect((await su.call('listMaterial', at)).body.material).toHaveLength(1)
})
