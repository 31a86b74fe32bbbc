/**
 * What stands behind the date: 附注 in its brackets, and 版记 at the foot of the last page (GB/T 9704-2012 7.3.6,
 * 7.4): 抄送, 印发机关 and 印发日期.
 *
 * 1. 版记 is told by its own words, 抄送： and …印发, at the very end; 附注 by its style or by what it speaks of.
 */
import { readDate } from './date.ts'
import {
  doubtLine,
  dropLine,
  dropPart,
  keepPart,
  type MatterDraft,
  organisation,
  partOf,
} from './matter-draft.ts'
import type { Line } from './source.ts'

const copiesLines = 6

/** Takes 版记 off the end. */
export function takeImprint(draft: MatterDraft): void {
  const from = startOf(draft)
  if (from === undefined) return
  const lines = draft.lines.splice(from)
  draft.matter = { ...draft.matter, imprint: { copies: '', printer: '', printedOn: null } }
  let copying = false
  for (const line of lines) {
    if (isCopies(line.text)) copying = true
    else if (isPrinted(line.text) || (isPrinterOver(line, lines) && !/[，。、,；]$/u.test(line.text)))
      copying = false
    if (isCount(line.text) || partOf(draft, line) === 'page-break') dropLine(draft, line, leaves(draft, line))
    else if (copying) {
      takeCopies(draft, line)
      copying = !/[。.]$/u.test(line.text)
    } else takePrinted(draft, line)
  }
}

const leaves = (draft: MatterDraft, line: Line) =>
  partOf(draft, line) === 'page-break' ? 'attachment-mark' : 'imprint-left'

const isCopies = (text: string) => /^抄\s*[送报][：:]/u.test(text)
const isPrinted = (text: string) => text.length <= 80 && /[日月]\s*(?:印发|印制|印)$/u.test(text)
const isCount = (text: string) => /^[（(]?共印\s*\d{1,5}\s*份[）)]?$/u.test(text)

/** 印发机关 on a line of its own, above its date. */
function isPrinterOver(line: Line, lines: readonly Line[]): boolean {
  const next = lines[lines.indexOf(line) + 1]
  return next !== undefined && isPrinted(next.text) && organisation.test(line.text) && !isCopies(line.text)
}

/** Where 版记 begins; undefined where the text does not end with one. */
function startOf(draft: MatterDraft): number | undefined {
  const { lines } = draft
  let at = lines.length
  while (at > 0 && isCount(lines[at - 1]?.text ?? '')) at -= 1
  const printed = lines[at - 1]
  let found: number | undefined
  if (printed && (isPrinted(printed.text) || partOf(draft, printed) === 'imprint')) {
    at -= 1
    found = at
    const above = lines[at - 1]
    const whole = isPrinted(printed.text) && readDate(dateIn(printed.text).words)?.iso !== undefined
    const bare = whole && dateIn(printed.text).from === 0
    if (above && bare && above.text.length <= 40 && organisation.test(above.text)) {
      at -= 1
      found = at
    }
  }
  for (let up = 1; up <= copiesLines && at - up > 0; up += 1) {
    const line = lines[at - up]
    if (!line || (!isCopies(line.text) && line.text.length > 200)) break
    if (!isCopies(line.text)) continue
    found = at - up
    break
  }
  if (found === undefined || found === 0) return undefined
  return partOf(draft, lines[found - 1]) === 'page-break' ? found - 1 : found
}

function takeCopies(draft: MatterDraft, line: Line): void {
  const { text } = line
  const label = /^抄\s*[送报][：:]\s*/u.exec(text)?.[0].length ?? 0
  const end = /[。.]$/u.test(text) ? text.length - 1 : text.length
  dropPart(draft, line, 0, label, 'matter-mark')
  const words = keepPart(draft, line, label, end)
  dropPart(draft, line, end, text.length, 'matter-mark')
  const imprint = draft.matter.imprint ?? emptyImprint
  draft.matter = { ...draft.matter, imprint: { ...imprint, copies: imprint.copies + words } }
}

const emptyImprint = { copies: '', printer: '', printedOn: null }

/** 印发机关 and the date before 印发, or one of the two. */
function takePrinted(draft: MatterDraft, line: Line): void {
  const { text } = line
  const imprint = draft.matter.imprint ?? emptyImprint
  if (!isPrinted(text)) {
    draft.matter = {
      ...draft.matter,
      imprint: { ...imprint, printer: keepPart(draft, line, 0, text.length) },
    }
    return
  }
  const { from, to, words } = dateIn(text)
  const iso = readDate(words)?.iso ?? null
  const gap = text.slice(0, from).trimEnd().length
  const printer = gap > 0 ? keepPart(draft, line, 0, gap) : imprint.printer
  dropPart(draft, line, gap, from, 'matter-mark')
  if (iso === null) {
    dropPart(draft, line, from, to, 'unfilled-date')
    doubtLine(draft, 'unfilled-date', 'warning', line)
  } else keepPart(draft, line, from, to)
  dropPart(draft, line, to, text.length, 'matter-mark')
  draft.matter = { ...draft.matter, imprint: { ...imprint, printer, printedOn: iso } }
}

/** The date before 印发. */
function dateIn(text: string): { readonly from: number; readonly to: number; readonly words: string } {
  const to = text.replace(/\s*(?:印发|印制|印)$/u, '').length
  const from = Math.max(0, text.slice(0, to).search(/[\dxX×_*○二][^\s\u3000]*年[^年]*$/u))
  return { from, to, words: text.slice(from, to) }
}

/** （联系人：…）, （此件公开发布）. */
const noteWords = /联系人|联系电话|电话[：:]|此件|公开发布|主动公开|依申请公开|不予公开|传达范围/u

/** Takes 附注 off the end. */
export function takeNote(draft: MatterDraft): void {
  const line = draft.lines.at(-1)
  if (!line || draft.lines.length < 2) return
  const { text } = line
  const inBrackets = /^[（(].+[）)]$/u.test(text)
  const isStyled = partOf(draft, line) === 'note'
  if (!isStyled && !(inBrackets && text.length <= 100 && noteWords.test(text))) return
  const edge = inBrackets ? 1 : 0
  dropPart(draft, line, 0, edge, 'matter-mark')
  const note = keepPart(draft, line, edge, text.length - edge)
  dropPart(draft, line, text.length - edge, text.length, 'matter-mark')
  draft.matter = { ...draft.matter, note }
  draft.lines.pop()
  if (!isStyled) doubtLine(draft, 'note', 'info', line)
}
