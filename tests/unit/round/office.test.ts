/** What LibreOffice makes of our Word files, where the machine has it: the page, and the way through it and back. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOfficeProgram } from '../../../server/ops/office-program.ts'
import { exportReport } from '../../../server/convert/export.ts'
import type { ReportToAssemble } from '../../../shared/assemble/assemble.ts'
import type { Text } from '../../../shared/schema/text.ts'
import { readPages } from '../../support/pdf.ts'
import { asApiReport, doc, h, p, reportOf, runIn, section, table } from '../paper/literals.ts'
import { readBack } from './read-back.ts'
import { sheetOf, sheetOfNew } from './sheet.ts'

const soffice = ['/usr/bin/soffice', '/usr/local/bin/soffice', '/usr/bin/libreoffice'].find(existsSync)

const report: ReportToAssemble = reportOf(
  [
    section('a', null, 1, '田里的收成'),
    section('b', null, 1, '门前的路'),
    section('c', 'b', 2, '村道'),
    section('d', 'c', 3, '桥灯'),
    section('e', null, 1, '2026年村道养护台账', { role: 'attachment' }),
    section('f', 'e', 2, '镇里派工'),
    section('g', null, 1, '桥灯更换明细', { role: 'attachment' }),
  ],
  {
    title: '枫渡镇人民政府关于2026年工作情况和2027年工作打算的报告',
    matter: {
      kind: 'report',
      letterhead: {
        copyNumber: '000012',
        urgency: 'urgent',
        issuer: '枫渡镇人民政府文件',
        documentNumber: '枫政发〔2026〕31号',
        signers: ['陆青禾', '沈岸'],
      },
      titleLines: ['枫渡镇人民政府关于2026年工作情况', '和2027年工作打算的报告'],
      addressee: '县人民政府',
      signature: '枫渡镇人民政府',
      date: '2026-12-05',
      seal: 'seal',
      note: '联系人：沈岸，电话：000-0000',
      imprint: { copies: '县委办公室', printer: '枫渡镇人民政府办公室', printedOn: '2026-12-08' },
    },
  },
)
const texts: ReadonlyMap<string, Text> = new Map([
  ['a', doc(p('枫渡镇播种水稻早稻晚稻按旬核对按季晾晒'.repeat(80)))],
  ['b', doc(p('养护由各村自管改成镇里统一派工。'))],
  [
    'c',
    doc(
      p('全年修路十二公里。'),
      table(['项目', '单位', '数'], ['村道', '公里', '12']),
      p('比上年多三公里。'),
    ),
  ],
  [
    'd',
    doc(
      p('路灯坏了有人修。'),
      h(1, '换灯'),
      p('换灯四十盏。'),
      runIn(2, '经费。', '由镇里出。'),
      runIn(2, '人手。', '由各村出。'),
    ),
  ],
  ['e', doc(p('养护到村到段。'))],
  ['f', doc(p('每旬派工一次。'))],
  ['g', doc(table(['灯', '盏'], ['桥灯', '40']))],
])

/** Columns for which no width was set have the one that they were printed with. */
const withoutWidths = (sheet: unknown): unknown =>
  JSON.parse(JSON.stringify(sheet, (key, value: unknown) => (key === 'width' ? undefined : value)))

describe.skipIf(soffice === undefined)('LibreOffice', () => {
  let folder = ''
  const convert = async (ending: 'pdf' | 'docx' | 'doc', name = 'report'): Promise<Uint8Array> => {
    const made = join(folder, `${name}-${ending}`)
    await mkdir(made)
    const profile = pathToFileURL(join(folder, 'profile')).href
    const from = join(folder, `${name}.docx`)
    const options = [
      `-env:UserInstallation=${profile}`,
      '--headless',
      '--convert-to',
      ending,
      '--outdir',
      made,
    ]
    await promisify(execFile)(soffice ?? '', [...options, from], { timeout: 50_000 })
    return new Uint8Array(await readFile(join(made, `${name}.${ending}`)))
  }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tonggao-office-'))
    const { body } = await exportReport({ report: asApiReport(report), texts, images: new Map() }, 'docx')
    await writeFile(join(folder, 'report.docx'), body)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('sets 22 lines of 28 characters on a page', async () => {
    const [, page] = await readPages(await convert('pdf'))
    const lines =
      page?.lines
        .map(({ text }) => text.replaceAll(' ', ''))
        .filter(text => /^\p{Script=Han}+$/u.test(text)) ?? []
    expect(lines.map(text => text.length)).toEqual(Array.from({ length: 22 }, () => 28))
  })

  test('saves it anew with the same sheet: text, levels, spans, tables, matter, attachments', async () => {
    const saved = readBack(await convert('docx'))
    expect(withoutWidths(sheetOfNew(saved))).toEqual(withoutWidths(sheetOf(report, texts)))
  })

  test('X62 sets 版记 at the foot of the even page behind the text, its last line above the edge', async () => {
    const imprint = { copies: '县农业局', printer: '镇党政办', printedOn: '2026-12-06' }
    const [part, ...rest] = report.sections
    expect(rest).not.toEqual([])
    const signed = asApiReport({
      ...report,
      sections: part ? [part] : [],
      matter: { ...report.matter, imprint },
    })
    const short = new Map([['a', doc(p('枫渡镇播种水稻。'))]])
    const { body } = await exportReport({ report: signed, texts: short, images: new Map() }, 'docx')
    await writeFile(join(folder, 'signed.docx'), body)
    const pages = await readPages(await convert('pdf', 'signed'))
    const last = pages[1]?.lines.map(({ text, baseline }) => [text.replaceAll(' ', ''), Math.round(baseline)])
    expect(pages).toHaveLength(2)
    expect(last).toEqual([
      [expect.stringMatching(/^抄送.县农业局。$/u), expect.any(Number)],
      ['镇党政办2026年12月6日印发', expect.any(Number)],
      ['—2—', expect.any(Number)],
    ])
    // The type area ends 262 mm from the top.
    const bottoms = last?.map(([, bottom]) => Number(bottom)) ?? []
    expect(bottoms[0]).toBeGreaterThan(240)
    expect(bottoms[1]).toBeGreaterThan(252)
    expect(bottoms[1]).toBeLessThan(262)
  })

  test('I16 a real .doc comes in as the sheet that it was: text, levels, spans, tables, matter, attachments', async () => {
    const old = await convert('doc')
    // The compound file of Word 97, no archive.
    expect(old.slice(0, 4)).toEqual(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]))
    const read = await createOfficeProgram(soffice ?? '').toDocx(old, 'doc')
    if (!read.ok) throw new Error(read.code)
    expect(withoutWidths(sheetOfNew(readBack(read.value)))).toEqual(withoutWidths(sheetOf(report, texts)))
  })
})
