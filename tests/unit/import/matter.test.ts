/** Front and back matter of a text: what is told by words alone, where it is left alone, what is said to be a guess. */
import { describe, expect, test } from 'vitest'
import { exportReport } from '../../../server/convert/export.ts'
import { planToReport } from '../../../shared/import/commit.ts'
import { planDocument } from '../../../shared/import/document-plan.ts'
import { lineOf } from '../../../shared/import/document-model.ts'
import type { ImportPlan } from '../../../shared/import/import-plan.ts'
import { accountFor } from '../../../shared/import/ledger.ts'
import { planImport } from '../../../shared/import/plan.ts'
import { emptyLetterhead, type Matter } from '../../../shared/report.ts'
import { plainText, type Table } from '../../../shared/schema/text.ts'
import { asApiReport, doc, p, reportOf, section } from '../paper/literals.ts'
import { asReport } from '../round/read-back.ts'
import { sheetOf, sheetOfNew } from '../round/sheet.ts'

const body = ['一、田里的收成', '全镇播种水稻两万亩，总产一万吨。', '二、门前的路', '全年修路十二公里。']
const read = (...lines: string[]) => {
  const plan = planImport(lines.join('\n'))
  expect(accountFor(plan)).toMatchObject({ lost: [], doubled: [] })
  return plan
}
const outline = (plan: ImportPlan) =>
  plan.sections.map(
    ({ level, heading, role }) => `${'.'.repeat(level)}${heading.text}${role === 'attachment' ? '*' : ''}`,
  )
const textIn = (plan: ImportPlan, heading: string) => {
  const at = plan.sections.findIndex(candidate => candidate.heading.text === heading)
  const { sections } = planToReport(plan, { title: 'x', period: '' })
  return plainText(sections[at]?.text ?? { type: 'doc', content: [] })
}
const doubts = (plan: ImportPlan) => plan.doubts.map(({ line, kind }) => `${line} ${kind}`)

describe('版头', () => {
  test('I19 份号, 紧急程度, issuer, 发文字号 and 签发人 above the title are told by 发文字号', () => {
    const plan = read(
      '000012',
      '特急',
      '枫渡镇人民政府文件',
      '枫政发〔2026〕31号　　签发人：陆青禾　沈　岸',
      '枫渡镇人民政府关于2026年工作情况的报告',
      '县人民政府：',
      ...body,
    )
    expect(plan.title.text).toBe('枫渡镇人民政府关于2026年工作情况的报告')
    expect(plan.matter).toMatchObject({
      kind: 'report',
      addressee: '县人民政府',
      letterhead: {
        copyNumber: '000012',
        urgency: 'very-urgent',
        issuer: '枫渡镇人民政府文件',
        documentNumber: '枫政发〔2026〕31号',
        signers: ['陆青禾', '沈岸'],
      },
    })
    expect(doubts(plan)).toEqual(['1 letterhead'])
  })

  test('I19 签发人 may stand on a line of its own', () => {
    const plan = read('枫渡镇人民政府文件', '枫政发〔2026〕3号', '签发人：陆青禾', '工作报告', ...body)
    expect(plan.matter.letterhead).toMatchObject({ documentNumber: '枫政发〔2026〕3号', signers: ['陆青禾'] })
    expect(plan.title.text).toBe('工作报告')
  })

  test('I19 a number under the title, or one inside a sentence, makes none', () => {
    expect(read('枫渡镇2026年工作总结', '枫政发〔2026〕3号', ...body).matter.letterhead).toBe(null)
    expect(
      read('枫渡镇2026年工作总结', '按照枫政发〔2026〕3号要求，现总结如下。', ...body).matter.letterhead,
    ).toBe(null)
  })

  test('I19 密级 is never claimed: it stays text and is said', () => {
    const plan = read('秘密★1年', '枫渡镇人民政府文件', '枫政发〔2026〕3号', '2026年工作总结', ...body)
    expect(plan.matter.letterhead).toEqual({
      ...emptyLetterhead,
      issuer: '枫渡镇人民政府文件',
      documentNumber: '枫政发〔2026〕3号',
    })
    expect(textIn(plan, '')).toBe('秘密★1年')
    expect(doubts(plan)).toContain('1 secrecy')
  })

  test('I19 one that somebody set as a table is read too, and 版记 likewise', () => {
    const cells = (...words: string[]): Table => ({
      type: 'table',
      content: [
        { type: 'tableRow', content: words.map(text => ({ type: 'tableCell', content: [p(text)] })) },
      ],
    })
    const plan = planDocument({
      remarks: [],
      blocks: [
        lineOf([{ type: 'text', text: '枫渡镇人民政府文件' }]),
        { kind: 'whole', block: cells('枫政发〔2026〕3号', '签发人：陆青禾') },
        ...['工作报告', ...body].map(text => lineOf([{ type: 'text', text }])),
        { kind: 'whole', block: cells('枫渡镇人民政府办公室', '2026年12月8日印发') },
      ],
    })
    expect(plan.matter).toMatchObject({
      letterhead: { signers: ['陆青禾'] },
      imprint: { printer: '枫渡镇人民政府办公室', printedOn: '2026-12-08' },
    })
  })
})

