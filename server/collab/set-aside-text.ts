/**
 * What a section would look like with text that it did not take: rendered for the person who wrote it and for
 * whoever compares it later. Heavy; only the merge worker calls it.
 *
 * 1. Read and capped as the judge reads what is to be stored; nothing of it ever reaches a section.
 * 2. Text that the schema does not have is rendered as plain paragraphs, as far as it can be read.
 * 3. No rendering takes longer than limits.updateCpuMs.
 */
import { isDeepStrictEqual } from 'node:util'
import * as Y from 'yjs'
import { limits } from '../../shared/limits.ts'
import { checkText, docToText, plainText, rootName, type Text } from '../../shared/schema/text.ts'
import { wordCount } from '../../shared/words.ts'
import { type Fresh, judgeUpdate } from './judge.ts'
import { LiveText } from './live-text.ts'
import { mostPieces, piecesOf } from './pieces.ts'
import { sequence } from './sequence.ts'
import { type DecodedUpdate, decodeUpdate } from './update.ts'

export type Rendering =
  | { readonly is: 'text'; readonly text: Text; readonly words: number }
  /** The section's text, word for word. */
  | { readonly is: 'same' }
  | { readonly is: 'malformed' | 'gap' | 'too-large' }

export type Ask = {
  /** The section's committed text. */
  readonly committed: readonly Uint8Array[]
  readonly state: Uint8Array
  /** The state is of another generation and holds all of its own text. */
  readonly standsAlone: boolean
}

/** `cpuTime`: what this thread has used, milliseconds. */
export function renderSetAside({ committed, state, standsAlone }: Ask, cpuTime: () => number): Rendering {
  const section = new LiveText(committed)
  const base = standsAlone ? new LiveText([]) : section
  try {
    // Read before the state is applied: the base may be the section itself.
    const current = docToText(section.doc)
    const rendering = renderOver(base, state, cpuTime)
    return rendering.is === 'text' && isDeepStrictEqual(rendering.text, current) ? { is: 'same' } : rendering
  } finally {
    section.destroy()
    base.destroy()
  }
}

function renderOver(base: LiveText, state: Uint8Array, cpuTime: () => number): Rendering {
  const decoded = decodeUpdate(state)
  if (!decoded) return { is: 'malformed' }
  if (base.encode().length + state.length > limits.documentBytes) return { is: 'too-large' }
  const update = base.unknownOf(decoded)
  if (!update) return { is: 'malformed' }
  const verdict = judgeUpdate(update, evidenceOf(base), { personId: 'the keeper', mayWrite: true })
  switch (verdict.kind) {
    case 'apply':
      return applied(base, update, verdict, cpuTime)
    case 'refused':
      return verdict.reason === 'unknown-shape' ? appliedAnyway(base, update, cpuTime) : { is: 'too-large' }
    case 'malformed':
    case 'gap':
      return { is: verdict.kind }
    case 'nothing':
    case 'refused-deletions':
      return { is: 'same' }
  }
}

/** Whose client ids they are is asked of what enters a section, and this does not. */
function evidenceOf(base: LiveText) {
  return {
    stateOf: (client: number) => base.stateOf(client),
    isDeleted: base.isDeleted.bind(base),
    seatOf: base.seatOf.bind(base),
    holderAt: base.holderAt.bind(base),
    ownerOf: () => 'the keeper',
    mayGrow: ({ structs, clients }: { structs: number; clients: number }) =>
      base.clients + clients <= limits.documentClients && !base.isBeyond(limits.documentStructs, structs),
    mayCut: base.mayCut.bind(base),
  }
}

function applied(
  base: LiveText,
  update: DecodedUpdate,
  { structs, lost }: Fresh,
  cpuTime: () => number,
): Rendering {
  const latest = cpuTime() + limits.updateCpuMs
  let isLate = false
  try {
    base.apply(piecesOf(update, { structs, lost }), mostPieces(update, { structs, lost }), () => {
      isLate = cpuTime() > latest
      return isLate
    })
  } catch {
    // Too long, or unsound in a way that rendering does not mind.
    if (isLate) return { is: 'too-large' }
  }
  return textOf(base.doc)
}

/** Something in it is none of the schema's: whatever else can be read is shown. */
function appliedAnyway(base: LiveText, update: DecodedUpdate, cpuTime: () => number): Rendering {
  const sequenced = sequence(update, client => base.stateOf(client))
  if (sequenced === 'malformed' || sequenced === 'gap') return { is: sequenced }
  return applied(base, update, { structs: sequenced.structs, lost: new Set() }, cpuTime)
}

function textOf(doc: Y.Doc): Rendering {
  const text = byTheSchema(doc) ?? asParagraphs(linesOf(doc))
  return { is: 'text', text, words: wordCount(plainText(text)) }
}

function byTheSchema(doc: Y.Doc): Text | undefined {
  try {
    return checkText(docToText(doc))
  } catch {
    // What is no text at all cannot even be read as one.
    return undefined
  }
}

function asParagraphs(lines: readonly string[]): Text {
  return {
    type: 'doc',
    content: lines.map(line =>
      line === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text: line }] },
    ),
  }
}

/** The characters of a document, one line a run of text, however it is nested. */
function linesOf(doc: Y.Doc): string[] {
  const lines: string[] = []
  const stack: Y.Item[] = []
  const push = (first: Y.Item | null) => {
    const items: Y.Item[] = []
    for (let item = first; item; item = item.right) if (!item.deleted) items.push(item)
    stack.push(...items.reverse())
  }
  let isInLine = false
  push(doc.getXmlFragment(rootName)._start)
  for (let item = stack.pop(); item; item = stack.pop()) {
    if (item.content instanceof Y.ContentType) {
      isInLine = false
      push(item.content.type._start)
    } else if (item.content instanceof Y.ContentString) {
      if (isInLine) lines.push(`${lines.pop() ?? ''}${item.content.str}`)
      else lines.push(item.content.str)
      isInLine = true
    }
  }
  return lines.length > 0 ? lines : ['']
}
