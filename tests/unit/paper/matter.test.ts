/** What stands around the text: 版头, attachments, 附注, 版记; what is not accepted yet; and what goes along. */
import { describe, expect, it } from 'vitest'
import { markdownReport } from '../../../server/convert/markdown.ts'
import { allSections, assemble, type SectionToAssemble } from '../../../shared/assemble/assemble.ts'
import { pendingMark, type PendingWay } from '../../../shared/assemble/pending.ts'
import { plainReport } from '../../../shared/assemble/plain.ts'
import { sheetHtml } from '../../../shared/html/sheet.ts'
import { changeMatter, formOf, nextMatter, readMatter } from '../../../shared/matter.ts'
import { inOrder } from '../../../shared/outline.ts'
import { emptyLetterhead, emptyMatter, type Matter } from '../../../shared/report.ts'
import type { Text } from '../../../shared/schema/text.ts'
import { doc, h, p, reportOf, section } from './literals.ts'

const of = (matter: Partial<Matter>, title = '关于农业工作的报告') =>
  assemble(reportOf([], { title, matter }), new Map())

const assembled = (
  sections: readonly SectionToAssemble[],
  texts: Record<string, Text> = {},
  pending?: PendingWay,
) =>
  assemble(reportOf(sections), new Map(sections.map(({ id }) => [id, texts[id] ?? doc(p('文'))])), {
    pending,
  })

const noImages = () => undefined

const attachment = (id: string, heading: string) => section(id, null, 1, heading, { role: 'attachment' })

describe('版头 and 版记', () => {
  const letterhead = {
    ...emptyLetterhead,
    issuer: '枫渡镇人民政府文件',
    documentNumber: '枫政[2026]8号',
    signers: ['闻人敬'],
  }

  it('P-80 a 总结 has no 签发人; a 报告 has; the year stands in its own brackets', () => {
    expect(of({ letterhead }).letterhead).toMatchObject({ documentNumber: '枫政〔2026〕8号', signers: [] })
    expect(of({ letterhead, kind: 'report' }).letterhead?.signers).toEqual(['闻人敬'])
  })

  it('P-81 what is blank throughout is not there', () => {
    expect(of({ letterhead: emptyLetterhead }).letterhead).toBeNull()
    expect(of({ imprint: { copies: ' ', printer: '', printedOn: null } }).imprint).toBeNull()
  })

  it('P-82 版记 ends 抄送 with one full stop and says 印发 behind the date', () => {
    const imprint = { copies: '县农业农村局。', printer: '枫渡镇党政办公室', printedOn: '2026-12-06' }
    expect(of({ imprint }).imprint).toEqual({
      copies: '县农业农村局。',
      printer: '枫渡镇党政办公室',
      printedOn: '2026年12月6日印发',
    })
  })

  it('P-82 Markdown has 版头 above the title and 版记 at the end, nothing of it taken for markup', () => {
    const imprint = { copies: '县*农业*局', printer: '枫渡镇党政办公室', printedOn: '2026-12-06' }
    const written = markdownReport(of({ letterhead, imprint, kind: 'report' }), noImages)
    expect(written.split('\n\n')).toEqual([
      '枫渡镇人民政府文件',
      '枫政〔2026〕8号　签发人：闻人敬',
      '# 关于农业工作的报告',
      '抄送：县\\*农业\\*局。',
      '枫渡镇党政办公室　2026年12月6日印发\n',
    ])
  })

  it('P-83 附注 has one pair of brackets, whatever was typed', () => {
    expect(of({ note: '(联系人：许禾)' }).note).toBe('（联系人：许禾）')
    expect(of({ note: '联系人：许禾（主任）' }).note).toBe('（联系人：许禾（主任））')
    expect(of({ note: ' ' }).note).toBe('')
  })

  it('P-84 the title keeps its author’s lines until it is another title', () => {
    const titleLines = ['关于农业工作', '的报告']
    expect(of({ titleLines }).titleLines).toEqual(titleLines)
    expect(of({ titleLines }, '关于林业工作的报告').titleLines).toEqual([])
    expect(sheetHtml(of({ titleLines }), noImages).html).toContain(
      '<h1><span class="line">关于农业工作</span><span class="line">的报告</span></h1>',
    )
  })
})

