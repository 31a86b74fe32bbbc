/** 报送通知 and 催报 as they are pasted into a group chat. */
import { describe, expect, test } from 'vitest'
import { sayDepartments } from '../../../shared/i18n/departments.ts'
import { dictionaries } from '../../../shared/i18n/dictionaries.ts'
import { limits } from '../../../shared/limits.ts'
import {
  departmentsOf,
  type DutySection,
  nearness,
  type NoticedReport,
} from '../../../shared/notice/duties.ts'
import { type Notice, writeNotice, writeReminder } from '../../../shared/notice/notice.ts'

const now = Date.parse('2026-11-23T01:00:00Z')

function section(heading: string, rest: Partial<DutySection> = {}): DutySection {
  return {
    id: heading,
    number: '一、',
    heading,
    role: null,
    status: 'drafting',
    effectiveLeadId: 'farming',
    effectiveCoIds: [],
    dueAt: null,
    floor: null,
    ceiling: null,
    progress: { ticks: [] },
    ...rest,
  }
}

const reportOf = (...sections: DutySection[]): NoticedReport => ({
  id: 'r',
  title: '2026年工作总结',
  deadline: '2026-12-05T10:00:00.000Z',
  sections,
})

const noticeOf = (report: NoticedReport, rest: Partial<Notice> = {}): Notice => ({
  report,
  department: { id: 'farming', name: '农业办' },
  link: { address: 'http://10.0.0.8:3000/reports/r', invites: false },
  from: '党政办',
  words: sayDepartments(dictionaries.zh, 'zh', '科室'),
  moment: iso => iso.slice(0, 10),
  now,
  ...rest,
})

const tick = (kind: 'done' | 'passed') => ({
  ticks: [{ departmentId: 'farming', kind, at: '2026-11-20T00:00:00Z', personName: '罗麦生', reason: '' }],
})

describe('报送通知', () => {
  test('names every section of the department with part, length and time, and the way in', () => {
    const report = reportOf(
      section('稳住收成', { ceiling: 1500 }),
      section('修路', { effectiveLeadId: 'roads' }),
      section('防汛', { number: '二、', effectiveLeadId: 'water', effectiveCoIds: ['farming'], floor: 300 }),
    )
    expect(writeNotice(noticeOf(report))).toBe(
      [
        '【报送通知】农业办：请协助完成《2026年工作总结》的下列内容。',
        '报送截止：2026-12-05。',
        '1. 一、稳住收成（主办、不超过 1500 字、2026-12-05 前）',
        '2. 二、防汛（协办、不少于 300 字、2026-12-05 前）',
        '撰写要求见系统中各章节的说明。',
        '进入方式：http://10.0.0.8:3000/reports/r',
        '谢谢支持！党政办',
      ].join('\n'),
    )
  })

  test('says that an invitation is not to be passed on', () => {
    const link = { address: 'http://10.0.0.8:3000/join#secret', invites: true }
    expect(writeNotice(noticeOf(reportOf(section('甲')), { link }))).toContain(
      '进入方式（仅限本科室使用，请勿外传）：http://10.0.0.8:3000/join#secret',
    )
  })

  test('a department without a section gets none, and a preamble is called by its part', () => {
    expect(writeNotice(noticeOf(reportOf(section('甲', { effectiveLeadId: 'roads' }))))).toBeUndefined()
    expect(writeNotice(noticeOf(reportOf(section('', { number: '', role: 'preamble' }))))).toContain(
      '1. 导语（',
    )
  })

  test('is one message however many sections there are: the rest is counted', () => {
    const many = Array.from({ length: 90 }, (_, at) => section(`第${at + 1}项重点工作推进情况`))
    const text = writeNotice(noticeOf(reportOf(...many))) ?? ''
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(limits.noticeBytes)
    const named = text.split('\n').filter(line => /^\d+\. /.test(line)).length
    expect(named).toBeGreaterThan(5)
    expect(text).toContain(`……另有 ${90 - named} 个章节`)
    expect(text).toContain('进入方式：')
  })

  test('speaks English too', () => {
    const text = writeNotice(noticeOf(reportOf(section('甲', { ceiling: 800 })), { words: dictionaries.en }))
    expect(text).toContain('1. 一、甲 (lead, at most 800 characters, by 2026-12-05)')
  })
})

describe('催报', () => {
  test('names what is owed, the late first, then what is due soon', () => {
    const report = reportOf(
      section('从容'),
      section('将到', { dueAt: '2026-11-25T10:00:00.000Z' }),
      section('已迟', { dueAt: '2026-11-20T10:00:00.000Z' }),
      section('已交', { status: 'submitted' }),
    )
    expect(writeReminder(noticeOf(report))?.split('\n')).toEqual([
      '【温馨提醒】农业办：《2026年工作总结》还有 3 个章节待报送。',
      '1. 一、已迟（主办、2026-11-20 前、已过时间）',
      '2. 一、将到（主办、2026-11-25 前、即将到期）',
      '3. 一、从容（主办、2026-12-05 前）',
      '如已在办理，请忽略本条；有困难请及时与我们联系。',
      '进入方式：http://10.0.0.8:3000/reports/r',
      '谢谢支持！党政办',
    ])
  })

  test.each([
    ['not begun', { status: 'not_started' as const }, true],
    ['returned', { status: 'returned' as const }, true],
    ['waiting for its signature', { status: 'awaiting_signoff' as const }, false],
    ['accepted', { status: 'accepted' as const }, false],
    ['joined, silent', { effectiveLeadId: 'roads', effectiveCoIds: ['farming'] }, true],
    [
      'joined, done',
      { effectiveLeadId: 'roads', effectiveCoIds: ['farming'], progress: tick('done') },
      false,
    ],
    [
      'joined, passed over',
      { effectiveLeadId: 'roads', effectiveCoIds: ['farming'], progress: tick('passed') },
      false,
    ],
  ])('what is %s', (_, rest, owed) => {
    expect(writeReminder(noticeOf(reportOf(section('甲', rest)))) !== undefined).toBe(owed)
  })

  test.each([
    [null, 'later'],
    ['2026-11-23T01:00:00.000Z', 'late'],
    ['2026-11-23T01:00:00.001Z', 'soon'],
    ['2026-11-26T01:00:00.000Z', 'soon'],
    ['2026-11-26T01:00:00.001Z', 'later'],
  ])('due at %s is %s', (dueAt, when) => {
    expect(nearness(dueAt, now)).toBe(when)
  })

  test('the departments stand in the order of the outline, each once', () => {
    const report = reportOf(
      section('甲', { effectiveLeadId: 'roads', effectiveCoIds: ['water'] }),
      section('乙', { effectiveLeadId: null, effectiveCoIds: ['farming', 'roads'] }),
    )
    expect(departmentsOf(report)).toEqual(['roads', 'water', 'farming'])
  })
})
