/**
 * 报送通知 and 催报 as one message for a department's group chat: plain text, polite, with the ways in.
 *
 * 1. A message is never longer than `limits.noticeBytes` of UTF-8, what a chat takes as one; sections that do
 *    not fit are counted instead of named, those that are late are named first.
 * 2. Pure: the words, the clock's way of writing and the moment are arguments.
 */
import { limits } from '../limits.ts'
import { fill } from '../i18n/fill.ts'
import type { Dictionary } from '../i18n/zh.ts'
import { type Duty, dutiesOf, type NoticedReport } from './duties.ts'

export type Notice = {
  readonly report: NoticedReport
  readonly department: { readonly id: string; readonly name: string }
  /** Whole address: an invitation for this department alone, or the report. Null: it is put beside the text. */
  readonly link: { readonly address: string; readonly invites: boolean } | null
  /** Who signs: the organisation, or the office that asks. */
  readonly from: string
  readonly words: Dictionary
  /** 11月23日 18:00 */
  readonly moment: (iso: string) => string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** 报送通知: everything that the department hands in. Undefined where it has nothing in this report. */
export function writeNotice(notice: Notice): string | undefined {
  const { report, department, words, moment, now } = notice
  const duties = dutiesOf(report, department.id, now)
  if (duties.length === 0) return undefined
  const { notices } = words
  const values = { department: department.name, report: report.title }
  const before = [fill(notices.noticeHead, values)]
  const deadline =
    report.deadline === null ? [] : [fill(notices.noticeDeadline, { time: moment(report.deadline) })]
  return fitted({
    before: [...before, ...deadline],
    items: duties.map(duty => itemOf(duty, notice)),
    after: [notices.noticeGuidance, ...wayIn(notice), fill(notices.noticeThanks, { from: notice.from })],
    words,
  })
}

/** 催报: what the department still owes, the late first. Undefined where it owes nothing. */
export function writeReminder(notice: Notice): string | undefined {
  const { report, department, words, now } = notice
  const owed = dutiesOf(report, department.id, now).filter(duty => duty.owed)
  if (owed.length === 0) return undefined
  const { notices } = words
  const values = { department: department.name, report: report.title, n: owed.length }
  return fitted({
    before: [fill(notices.reminderHead, values)],
    items: (['late', 'soon', 'later'] as const).flatMap(when =>
      owed
        .filter(duty => duty.when === when)
        .map(duty => itemOf(duty, notice, when === 'later' ? '' : notices[`when_${when}`])),
    ),
    after: [notices.reminderIgnore, ...wayIn(notice), fill(notices.noticeThanks, { from: notice.from })],
    words,
  })
}

function wayIn({ link, words: { notices } }: Notice): string[] {
  if (link === null) return []
  return [fill(link.invites ? notices.invitation : notices.address, { address: link.address })]
}

/** 二、防汛工作（主办；不超过 1500 字；11月30日 18:00 前；已过时间） */
function itemOf({ section, part, dueAt }: Duty, { words, moment }: Notice, standing = ''): string {
  const { notices, outline, common } = words
  const name = section.heading || (section.role ? outline[`partRole_${section.role}`] : outline.untitled)
  const facts = [
    notices[`part_${part}`],
    section.floor === null ? '' : fill(notices.floor, { n: section.floor }),
    section.ceiling === null ? '' : fill(notices.ceiling, { n: section.ceiling }),
    dueAt === null ? '' : fill(notices.dueBefore, { time: moment(dueAt) }),
    standing,
  ].filter(Boolean)
  return fill(notices.item, { name: section.number + name, facts: facts.join(common.listComma) })
}

type Parts = {
  readonly before: readonly string[]
  readonly items: readonly string[]
  readonly after: readonly string[]
  readonly words: Dictionary
}

/** As many items as fit; the rest is counted. */
function fitted({ before, items, after, words: { notices } }: Parts): string {
  for (let kept = items.length; ; kept -= 1) {
    const named = items.slice(0, kept).map((item, at) => `${at + 1}. ${item}`)
    const left = items.length - kept
    const rest = left === 0 ? [] : [fill(notices.more, { n: left })]
    const message = [...before, ...named, ...rest, ...after].join('\n')
    if (kept === 0 || new TextEncoder().encode(message).length <= limits.noticeBytes) return message
  }
}
