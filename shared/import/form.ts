/**
 * The form of a numbered line: does its heading stand alone, run into a paragraph, or is there none?
 *
 * Lengths are what real summaries show: headings hardly pass 45 characters, a clause before a comma that
 * serves as one hardly 20.
 */

export type Form =
  /** A heading on its own line. `stop`: how many end marks it drops. */
  | { readonly kind: 'own'; readonly stop: 0 | 1 }
  /** 段首标题: the heading ends at `headEnd`, its 。 included when `stop` is 1. */
  | { readonly kind: 'run-in'; readonly headEnd: number; readonly stop: 0 | 1 }
  /** A paragraph with a number. `clauseEnd`: where a heading could be cut if its neighbours have one. */
  | { readonly kind: 'long'; readonly clauseEnd: number | undefined }

const ownWidth = 50
const sentenceWidth = 45
const topSentenceWidth = 60
/** A heading that ends with 。 on its own line; a longer one is a paragraph of one sentence. */
const stoppedWidth = 32
const colonWidth = 20
const looseSentenceWidth = 80

/** `rest` is the line behind its number. `level` as its shape has it: top headings may be longer. */
export function formOf(rest: string, level: number): Form {
  const width = level === 1 ? topSentenceWidth : sentenceWidth
  const end = sentenceEnd(rest)
  const colon = colonEnd(rest)
  if (colon !== undefined && (end === undefined || colon <= end))
    return { kind: 'run-in', headEnd: colon, stop: 1 }
  const lost = lostEnd(rest, width)
  if (lost !== undefined && (end === undefined || lost < end))
    return { kind: 'run-in', headEnd: lost, stop: 0 }
  if (end === undefined) return withoutEnd(rest, level)
  if (end === rest.length)
    return end - 1 <= (level === 1 ? sentenceWidth : stoppedWidth) ? { kind: 'own', stop: 1 } : long(rest)
  return end - 1 <= width ? { kind: 'run-in', headEnd: end, stop: 1 } : long(rest)
}

function withoutEnd(rest: string, level: number): Form {
  if (/[：:]$/u.test(rest) && rest.length <= ownWidth) return { kind: 'own', stop: 1 }
  if (/[；;，,、…]$/u.test(rest) || rest.length > ownWidth) return long(rest)
  // 责任单位：农业办 is a line of a list, not a heading — unless its number says so.
  if (/[：；]/u.test(rest) && level > 2) return long(rest)
  return { kind: 'own', stop: 0 }
}

const long = (rest: string): Form => ({ kind: 'long', clauseEnd: clauseEnd(rest) })

/** Behind the first 。！？ that is not inside quotes or brackets (unless one of those never closes). */
function sentenceEnd(text: string): number | undefined {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if ('“《（(〔'.includes(sign)) depth += 1
    else if ('”》）)〕'.includes(sign)) depth = Math.max(0, depth - 1)
    else if (depth === 0 && '。！？!?'.includes(sign)) return at + 1
  }
  const first = text.search(/[。！？]/u)
  return depth > 0 && first !== -1 ? first + 1 : undefined
}

/** 存在问题：一是… : a short heading before a colon, with text behind it. */
function colonEnd(text: string): number | undefined {
  const at = text.search(/[：:](?=\S)/u)
  if (at < 2 || at > colonWidth || /[，,。；、]/u.test(text.slice(0, at))) return undefined
  // 3:1 and 10:30 are figures.
  if (text[at] === ':' && /\d/.test(text[at - 1] ?? '')) return undefined
  return text.length - at > colonWidth ? at + 1 : undefined
}

/** A □ that swallowed the 。: right behind the first words, or before a figure or a year. */
function lostEnd(text: string, width: number): number | undefined {
  const at = text.indexOf('□')
  if (at < 4 || at > width) return undefined
  const opens = !/[，,。；：、]/u.test(text.slice(0, at))
  return opens || /^(?:\d|[xX×]{2})/.test(text.slice(at + 1)) ? at : undefined
}

function clauseEnd(text: string): number | undefined {
  const comma = text.search(/[，,]/u)
  if (comma >= 4 && comma <= 20) return comma + 1
  const end = sentenceEnd(text)
  return end !== undefined && end <= looseSentenceWidth ? end : undefined
}
