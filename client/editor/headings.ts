/** Commands on sub-headings inside a text: level, number on or off, and back to a plain paragraph. */
import { type CommandProps, Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { readNumber } from '../../shared/numbering.ts'
import { headingsOf } from './numbers.ts'

declare module '@tiptap/core' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- declaration merging needs an interface
  interface Commands<ReturnType> {
    headings: {
      /** The line becomes a sub-heading of this relative level; a second time, a paragraph again. */
      toggleHeadingLevel: (level: number) => ReturnType
      toggleNumbered: () => ReturnType
      /** Headings become paragraphs, all marks go. Lists and tables stay. */
      clearFormat: () => ReturnType
    }
  }
}

export const Headings = Extension.create({
  name: 'headings',
  addCommands: () => ({
    toggleHeadingLevel:
      (level: number) =>
      ({ state, commands }: CommandProps) =>
        isHeading(state, level)
          ? commands.setNode('paragraph')
          : commands.setNode('heading', { level, numbered: numberedAt(state) }),
    toggleNumbered:
      () =>
      ({ state, tr, dispatch }: CommandProps) =>
        toggleNumbered(state, dispatch ? tr : undefined),
    clearFormat:
      () =>
      ({ state, chain }: CommandProps) => {
        const unmarked = chain().unsetAllMarks()
        return (hasHeading(state) ? unmarked.setNode('paragraph') : unmarked).run()
      },
  }),
  addKeyboardShortcuts() {
    return {
      'Mod-Alt-0': () => this.editor.commands.setNode('paragraph'),
      'Mod-Alt-1': () => this.editor.commands.toggleHeadingLevel(1),
      'Mod-Alt-2': () => this.editor.commands.toggleHeadingLevel(2),
      'Mod-Alt-3': () => this.editor.commands.toggleHeadingLevel(3),
      'Mod-Alt-h': () => this.editor.commands.toggleRunIn(),
      'Mod-Alt-n': () => this.editor.commands.toggleNumbered(),
      'Mod-\\': () => this.editor.commands.clearFormat(),
      // A heading that is backed into becomes a paragraph before it joins the one above.
      Backspace: () => {
        const { $from, empty } = this.editor.state.selection
        const atStart = empty && $from.parentOffset === 0 && $from.parent.type.name === 'heading'
        return atStart && this.editor.commands.setNode('paragraph')
      },
    }
  },
})

function isHeading(state: EditorState, level: number): boolean {
  const { parent } = state.selection.$from
  return parent.type.name === 'heading' && parent.attrs.level === level
}

function hasHeading(state: EditorState): boolean {
  return headingsIn(state).length > 0
}

const numberedAt = (state: EditorState) => state.selection.$from.parent.attrs.numbered !== false

function headingsIn(state: EditorState): { readonly node: Node; readonly pos: number }[] {
  const found: { node: Node; pos: number }[] = []
  state.doc.nodesBetween(state.selection.from, state.selection.to, (node, pos) => {
    if (node.type.name === 'heading') found.push({ node, pos })
  })
  return found
}

function toggleNumbered(state: EditorState, tr: Transaction | undefined): boolean {
  const headings = headingsIn(state)
  const first = headings[0]
  if (!first) return false
  const numbered = first.node.attrs.numbered === false
  if (!tr) return true
  for (const { node, pos } of headings) tr.setNodeMarkup(pos, null, { ...node.attrs, numbered })
  // From the end, so that positions before stay right.
  if (numbered) for (const { node, pos } of [...headings].reverse()) dropTypedNumber(tr, node, pos)
  return true
}

/** A typed number that the sheet now prints itself would stand twice. */
function dropTypedNumber(tr: Transaction, heading: Node, pos: number): void {
  const typed = readNumber(heading.textContent)
  const printed = headingsOf(tr.doc, 1).find(block => block.pos === pos)
  if (typed && printed?.ordinal === typed.value) tr.delete(pos + 1, pos + 1 + typed.length)
}
