/**
 * Everything of a source that is not section: title, 主送机关, 署名 and 成文日期 — and the web page around it.
 *
 * 1. A line is claimed as a whole or not at all; every claimed character goes to title, matter or drops.
 * 2. Signature and date are looked for under the title and at the end; of several pieces in one file only
 *    the title belongs to the report, each piece keeps its own signature as text.
 * 3. From the outside inwards: 版记, attachments, 版头, title; then what stands under the title and at the end.
 */
import { readNumber } from '../numbering.ts'
import type { Matter } from '../report.ts'
import { cutAttachments, takeAttachmentsNote } from './attachments.ts'
import { readDate } from './date.ts'
import type { Doubt, Passage } from './import-plan.ts'
import { takeImprint, takeNote } from './imprint.ts'
import type { LineHints } from './items.ts'
import { takeLetterhead } from './letterhead.ts'
import { type FoundAttachment, type MatterDraft, newDraft, organisation, partOf } from './matter-draft.ts'
import { findResidue, isResidueLine } from './residue.ts'
import { type Drop, inlayMark, type Line, type Span, textOf, withoutHoles } from './source.ts'

export type FoundMatter = {
  readonly title: Passage
  readonly matter: Matter
  readonly matterSpans: readonly Span[]
  readonly attachments: readonly FoundAttachment[]
  readonly drops: readonly Drop[]
  readonly doubts: readonly Doubt[]
  /** The lines that remain for the outline, in order. */
  readonly rest: readonly Line[]
}

/** `lines` are those with content; `isPiece` tells 篇一 lines, which end the front matter. */
export function findMatter(
  source: string,
  lines: readonly Line[],
  isPiece: (line: Line) => boolean,
  hints: LineHints,
): FoundMatter {
  const draft = newDraft(source, lines, hints)
  const pieces = lines.filter(isPiece).length
  dropTail(draft)
  let secret: readonly Line[] = []
  if (pieces === 0) {
    takeImprint(draft)
    cutAttachments(draft)
    secret = takeLetterhead(draft)
  }
  takeTitle(draft, line => pieces > 1 && isPiece(line))
  if (draft.lines.some(isPiece)) dropLead(draft, isPiece)
  else {
    takeUnderTitle(draft)
    dropLead(draft, line => readNumber(line.text) !== undefined)
    takeAddressee(draft)
    takeBack(draft)
  }
  const { title, matter, matterSpans, attachments, drops, doubts, lines: rest } = draft
  return { title, matter, matterSpans, attachments, drops, doubts, rest: [...secret, ...rest] }
}

/** 附件说明 stands above 署名 and date, or by mistake below them. */
function takeBack(draft: MatterDraft): void {
  takeNote(draft)
  const noted = takeAttachmentsNote(draft)
  takeEnd(draft)
  if (!noted) takeAttachmentsNote(draft)
}

const endMark = /[。！？；：，、,;:!?…”]$/u
const titleEnd = /(?:总结|报告|汇报|情况|材料|小结|要点|讲话|方案|计划|综述|述职)$/u
const titleOrnament = /\s*[（(][^（()）]{0,6}\d{1,3}\s*篇[^（()）]{0,4}[）)]$/u
const titleLines = 3
const titleWidth = 60

function isTitleLine(line: Line): boolean {
  const { text } = line
  if (text === inlayMark) return false
  return text.length <= titleWidth && !endMark.test(text) && !text.includes('。') && !readNumber(text)
}

function takeTitle(draft: MatterDraft, isPiece: (line: Line) => boolean): void {
  const spans: Span[] = []
  const broken: string[] = []
  let text = ''
  while (broken.length < titleLines) {
    const line = draft.lines[0]
    if (!line || isPiece(line)) break
    const isStyled = draft.hints.get(line.number)?.outline === 0
    if (!isStyled && !isTitleLine(line)) break
    // A date, and behind a complete title a second short line, is no title: 署名 or a first heading.
    if (readDate(unbracket(line.text).inner)) break
    if (!isStyled && text !== '' && (titleEnd.test(text) || !continuesTitle(draft.lines))) break
    const ornament = titleOrnament.exec(line.text)?.[0].length ?? 0
    const span = { from: line.content.from, to: line.content.to - ornament }
    for (const rest of withoutHoles({ from: span.to, to: line.content.to }, line.holes))
      draft.drops.push({ ...rest, reason: 'title-ornament' })
    const own = withoutHoles(span, line.holes)
    spans.push(...own)
    broken.push(...(draft.hints.get(line.number)?.lines ?? [textOf(draft.source, own)]))
    text = textOf(draft.source, spans)
    take(draft, 0)
  }
  draft.title = { text, spans }
  if (broken.length > 1) draft.matter = { ...draft.matter, titleLines: broken }
}

