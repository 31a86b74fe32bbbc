/**
 * 版头: 份号, 紧急程度, 发文机关标志, 发文字号 and 签发人 above the title (GB/T 9704-2012 7.2).
 *
 * 1. It is one where the source's styles say so, or where a 发文字号, 签发人 or …文件 stands among the first lines
 *    and every line above is one of its parts; otherwise nothing is claimed.
 * 2. 密级 is never claimed: it stays text, so that whoever checks the text sees it.
 */
import { emptyLetterhead, type Letterhead, type Urgency } from '../report.ts'
import {
  doubtLine,
  dropLine,
  dropPart,
  keepPart,
  type MatterDraft,
  organisation,
  partOf,
} from './matter-draft.ts'
import { inlayMark, type Line } from './source.ts'

type LineKind = 'copy-number' | 'urgency' | 'secrecy' | 'issuer' | 'document-number' | 'names' | 'page-break'

const mostLines = 8
const parts = ['copy-number', 'issuer', 'document-number']

const documentNumber =
  /^[\p{Script=Han}]{1,20}[〔[［【（(]\s?\d{4}\s?[〕\]］】）)]\s?(?:第\s?)?[\d\s×xX_]{0,8}号/u
const signers = /签发人[：:]/u
const issued = /(?:人民政府|政府|委员会|委|局|办公室|办|厅|处|中心|街道|镇|乡|会|院|学校|公司)文件$/u
const urgencies: Readonly<Record<string, Urgency>> = {
  加急: 'urgent',
  平急: 'urgent',
  急件: 'urgent',
  特急: 'very-urgent',
  特提: 'very-urgent',
}

/** Takes 版头 off the first lines; the 密级 among them stands before the text again. */
export function takeLetterhead(draft: MatterDraft): readonly Line[] {
  const end = endOf(draft)
  if (end === 0) return []
  const head = draft.lines.slice(0, end)
  const kinds = head.map((line, at) => (isNames(head, at) ? 'names' : kindOf(draft, line)))
  if (kinds.includes(undefined)) return []
  draft.lines.splice(0, end)
  let letterhead = emptyLetterhead
  const secret: Line[] = []
  for (const [at, line] of head.entries()) {
    if (kinds[at] === 'secrecy') {
      doubtLine(draft, 'secrecy', 'warning', line)
      secret.push(line)
    } else letterhead = take(draft, line, kinds[at], letterhead)
  }
  draft.matter = {
    ...draft.matter,
    letterhead,
    kind: letterhead.signers.length > 0 ? 'report' : draft.matter.kind,
  }
  const [first] = head
  if (first && !head.some(line => parts.includes(partOf(draft, line) ?? '')))
    doubtLine(draft, 'letterhead', 'info', first)
  return secret
}

/** 发文机关标志 as it mostly is: …文件. */
export const isIssued = (text: string) => text.length <= 40 && issued.test(text)

/** How many lines there are down to the last one that only 版头 has. */
function endOf(draft: MatterDraft): number {
  const first = draft.lines.slice(0, mostLines)
  const last = first.findLastIndex((line, at) => {
    if (parts.includes(partOf(draft, line) ?? '')) return true
    return isNumberLine(line.text) || isIssued(line.text) || isNames(first, at)
  })
  return last + 1
}

/** The names of 签发人, on the line below the word. */
const isNames = (lines: readonly Line[], at: number) =>
  isLabel(lines[at - 1]?.text ?? '') && /^[\p{Script=Han}\s\u3000、]{2,40}$/u.test(lines[at]?.text ?? '')
const isLabel = (text: string) => /^签发人[：:]$/u.test(text)

/** 发文字号, 签发人, or both on one line, and nothing else. */
function isNumberLine(text: string): boolean {
  if (text.length > 80) return false
  const number = documentNumber.exec(text)
  return number ? /^\s*(?:签发人[：:]|$)/u.test(text.slice(number[0].length)) : /^签发人[：:]/u.test(text)
}

function kindOf(draft: MatterDraft, line: Line): LineKind | undefined {
  const { text } = line
  const part = partOf(draft, line)
  if (part === 'page-break') return 'page-break'
  if (/^(?:绝密|机密|秘密)(?:[★☆*\s].{0,12})?$/u.test(text)) return 'secrecy'
  if (Object.hasOwn(urgencies, squeezed(text))) return 'urgency'
  if (part === 'document-number' || isNumberLine(text)) return 'document-number'
  if (part === 'copy-number' || /^(?:№|No\.?)?\s?\d{6}$/iu.test(text)) return 'copy-number'
  if (part === 'issuer') return 'issuer'
  if (text === inlayMark || text.length > 40 || /[。；：，！？,;:]/u.test(text)) return undefined
  return isIssued(text) || organisation.test(text) || text === '文件' ? 'issuer' : undefined
}

const squeezed = (text: string) => text.replace(/[\s\u3000]/gu, '')

function take(
  draft: MatterDraft,
  line: Line,
  kind: LineKind | undefined,
  letterhead: Letterhead,
): Letterhead {
  if (kind === 'page-break') {
    dropLine(draft, line, 'blank')
    return letterhead
  }
  if (kind === 'document-number') return takeNumber(draft, line, letterhead)
  const words = keepPart(draft, line, 0, line.text.length)
  if (kind === 'names') return { ...letterhead, signers: [...letterhead.signers, ...namesOf(words)] }
  if (kind === 'copy-number') return { ...letterhead, copyNumber: words }
  if (kind === 'urgency') return { ...letterhead, urgency: urgencies[squeezed(words)] ?? 'none' }
  const { issuer } = letterhead
  const gap = issuer === '' || words === '文件' ? '' : ' '
  return { ...letterhead, issuer: issuer + gap + words }
}

function takeNumber(draft: MatterDraft, line: Line, letterhead: Letterhead): Letterhead {
  const { text } = line
  const label = signers.exec(text)
  const numberEnd = text.slice(0, label?.index ?? text.length).trimEnd().length
  const number = keepPart(draft, line, 0, numberEnd)
  const numbered = { ...letterhead, documentNumber: number === '' ? letterhead.documentNumber : number }
  if (!label) return numbered
  const from = label.index + label[0].length
  dropPart(draft, line, numberEnd, from, 'matter-mark')
  return {
    ...numbered,
    signers: [...letterhead.signers, ...namesOf(keepPart(draft, line, from, text.length))],
  }
}

/** A name of two characters is set as wide as one of three, with a blank inside. */
function namesOf(words: string): string[] {
  const tokens = words.split(/[\s\u3000、，,]+/u).filter(token => token !== '')
  const names: string[] = []
  let half = ''
  for (const token of tokens) {
    if (Array.from(token).length > 1) {
      if (half !== '') names.push(half)
      names.push(token)
      half = ''
    } else if (half === '') half = token
    else {
      names.push(half + token)
      half = ''
    }
  }
  return half === '' ? names : [...names, half]
}