describe('附件', () => {
  const end = ['枫渡镇人民政府', '2026年12月5日']

  test('I20 labels behind the date open sections at the end, 附件说明 is made anew of their titles', () => {
    const plan = read(
      '枫渡镇2026年工作总结',
      ...body,
      '附件：1.村道养护台账',
      '2.桥灯更换明细',
      ...end,
      '（联系人：沈岸，电话：000-0000）',
      '附件1',
      '村道养护台账',
      '一、石桥村',
      '养护四次。',
      '附件2',
      '桥灯更换明细',
      '更换四十盏。',
      '抄送：县委办公室，县政协办公室。',
      '枫渡镇人民政府办公室　2026年12月8日印发',
    )
    expect(outline(plan)).toEqual([
      '.田里的收成',
      '.门前的路',
      '.村道养护台账*',
      '..石桥村',
      '.桥灯更换明细*',
    ])
    expect(plan.matter).toMatchObject({
      signature: '枫渡镇人民政府',
      date: '2026-12-05',
      note: '联系人：沈岸，电话：000-0000',
      imprint: {
        copies: '县委办公室，县政协办公室',
        printer: '枫渡镇人民政府办公室',
        printedOn: '2026-12-08',
      },
    } satisfies Partial<Matter>)
    expect(textIn(plan, '桥灯更换明细')).toBe('更换四十盏。')
    expect(
      plan.dropped.filter(({ reason }) => reason === 'attachments-note').map(({ text }) => text),
    ).toEqual(['附件：1.村道养护台账', '2.桥灯更换明细'])
    expect(doubts(plan)).toEqual(['10 note'])
  })

  test('I20 one that 附件说明 alone has becomes an empty one, and is said', () => {
    const plan = read('枫渡镇2026年工作总结', ...body, ...end, '附件：村道养护台账')
    expect(outline(plan).at(-1)).toBe('.村道养护台账*')
    expect(plan.matter).toMatchObject({ signature: '枫渡镇人民政府', date: '2026-12-05' })
    expect(doubts(plan)).toEqual(['8 attachment-missing'])
  })

  test('I20 an attachment without a title takes the one that 附件说明 has; another one is said', () => {
    const plan = read(
      '枫渡镇2026年工作总结',
      ...body,
      '附件：1.村道养护台账',
      '2.桥灯明细',
      ...end,
      '附件1',
      '石桥村养护四次，桥头村养护五次。',
      '附件2：桥灯更换明细',
      '更换四十盏。',
    )
    expect(outline(plan).slice(2)).toEqual(['.村道养护台账*', '.桥灯更换明细*'])
    expect(doubts(plan)).toEqual(['7 attachment-title'])
  })

  test('I20 a label by its words alone is a doubt', () => {
    const plan = read('枫渡镇2026年工作总结', ...body, '附件', '村道养护台账', '养护四次。')
    expect(outline(plan).at(-1)).toBe('.村道养护台账*')
    expect(doubts(plan)).toEqual(['6 attachment'])
  })

  test('I20 附件 inside a sentence or in a list of what is enclosed opens none', () => {
    const plan = read(
      '枫渡镇2026年工作总结',
      '一、报送',
      '附件中的台账已核对。',
      '附件 台账，另附。',
      '二、其他',
      '无。',
    )
    expect(outline(plan)).toEqual(['.报送', '.其他'])
    expect(
      read('枫渡镇2026年工作总结', ...body, '附件1：台账', '附件2：明细').sections.map(({ role }) => role),
    ).toEqual([null, null, 'attachment', 'attachment'])
  })
})

test('I21 what left as plain text, Markdown or HTML comes back with its matter and attachments', async () => {
  const report = reportOf(
    [
      section('a', null, 1, '田里的收成'),
      section('b', null, 1, '门前的路'),
      section('c', null, 1, '村道养护台账', { role: 'attachment' }),
      section('d', null, 1, '桥灯更换明细', { role: 'attachment' }),
    ],
    {
      title: '枫渡镇人民政府关于2026年工作情况的报告',
      matter: {
        kind: 'report',
        letterhead: {
          copyNumber: '000012',
          urgency: 'urgent',
          issuer: '枫渡镇人民政府文件',
          documentNumber: '枫政发〔2026〕31号',
          signers: ['陆青禾'],
        },
        addressee: '县人民政府',
        signature: '枫渡镇人民政府',
        date: '2026-12-05',
        note: '此件公开发布',
        imprint: { copies: '县委办公室', printer: '枫渡镇人民政府办公室', printedOn: '2026-12-08' },
      },
    },
  )
  const texts = new Map([
    ['a', doc(p('全镇播种水稻两万亩，总产一万吨。'))],
    ['b', doc(p('全年修路十二公里。'))],
    ['c', doc(p('养护四次。'))],
    ['d', doc(p('更换四十盏。'))],
  ])
  for (const format of ['txt', 'md', 'html'] as const) {
    const { body } = await exportReport({ report: asApiReport(report), texts, images: new Map() }, format)
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    const { readFile } = await import('../../../server/convert/read-file.ts')
    const outcome = readFile({ name: `总结.${format}`, bytes, tracked: 'accept' }, () => undefined)
    if (!outcome.ok) throw new Error(outcome.code)
    const { text, document } = outcome.value
    const plan = text === null ? planDocument(document) : planImport(text)
    const made = planToReport(plan, { title: plan.title.text, period: '' })
    expect(sheetOfNew(made), format).toEqual(sheetOf(report, texts))
    expect(asReport(made).report.sections.map(({ role }) => role)).toEqual([
      null,
      null,
      'attachment',
      'attachment',
    ])
  }
})