/** A title broken over lines: the second line ends it, or a subtitle opens with a dash. */
function continuesTitle([line]: readonly Line[]): boolean {
  return (
    line !== undefined &&
    (titleEnd.test(line.text.replace(titleOrnament, '')) || /^[—-]{1,2}/.test(line.text))
  )
}

function take(draft: MatterDraft, at: number): void {
  draft.lines.splice(at, 1)
}

const person = /^(?:汇报人|报告人|总结人|述职人|单位|部门|填报单位|报送单位)[：:]\s*\S{2,40}$/u
const signatureWidth = 40

function isSignature(draft: MatterDraft, line: Line): boolean {
  const { text } = line
  const part = partOf(draft, line)
  if (part === 'signature' || part === 'byline') return readDate(unbracket(text).inner) === undefined
  if (text.length > signatureWidth || readNumber(text)) return false
  return person.test(text) || (organisation.test(text) && !/[。，；：,;:、]/.test(text))
}

/** （2025年12月8日） → the date inside, and how many characters the brackets take on each side. */
function unbracket(text: string): { inner: string; edge: number } {
  const match = /^[（(](.+)[）)]$/u.exec(text)
  return match ? { inner: match[1] ?? '', edge: 1 } : { inner: text, edge: 0 }
}

/** 署名 and （日期） under the title. */
function takeUnderTitle(draft: MatterDraft): void {
  if (draft.title.text === '') return
  const [first, second] = draft.lines
  if (!first) return
  const signs = isSignature(draft, first) && second !== undefined
  const dateAt = signs ? 1 : 0
  const dateLine = draft.lines[dateAt]
  const dated = dateLine !== undefined && readDate(unbracket(dateLine.text).inner) !== undefined
  if (!dated && !(signs && (partOf(draft, first) === 'byline' || standsAlone(draft)))) return
  if (dated) takeDate(draft, dateAt)
  if (signs) takeSignature(draft, 0)
  draft.matter = { ...draft.matter, signaturePlace: 'title' }
}

/** Without a date, a name is a signature only if the text begins behind it and no other name is a heading. */
function standsAlone(draft: MatterDraft): boolean {
  const [, second, ...rest] = draft.lines
  if (!second || (second.text.length <= signatureWidth && !readNumber(second.text))) return false
  return !rest.slice(0, -2).some(line => isSignature(draft, line))
}

function takeSignature(draft: MatterDraft, at: number): void {
  const line = draft.lines[at]
  if (!line) return
  const spans = withoutHoles(line.content, line.holes)
  draft.matterSpans.push(...spans)
  const signature = [textOf(draft.source, spans), draft.matter.signature]
    .filter(text => text !== '')
    .join(' ')
  draft.matter = { ...draft.matter, signature }
  take(draft, at)
}

/** A date line, unless it contradicts the date that stands under the title. */
function isDateLine(draft: MatterDraft, line: Line): boolean {
  const date = readDate(unbracket(line.text).inner)
  return date !== undefined && (draft.matter.date === null || date.iso === draft.matter.date)
}

function takeDate(draft: MatterDraft, at: number): void {
  const line = draft.lines[at]
  if (!line) return
  const { inner, edge } = unbracket(line.text)
  const span = { from: line.content.from + edge, to: line.content.to - edge }
  if (edge > 0) {
    draft.drops.push({ from: line.content.from, to: span.from, reason: 'matter-mark' })
    draft.drops.push({ from: span.to, to: line.content.to, reason: 'matter-mark' })
  }
  settleDate(draft, line, span, inner)
  const seal = draft.hints.get(line.number)?.seal
  if (seal) draft.matter = { ...draft.matter, seal }
  take(draft, at)
}

