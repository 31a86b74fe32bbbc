/**
 * 附件: those that stand behind the text, each with its label and title, and 附件说明 that lists them under the text
 * (GB/T 9704-2012 7.3.4).
 *
 * 1. A label opens an attachment where the source's styles say so, where a new page begins, behind date or 附注, or
 *    where 附件说明 lists it; where its words alone say so it is a doubt.
 * 2. Labels and 附件说明 are made anew of the attachments: what agrees with them falls away, a title that only
 *    附件说明 has becomes the attachment's own, and one without an attachment an empty attachment, which is said.
 */
import { fromHanzi, readNumber } from '../numbering.ts'
import { readDate } from './date.ts'
import {
  doubtLine,
  dropLine,
  dropPart,
  type FoundAttachment,
  type MatterDraft,
  partOf,
  spanIn,
} from './matter-draft.ts'
import { inlayMark, type Line, type Span } from './source.ts'

type Label = {
  /** Null: 附件 without a number. */
  readonly ordinal: number | null
  /** Where the words behind it begin; the line's length where there are none. */
  readonly rest: number
}

const labelShape =
  /^附\s*[件表]\s*(?:(\d{1,2}|[一二三四五六七八九十]{1,3})(?=[\s\u3000：:.．、]|$))?\s*(?:[：:.．、]\s*|[\s\u3000]+|$)/u
const titleWidth = 60

/** 附件, 附件1, 附件一：, each alone on its line or before a title. */
function readLabel(text: string): Label | undefined {
  const match = labelShape.exec(text)
  if (!match) return undefined
  const rest = match[0].length
  if (text.length - rest > titleWidth || /[。！？；，]/u.test(text.slice(rest))) return undefined
  const digits = match[1]
  if (digits === undefined) return { ordinal: null, rest }
  const ordinal = /^\d/.test(digits) ? Number(digits) : fromHanzi(digits)
  return ordinal === undefined ? undefined : { ordinal, rest }
}

const isAlone = (text: string, { rest }: Label) => rest >= text.length

/* ---------- behind the text ---------- */

type Opening = { readonly at: number; readonly label: Label | undefined; readonly guessed: boolean }

/** Cuts the attachments off the end. Where there are none nothing changes. */
export function cutAttachments(draft: MatterDraft): void {
  const { lines } = draft
  const openings = findOpenings(draft)
  const [first] = openings
  if (!first) return
  draft.attachments = openings.map(({ at, label, guessed }, index) => {
    const end = openings[index + 1]?.at ?? lines.length
    const line = lines[at]
    if (!line) throw new Error('an opening is a line')
    if (guessed) doubtLine(draft, 'attachment', 'info', line)
    return readAttachment(draft, line, label, lines.slice(at + 1, end))
  })
  lines.length = first.at
  dropBreaks(draft, lines)
}

/** A page begins before each attachment anyhow. */
function dropBreaks(draft: MatterDraft, lines: Line[]): void {
  for (let last = lines.at(-1); partOf(draft, last) === 'page-break'; last = lines.at(-1)) {
    if (last) dropLine(draft, last, 'attachment-mark')
    lines.pop()
  }
}

function readAttachment(
  draft: MatterDraft,
  line: Line,
  label: Label | undefined,
  below: readonly Line[],
): FoundAttachment {
  const inside = [...below]
  dropBreaks(draft, inside)
  const from = label?.rest ?? line.text.length
  dropPart(draft, line, 0, from, 'attachment-mark')
  if (from < line.text.length)
    return { heading: { line, span: spanIn(line, from, line.text.length) }, line, lines: inside }
  const [title, ...rest] = inside
  if (!title || !isTitle(draft, title)) return { heading: undefined, line, lines: inside }
  return { heading: { line: title, span: title.content }, line, lines: rest }
}

function isTitle(draft: MatterDraft, line: Line): boolean {
  const { text } = line
  if (partOf(draft, line) === 'attachment-title') return true
  if (text === inlayMark || text.length > titleWidth || readNumber(text)) return false
  return !/[。！？；：，、!?;:,]$/u.test(text) && !text.includes('。')
}

function findOpenings(draft: MatterDraft): Opening[] {
  const { lines } = draft
  const noted = lines.some(({ text }) => isNoteStart(text))
  const openings: Opening[] = []
  for (const [at, line] of lines.entries()) {
    if (at === 0) continue
    const label = readLabel(line.text)
    const styled = partOf(draft, line) === 'attachment-label'
    if (!label && !styled) continue
    const next = openings.length + 1
    const counts = styled || !label || (label.ordinal ?? 1) === next || (next === 1 && label.ordinal !== null)
    if (!counts || (openings.length > 0 && !styled && label?.ordinal === null)) continue
    const opening = openingAt(draft, at, label, { styled, noted, follows: openings.length > 0 })
    if (opening) openings.push(opening)
  }
  return openings
}

