/** Files in: read by POST /documents, put into a section by putText. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type ClientRequest, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOfficeProgram, findOfficeProgram } from '../../server/ops/office-program.ts'
import { zipSync } from 'fflate'
import type { DocumentAnswer } from '../../shared/api/documents.ts'
import { limits } from '../../shared/limits.ts'
import type { Text } from '../../shared/schema/text.ts'
import { docx, inList, officialList, p, t } from '../support/docx.ts'
import { createReport, draft } from './drafts.ts'
import { type Caller, type Office, openOffice } from './office.ts'
import { words as cellOfWords, xlsx } from '../support/xlsx.ts'

const paragraph = (text: string): Text => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
})

describe('a file from outside', () => {
  let office: Office
  let coordinator: Caller
  let author: Caller
  beforeAll(async () => {
    office = await openOffice({})
    coordinator = await office.hire({ role: 'coordinator' })
    author = await office.hire({ role: 'author' })
  })
  afterAll(() => office.close())

  const send = (caller: Caller, bytes: Uint8Array, query: string, accept = 'application/json') =>
    fetch(`${office.url}/api/v1/documents?${query}`, {
      method: 'POST',
      headers: { ...caller.headers, 'content-type': 'application/octet-stream', accept },
      body: Buffer.from(bytes),
    })

  test('I13 answers lines, numbers drawn, and remarks; with progress where lines are asked for', async () => {
    const bytes = docx({
      body: `${p('抓生产', inList(1))}${p(`<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>${t('新话。')}`)}`,
      numbering: officialList,
    })
    const plain = await send(author, bytes, 'name=总结.docx')
    expect(plain.status).toBe(200)
    const answer: DocumentAnswer = await plain.json()
    expect(answer).toMatchObject({ kind: 'docx', text: null, remarks: [{ kind: 'deleted', text: '旧' }] })
    expect(JSON.stringify(answer.blocks)).toContain('一、抓生产')
    const rejected: DocumentAnswer = await (await send(author, bytes, 'name=总结.docx&changes=reject')).json()
    expect(JSON.stringify(rejected.blocks)).toContain('旧新话。')
    const lines = (await (await send(author, bytes, 'name=总结.docx', 'application/x-ndjson')).text())
      .trim()
      .split('\n')
    const read = lines.map(line => JSON.parse(line))
    expect(read[0]).toEqual({ progress: expect.any(Number) })
    expect(read.at(-1)).toEqual({ document: answer })
  })

  test('X63 a place is taken before the file is sent: who has many under way leaves room for others', async () => {
    const address = `${office.url}/api/v1/documents?name=a.txt`
    const under = new Set<ClientRequest>()
    const begin = () => {
      const sending = request(address, { method: 'POST', headers: { ...author.headers } })
      under.add(sending)
      // It is cut off below.
      sending.on('error', () => undefined)
      // The question below may have had the last place when this one came: then it comes again.
      sending.on('response', () => under.delete(sending) && begin())
      sending.write('田')
    }
    for (let count = 0; count < limits.intakePerPerson; count += 1) begin()
    // Nothing in it: refused for that once there is a place.
    const status = async (who: Caller) => (await send(who, new Uint8Array(0), 'name=a.txt')).status
    await expect.poll(() => status(author), { timeout: 30_000 }).toBe(429)
    expect(await status(coordinator)).not.toBe(429)
    for (const sending of under) sending.destroy()
    await expect.poll(() => status(author), { timeout: 30_000 }).not.toBe(429)
  })

  test('I10 a hostile file is refused with its reason, in lines too, and the server goes on', async () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(4 * 1024 * 1024) })
    const refused = await send(author, bomb, 'name=总结.docx')
    expect([refused.status, (await refused.json()).error.code]).toEqual([422, 'file-refused'])
    const lines = await (await send(author, bomb, 'name=总结.docx', 'application/x-ndjson')).text()
    expect(JSON.parse(lines.trim().split('\n').at(-1) ?? '')).toMatchObject({
      error: { code: 'file-refused', status: 422 },
    })
  })

  test('I13 nobody reads files who is not signed in or never writes; a name is asked for', async () => {
    const reader = await office.hire({ role: 'reader' })
    expect((await send(office.caller(), docx(p('话')), 'name=a.docx')).status).toBe(401)
    expect((await send(reader, docx(p('话')), 'name=a.docx')).status).toBe(403)
    expect((await send(author, docx(p('话')), '')).status).toBe(400)
    expect((await send(author, docx(p('话')), 'name=a.docx&changes=perhaps')).status).toBe(400)
  })

  test('T23 a spreadsheet’s rows, for whoever may bring files; a hostile one is refused and the server goes on', async () => {
    const table = (who: Caller, body: Uint8Array<ArrayBuffer>) =>
      fetch(`${office.url}/api/v1/tables`, {
        method: 'POST',
        headers: { ...who.headers, 'content-type': 'application/octet-stream' },
        body,
      })
    const bytes = xlsx({ rows: `<row r="1">${cellOfWords('A1', '名称')}${cellOfWords('B1', '数值')}</row>` })
    for (const who of [author, coordinator]) {
      const answer = await table(who, bytes)
      expect([answer.status, await answer.json()]).toEqual([200, { rows: [['名称', '数值']] }])
    }
    const reader = await office.hire({ role: 'reader' })
    expect((await table(office.caller(), bytes)).status).toBe(401)
    expect((await table(reader, bytes)).status).toBe(403)
    const bomb = xlsx({ rows: '', more: { 'xl/a.bin': new Uint8Array(8 * 1024 * 1024) } })
    expect((await (await table(author, bomb)).json()).error.code).toBe('file-refused')
    expect((await table(author, new Uint8Array(limits.importBytes + 1))).status).toBe(413)
    expect((await table(author, new Uint8Array(0))).status).toBe(422)
    expect((await table(author, bytes)).status).toBe(200)
  })

  test('I14 behind the text nothing of it is touched; in place of it only what nobody changed since', async () => {
    const { reportId, id } = await createReport(coordinator, [draft('农业')])
    const at = { reportId, sectionId: id('农业') }
    const { body: first } = await coordinator.call('getHandIn', at)
    const put = (text: Text, base: number, mode: 'replace' | 'append') =>
      coordinator.call('putText', at, { text, base, mode })
    const appended = (await put(paragraph('接上一段。'), 0, 'append')).body
    expect(appended.text).toBe([first.text, '接上一段。'].filter(line => line !== '').join('\n'))
    const stale = await put(paragraph('换成这段。'), first.seq, 'replace')
    expect([stale.status, stale.code]).toEqual([409, 'text-changed'])
    const replaced = (await put(paragraph('换成这段。'), appended.seq, 'replace')).body
    expect(replaced.text).toBe('换成这段。')
    expect((await put({ type: 'doc', content: [{ type: 'video' }] } as never, 0, 'append')).code).toBe(
      'bad-text',
    )
  })

  test('I14 a text of the right nodes with values that no editor may send is refused too', async () => {
    const { reportId, id } = await createReport(coordinator, [draft('农业')])
    const at = { reportId, sectionId: id('农业') }
    const cell = (attrs: object) => ({
      type: 'table',
      content: [
        { type: 'tableRow', content: [{ type: 'tableCell', attrs, content: [{ type: 'paragraph' }] }] },
      ],
    })
    const image = (attrs: object) => ({
      type: 'image',
      attrs: { width: null, alt: '', caption: '', ...attrs },
    })
    const heading = { type: 'heading', attrs: { level: 99, numbered: true } }
    const hostile = [
      // An editor makes room for each column.
      cell({ colspan: 100_000_000 }),
      cell({ colspan: 'many' }),
      image({ imageId: '../../sections' }),
      image({ imageId: { not: 'a name' } }),
      heading,
    ]
    for (const block of hostile) {
      const text = { type: 'doc', content: [block] } as never
      expect((await coordinator.call('putText', at, { text, base: 0, mode: 'append' })).code).toBe('bad-text')
      const made = { title: '总结', period: '', sections: [draft('农业', 1, { text })] }
      expect((await coordinator.call('createReport', {}, made)).code).toBe('bad-text')
    }
  })
})

describe('the office program', () => {
  test('I16 without it old formats are refused with what to do', async () => {
    expect(await findOfficeProgram('off')).toBeUndefined()
    expect(await findOfficeProgram('/nowhere/soffice')).toBeUndefined()
  })

  test('I16 one that makes nothing, one that hangs and one that is cancelled are refused', async () => {
    expect(await createOfficeProgram('/bin/true').toDocx(new Uint8Array(1), 'doc')).toMatchObject({
      code: 'file-broken',
    })
    const folder = mkdtempSync(join(tmpdir(), 'tonggao-hanging-'))
    const hanging = join(folder, 'soffice')
    writeFileSync(hanging, '#!/bin/sh\nsleep 600 &\nwait\n', { mode: 0o755 })
    const began = Date.now()
    expect(await createOfficeProgram(hanging, 300).toDocx(new Uint8Array(1), 'doc')).toEqual({
      ok: false,
      code: 'conversion-stopped',
      details: { limit: 'time' },
    })
    const cancelling = new AbortController()
    const cancelled = createOfficeProgram(hanging).toDocx(new Uint8Array(1), 'doc', {
      signal: cancelling.signal,
    })
    setTimeout(() => cancelling.abort(), 100)
    expect(await cancelled).toMatchObject({ code: 'cancelled' })
    expect(Date.now() - began).toBeLessThan(20_000)
    rmSync(folder, { recursive: true })
  })

  test.skipIf(!existsSync('/usr/bin/soffice'))('I16 LibreOffice makes a docx of an rtf', async () => {
    const program = await findOfficeProgram(undefined)
    const rtf = new TextEncoder().encode('{\\rtf1\\ansi plain words\\par}')
    const made = await program?.toDocx(rtf, 'rtf')
    expect(made?.ok && [made.value[0], made.value[1]]).toEqual([0x50, 0x4b])
  })
})
