/**
 * Front and back matter as printed: brackets, colons and full stops where GB/T 9704-2012 has them, whatever
 * was typed; what is blank is not there. Writers place it and change no character of it.
 */
import { formatDate } from '../dates.ts'
import type { Imprint, Letterhead, Matter, Urgency } from '../report.ts'

export type AssembledLetterhead = {
  readonly copyNumber: string
  /** 加急, 特急 or nothing. */
  readonly urgency: string
  readonly issuer: string
  readonly documentNumber: string
  /** Of a 报告 alone. */
  readonly signers: readonly string[]
}

export type AssembledImprint = {
  /** Ends with a full stop; empty: no 抄送. */
  readonly copies: string
  readonly printer: string
  /** With 印发 behind it; empty: not said. */
  readonly printedOn: string
}

export type AssembledMatter = Pick<Matter, 'kind' | 'signaturePlace' | 'seal'> & {
  readonly letterhead: AssembledLetterhead | null
  /** The title's lines as its author broke it; none: it breaks between phrases by itself. */
  readonly titleLines: readonly string[]
  /** A page of contents before the text. */
  readonly contentsPage: boolean
  /** 主送机关 with its colon; empty: none. */
  readonly addressee: string
  readonly signature: string
  /** 成文日期 as printed; empty: none. */
  readonly date: string
  /** 附注 with its brackets; empty: none. */
  readonly note: string
  readonly imprint: AssembledImprint | null
}

export function assembleMatter(title: string, matter: Matter): AssembledMatter {
  const { kind, signaturePlace, seal } = matter
  return {
    kind,
    letterhead: assembleLetterhead(matter),
    titleLines: linesOf(title, matter.titleLines),
    contentsPage: matter.contents,
    addressee: withEnd(matter.addressee, '：', /[:：]$/u),
    signature: matter.signature.trim(),
    date: dateOf(matter.date),
    signaturePlace,
    seal,
    note: inBrackets(matter.note),
    imprint: assembleImprint(matter.imprint),
  }
}

const urgencyWords: Readonly<Record<Urgency, string>> = { none: '', urgent: '加急', 'very-urgent': '特急' }

function assembleLetterhead({ kind, letterhead }: Matter): AssembledLetterhead | null {
  if (letterhead === null) return null
  const signers = letterhead.signers.map(name => name.trim()).filter(name => name !== '')
  const assembled = {
    copyNumber: letterhead.copyNumber.trim(),
    urgency: urgencyWords[letterhead.urgency],
    issuer: letterhead.issuer.trim(),
    documentNumber: withYearInBrackets(letterhead.documentNumber.trim()),
    signers: kind === 'report' ? signers : [],
  }
  return isBlank(letterhead, signers) ? null : assembled
}

const isBlank = ({ copyNumber, urgency, issuer, documentNumber }: Letterhead, signers: readonly string[]) =>
  urgency === 'none' && [copyNumber, issuer, documentNumber, ...signers].every(words => words.trim() === '')

/** 年份 stands in 〔〕 (GB/T 9704-2012 7.2.5); keyboards give others. */
const withYearInBrackets = (number: string) => number.replace(/[[［【（(](\d{4})[\]］】）)]/u, '〔$1〕')

function assembleImprint(imprint: Imprint | null): AssembledImprint | null {
  if (imprint === null) return null
  const date = dateOf(imprint.printedOn)
  const assembled = {
    copies: withEnd(imprint.copies, '。', /[。.]$/u),
    printer: imprint.printer.trim(),
    printedOn: date && `${date}印发`,
  }
  return Object.values(assembled).every(words => words === '') ? null : assembled
}

/** The lines, as long as they are the title. */
function linesOf(title: string, lines: readonly string[]): readonly string[] {
  const trimmed = lines.map(words => words.trim()).filter(words => words !== '')
  const bare = (words: string) => words.replace(/\s+/gu, '')
  return trimmed.length > 1 && bare(trimmed.join('')) === bare(title) ? trimmed : []
}

const dateOf = (date: string | null) => (date === null ? '' : formatDate(date))

function withEnd(words: string, end: string, ends: RegExp): string {
  const trimmed = words.trim()
  return trimmed === '' ? '' : trimmed.replace(ends, '') + end
}

function inBrackets(note: string): string {
  const bare = note.trim().replace(/^[（(]([^（()）]*)[）)]$/u, '$1')
  return bare === '' ? '' : `（${bare}）`
}