describe('attachments', () => {
  const sections = [
    section('a', null, 1, '工作'),
    attachment('f1', '任务表'),
    section('f1a', 'f1', 2, '已完成的'),
    section('b', null, 1, '问题'),
    attachment('f2', '指标表。'),
  ]

  it('P-85 stand behind the text, are named under it, and do not count in its numbers or its length', () => {
    const report = assembled(sections, { f1: doc(h(1, '说明'), p('甲乙丙丁')) })
    expect(report.sections.map(({ number }) => number)).toEqual(['一、', '二、'])
    expect(report.attachments.map(({ label, section: { heading } }) => [label, heading])).toEqual([
      ['附件1', '任务表'],
      ['附件2', '指标表。'],
    ])
    expect(report.attachmentsNote).toEqual([
      { number: '1.', title: '任务表' },
      { number: '2.', title: '指标表' },
    ])
    expect(report.length.words).toBe(2)
    expect(allSections(report).map(({ id }) => id)).toEqual(['a', 'b', 'f1', 'f1a', 'f2'])
  })

  it('P-86 are numbered inside like a document of their own', () => {
    const report = assembled(sections, { f1: doc(h(1, '说明'), h(2, '口径')) })
    const [first] = report.attachments
    expect(first?.section.blocks.map(({ heading }) => heading?.number)).toEqual(['一、', '（一）'])
    expect(first?.below.map(({ number, level }) => [number, level])).toEqual([['二、', 1]])
  })

  it('P-87 a single one has no number', () => {
    const report = assembled([attachment('f', '任务表')])
    expect(report.attachments[0]?.label).toBe('附件')
    expect(report.attachmentsNote).toEqual([{ number: '', title: '任务表' }])
    expect(plainReport(report)).toContain('附件：任务表')
  })

  it('P-88 go to the end of the outline too, with their label as number', () => {
    const row = (id: string, parentId: string | null, role: 'attachment' | null = null) => ({
      id,
      parentId,
      rank: id,
      numbered: true,
      leadId: null,
      coIds: [],
      role,
      heading: id,
    })
    const rows = [row('1', null, 'attachment'), row('1a', '1'), row('2', null), row('3', null, 'attachment')]
    expect(inOrder(rows).map(({ id, number }) => `${number}${id}`)).toEqual([
      '一、2',
      '附件1　1',
      '一、1a',
      '附件2　3',
    ])
  })

  it('P-89 the role says nothing below the first level', () => {
    const report = assembled([
      section('a', null, 1, '工作'),
      section('b', 'a', 2, '表', { role: 'attachment' }),
    ])
    expect(report.attachments).toEqual([])
    expect(report.sections[1]?.number).toBe('（一）')
  })
})

describe('sections that are not accepted', () => {
  const sections = [
    section('a', null, 1, '工作', { status: 'not_started' }),
    section('a1', 'a', 2, '农业', { status: 'submitted' }),
    section('a2', 'a', 2, '道路', { status: 'accepted' }),
    section('b', null, 1, '问题', { status: 'drafting' }),
    section('c', null, 1, '打算', { status: 'accepted' }),
  ]
  const texts = { a: doc(p()) }

  it('P-90 show like the others unless something else is asked', () => {
    expect(assembled(sections, texts).sections.filter(({ pending }) => pending)).toEqual([])
  })

  it('P-91 are marked where a text is awaited', () => {
    const report = assembled(sections, texts, 'mark')
    expect(report.sections.flatMap(({ id, pending }) => (pending ? [id] : []))).toEqual(['a1', 'b'])
    expect(plainReport(report)).toContain(`（一）农业\n${pendingMark}\n文`)
    expect(sheetHtml(report, noImages).html.match(/class="pending"/gu)).toHaveLength(2)
  })

  it('P-92 are left out, numbers closing up; a heading stays over what is accepted', () => {
    const report = assembled(sections, { a: doc(p('未收的话')) }, 'omit')
    expect(report.sections.map(({ id, number }) => `${id}${number}`)).toEqual(['a一、', 'a2（一）', 'c二、'])
    expect(plainReport(report)).not.toContain('未收的话')
  })
})

describe('matter between reports', () => {
  const full: Matter = {
    ...emptyMatter,
    kind: 'report',
    letterhead: {
      copyNumber: '000001',
      urgency: 'urgent',
      issuer: '枫渡镇文件',
      documentNumber: '枫政〔2026〕8号',
      signers: ['闻人敬'],
    },
    titleLines: ['甲', '乙'],
    date: '2026-12-05',
    imprint: { copies: '县局', printer: '办公室', printedOn: '2026-12-06' },
  }

  it('P-93 a row that is older than a field reads as having it empty', () => {
    expect(readMatter('{"addressee":"县政府","signature":"","date":null,"signaturePlace":"title"}')).toEqual({
      ...emptyMatter,
      addressee: '县政府',
      signaturePlace: 'title',
    })
  })

  it('P-94 a change says only what it changes', () => {
    expect(changeMatter(full, { note: '附注', date: undefined })).toEqual({ ...full, note: '附注' })
    expect(changeMatter(full, { letterhead: null }).letterhead).toBeNull()
  })

  it('P-95 numbers, dates and 签发人 go along neither into a template nor into the next report', () => {
    for (const next of [formOf(full), nextMatter(full)]) {
      expect(next.letterhead).toEqual({ ...emptyLetterhead, issuer: '枫渡镇文件' })
      expect(next.imprint).toEqual({ copies: '县局', printer: '办公室', printedOn: null })
    }
    expect(nextMatter(full)).toMatchObject({ kind: 'report', date: null, titleLines: [] })
  })

  it('P-96 nothing is dated until somebody dates it', () => {
    expect(emptyMatter.date).toBeNull()
    expect(of({}).date).toBe('')
  })
})
