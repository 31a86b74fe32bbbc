/**
 * 段首标题: marks the opening sentence of a paragraph as a heading that runs into its text, or takes the
 * mark off again.
 *
 * 1. The span always starts where the paragraph starts, and never covers the whole of a long paragraph.
 * 2. A number typed before it is taken away, because the sheet numbers it; only when the typed number is
 *    the one that the sheet will print does it go.
 */
import { type CommandProps, Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { openingSpan, relativeLevel, spanLevel } from '../../shared/assemble/headings.ts'
import { readNumber } from '../../shared/numbering.ts'
import { innerLevels } from '../../shared/schema/extensions.ts'
import type { Inline } from '../../shared/schema/text.ts'
import { headingsOf } from './numbers.ts'

declare module '@tiptap/core' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- declaration merging needs an interface
  interface Commands<ReturnType> {
    runIn: {
      /** Toggles the run-in heading of the paragraph at the selection; the level follows its surroundings. */
      toggleRunIn: (level?: number) => ReturnType
    }
  }
}

export const RunIn = Extension.create({
  name: 'runIn',
  addCommands: () => ({
    toggleRunIn:
      (level?: number) =>
      ({ state, tr, dispatch }: CommandProps) =>
        toggleRunIn(state, dispatch ? tr : undefined, level),
  }),
})

const sentenceEnd = /[。！？：；]/
/** A paragraph without any sentence end is marked whole when it is no longer than this. */
const wholeLength = 40

/** How many characters of a paragraph its opening sentence takes; 0 when it has none short enough. */
export function openingLength(line: string): number {
  const end = line.search(sentenceEnd)
  if (end >= 0) return end + 1
  return line.length <= wholeLength ? line.length : 0
}

type Target = { readonly block: Node; readonly start: number; readonly index: number }

/** The paragraph directly in the text that holds the selection. */
function target(state: EditorState): Target | undefined {
  const { $from, $to } = state.selection
  if ($from.depth !== 1 || !$from.sameParent($to) || $from.parent.type.name !== 'paragraph') return undefined
  return { block: $from.parent, start: $from.start(), index: $from.index(0) }
}

function toggleRunIn(state: EditorState, tr: Transaction | undefined, level?: number): boolean {
  const found = target(state)
  if (!found) return false
  const { block, start } = found
  const mark = state.schema.marks.headingSpan
  if (!mark) return false
  const present = runInLevel(block)
  if (present !== undefined && (level === undefined || level === present)) {
    tr?.removeMark(start, start + block.content.size, mark)
    return true
  }
  const { from, to, empty } = state.selection
  const line = block.textBetween(0, block.content.size, undefined, '\n')
  const length = present !== undefined ? spanLength(block) : empty ? openingLength(line) : to - start
  if (length === 0 || from < start) return false
  if (tr) {
    const wanted = level ?? levelAround(state.doc, found.index)
    tr.addMark(start, start + length, mark.create({ level: wanted }))
    dropTypedNumber(tr, start, line)
    tr.removeStoredMark(mark)
  }
  return true
}

const inlinesOf = (block: Node): readonly Inline[] => block.content.toJSON() ?? []

/** The level of the run-in heading that opens this block, or undefined. */
export function runInLevel(block: Node): number | undefined {
  return block.type.name === 'paragraph' ? spanLevel(inlinesOf(block)[0]) : undefined
}

function spanLength(block: Node): number {
  let length = 0
  for (let at = 0; at < openingSpan(inlinesOf(block)); at += 1) length += block.child(at).nodeSize
  return length
}

/** As deep as the run-in before it, one deeper than the heading before it, else the first level. */
function levelAround(text: Node, index: number): number {
  for (let at = index - 1; at >= 0; at -= 1) {
    const block = text.child(at)
    if (block.type.name === 'heading')
      return Math.min(relativeLevel(block.attrs.level) + 1, innerLevels.length)
    const level = runInLevel(block)
    if (level !== undefined) return level
  }
  return 1
}

/** Deletes 「（一）」 before the span if the sheet prints a number with the same value there. */
function dropTypedNumber(tr: Transaction, start: number, line: string): void {
  const typed = readNumber(line)
  if (!typed || typed.length >= line.length) return
  // The level of the outline does not change values, only shapes.
  const printed = headingsOf(tr.doc, 1).find(block => block.pos === start - 1)
  if (printed?.ordinal === typed.value) tr.delete(start, start + typed.length)
}