/** A real date is kept as matter; a mask is dropped, and the coordinator told. */
function settleDate(draft: MatterDraft, line: Line, span: Span, text: string): void {
  const iso = readDate(text)?.iso ?? null
  if (iso !== null) {
    draft.matter = { ...draft.matter, date: iso }
    draft.matterSpans.push(...withoutHoles(span, line.holes))
    return
  }
  for (const kept of withoutHoles(span, line.holes)) draft.drops.push({ ...kept, reason: 'unfilled-date' })
  const quote = line.text.slice(0, 40)
  draft.doubts.push({ kind: 'unfilled-date', severity: 'warning', line: line.number, quote, values: {} })
}

/** 主送机关: a short line of names before the first paragraph that ends with a colon. */
function takeAddressee(draft: MatterDraft): void {
  const line = draft.lines[0]
  if (!line || line.text.length > 100 || draft.lines.length < 2) return
  const styled = partOf(draft, line) === 'addressee'
  const match = (styled ? /^(.+)[：:]$/u : /^([^。，；,;：:]{2,99})[：:]$/u).exec(line.text)
  const names = match?.[1]
  if (!names || (readNumber(line.text) && !styled)) return
  if (
    !styled &&
    !organisation.test(names) &&
    !/(?:领导|同志|代表|单位|部门|各位.{0,8}|各.{1,6})$/u.test(names)
  )
    return
  const colon = line.content.to - 1
  const spans = withoutHoles({ from: line.content.from, to: colon }, line.holes)
  draft.matterSpans.push(...spans)
  draft.drops.push({ from: colon, to: line.content.to, reason: 'colon' })
  draft.matter = { ...draft.matter, addressee: textOf(draft.source, spans) }
  take(draft, 0)
}

const signatures = 3

/** 署名 and 成文日期 at the end: a date line with up to three signatures before it, or one of the two. */
function takeEnd(draft: MatterDraft): void {
  const at = draft.lines.length - 1
  const line = draft.lines[at]
  if (!line || at < 1) return
  const signed = draft.matter.signature !== ''
  if (!signed && takeSignatureAndDate(draft, at)) return
  const dated = isDateLine(draft, line)
  if (dated) takeDate(draft, at)
  const wanted = signed ? 0 : dated ? signatures : 1
  for (let count = 0; count < wanted; count += 1) {
    const last = draft.lines.length - 1
    const candidate = draft.lines[last]
    if (!candidate || last < 1 || !isSignature(draft, candidate)) break
    takeSignature(draft, last)
    draft.matter = { ...draft.matter, signaturePlace: 'end' }
  }
}

/** Both on one line: 青溪镇人民政府 2025年12月8日 */
function takeSignatureAndDate(draft: MatterDraft, at: number): boolean {
  const line = draft.lines[at]
  const match = line && /^(\S{2,30}?)(\s+)(\S.*)$/u.exec(line.text)
  if (!match || line.holes.length > 0) return false
  const [, name = '', gap = '', date = ''] = match
  const read = readDate(date)
  if (!organisation.test(name) || !read) return false
  if (draft.matter.date !== null && read.iso !== draft.matter.date) return false
  const { from, to } = line.content
  const nameEnd = from + name.length
  const dateStart = nameEnd + gap.length
  draft.matterSpans.push({ from, to: nameEnd })
  draft.drops.push({ from: nameEnd, to: dateStart, reason: 'matter-mark' })
  draft.matter = { ...draft.matter, signature: name, signaturePlace: 'end' }
  settleDate(draft, line, { from: dateStart, to }, date)
  take(draft, at)
  return true
}

function dropResidue(draft: MatterDraft, at: number): void {
  const line = draft.lines[at]
  if (!line) return
  for (const span of withoutHoles(line.content, line.holes)) draft.drops.push({ ...span, reason: 'residue' })
  take(draft, at)
}

/** The web page's words behind the text: from the last line upwards, as long as there are any. */
function dropTail(draft: MatterDraft): void {
  for (let at = draft.lines.length - 1; at > 0; at -= 1) {
    const line = draft.lines[at]
    if (!line || !isResidueLine(line.text) || line.text.length > 80) return
    dropResidue(draft, at)
  }
}

const leadLines = 6

/** The web page's words before the first heading. */
function dropLead(draft: MatterDraft, ends: (line: Line) => boolean): void {
  for (let at = 0; at < Math.min(leadLines, draft.lines.length); ) {
    const line = draft.lines[at]
    if (!line || ends(line)) return
    if (findResidue(line.text) !== -1 && isResidueLine(line.text)) dropResidue(draft, at)
    else at += 1
  }
}