type Evidence = { readonly styled: boolean; readonly noted: boolean; readonly follows: boolean }

function openingAt(
  draft: MatterDraft,
  at: number,
  label: Label | undefined,
  { styled, noted, follows }: Evidence,
): Opening | undefined {
  const { lines } = draft
  const line = lines[at]
  if (!line) return undefined
  if (styled) return { at, label, guessed: false }
  if (!label || at + 1 >= lines.length) return undefined
  const turned = partOf(draft, lines[at - 1]) === 'page-break'
  const behindEnd = isEnd(draft, lines[at - 1])
  const alone = isAlone(line.text, label)
  // 附件：1.… under the text is its list, and so are 附件1：… below each other.
  if (!alone && (isNoteStart(line.text) || isNoted(lines, at)))
    return turned ? { at, label, guessed: false } : undefined
  if (turned || behindEnd || (noted && (alone || follows)) || (alone && follows))
    return { at, label, guessed: false }
  return alone || follows ? { at, label, guessed: true } : undefined
}

/** Nothing but such lines stands behind it, or between it and the date. */
function isNoted(lines: readonly Line[], at: number): boolean {
  const next = lines[at + 1]
  if (!next) return true
  const label = readLabel(next.text)
  return (label !== undefined && !isAlone(next.text, label)) || readDate(next.text) !== undefined
}

/** The date, or what stands behind it. */
function isEnd(draft: MatterDraft, line: Line | undefined): boolean {
  if (!line) return false
  const part = partOf(draft, line)
  if (part === 'date' || part === 'note' || part === 'signature') return true
  const bare = line.text.replace(/^[（(](.+)[）)]$/u, '$1')
  return (
    readDate(bare.replace(/^\S{2,30}[\s\u3000]+(?=\S)/u, '')) !== undefined || readDate(bare) !== undefined
  )
}

/* ---------- under the text ---------- */

/** A line of 附件说明: its title's place on the line. */
type NoteEntry = { readonly line: Line; readonly span: Span; readonly title: string }

const noteStart = /^附\s*件\s*[：:]\s*(?:\d{1,2}\s*[.．、]\s*)?(?=\S)/u
const noteNext = /^(?:附\s*件\s*)?\d{1,2}\s*[.．、：:]\s*(?=\S)/u
const noteWidth = 100

const isNoteStart = (text: string) => noteStart.test(text) && text.length <= noteWidth

/** Takes 附件说明 off the end of what is left; true where there was one. */
export function takeAttachmentsNote(draft: MatterDraft): boolean {
  const entries = readNote(draft)
  if (entries.length === 0) return false
  draft.lines.length -= entries.length
  const made = entries.map((entry, at) => settle(draft, entry, draft.attachments[at]))
  draft.attachments = [...made, ...draft.attachments.slice(made.length)]
  return true
}

function readNote(draft: MatterDraft): NoteEntry[] {
  const entries: NoteEntry[] = []
  const { lines } = draft
  for (let at = lines.length - 1; at > 0; at -= 1) {
    const line = lines[at]
    if (!line || line.text.length > noteWidth || line.holes.length > 0) return []
    const { text } = line
    const styled = partOf(draft, line) === 'attachments-note'
    const opens =
      noteStart.exec(text) ?? (/^附\s*件\s*1\s*[：:.．、]/u.test(text) ? noteNext.exec(text) : null)
    const length = (opens ?? noteNext.exec(text))?.[0].length
    if (length === undefined && !styled) return []
    const from = length ?? 0
    const to = text.replace(/[。.；;，,、]$/u, '').length
    if (!styled && /[。！？]/u.test(text.slice(from, to))) return []
    entries.unshift({ line, span: spanIn(line, from, to), title: text.slice(from, to) })
    if (opens) return entries
  }
  return []
}

const bare = (text: string) => text.replace(/[\s\u3000《》“”"。；;]/gu, '')

/** What a line of 附件说明 and the attachment that it means make of each other. */
function settle(draft: MatterDraft, entry: NoteEntry, found: FoundAttachment | undefined): FoundAttachment {
  const { line, span, title } = entry
  const { from, to } = line.content
  const keep = !found?.heading
  for (const [a, b] of keep ? [[from, span.from] as const, [span.to, to] as const] : [[from, to] as const])
    if (b > a) draft.drops.push({ from: a, to: b, reason: 'attachments-note' })
  if (!found) doubtLine(draft, 'attachment-missing', 'warning', line)
  if (!found?.heading)
    return { heading: { line, span }, line: found?.line ?? line, lines: found?.lines ?? [] }
  const own = found.heading
  const words = draft.source.slice(own.span.from, own.span.to)
  if (bare(words) !== bare(title)) doubtLine(draft, 'attachment-title', 'warning', line)
  return found
}
