/**
 * Typing 「（二）」 at the start of an empty line makes the line a sub-heading that the sheet numbers.
 *
 * 1. Only when the sheet will print the very number that was typed; any other stays text.
 * 2. It is a step of its own: Backspace right away, or undo, brings the typed characters back.
 * 3. Also after a composition, for the number is often typed with one.
 */
import { Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { readNumber } from '../../shared/numbering.ts'
import { innerLevels } from '../../shared/schema/extensions.ts'
import { headingsOf } from './numbers.ts'

// 1. and ① open lists and sentences as often as headings; these shapes open headings.
const headingShape =
  /^(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[（(]\d{1,2}[）)])$/

const key = new PluginKey<boolean>('typedHeadings')

export function typedHeadings(sectionLevel: () => number, undo: Y.UndoManager) {
  return Extension.create({
    name: 'typedHeadings',
    priority: 900,
    addKeyboardShortcuts() {
      return {
        Backspace: () => key.getState(this.editor.state) === true && this.editor.commands.undo(),
      }
    },
    addProseMirrorPlugins: () => [
      new Plugin<boolean>({
        key,
        // True right after a conversion, until anything else happens.
        state: {
          init: () => false,
          apply: (tr, was) => (tr.getMeta(key) === true ? true : was && !tr.docChanged && !tr.selectionSet),
        },
        props: {
          handleTextInput: (view, from, to, text) => {
            if (view.composing || !/[）)、]$/.test(text)) return false
            const { tr } = view.state
            if (!convert(view.state.apply(tr.insertText(text, from, to)), sectionLevel())) return false
            view.dispatch(view.state.tr.insertText(text, from, to).scrollIntoView())
            convertNow(view, sectionLevel(), undo)
            return true
          },
          handleDOMEvents: {
            compositionend: view => {
              setTimeout(() => {
                if (!view.isDestroyed && !view.composing) convertNow(view, sectionLevel(), undo)
              }, 60)
              return false
            },
          },
        },
      }),
    ],
  })
}

function convertNow(view: EditorView, sectionLevel: number, undo: Y.UndoManager): void {
  if (!view.editable) return
  const tr = convert(view.state, sectionLevel)
  if (!tr) return
  undo.stopCapturing()
  view.dispatch(tr.setMeta(key, true).scrollIntoView())
  undo.stopCapturing()
}

/** The line at the cursor as a heading, if it is nothing but a number that the sheet would print. */
function convert(state: EditorState, sectionLevel: number): Transaction | undefined {
  const { $from, empty } = state.selection
  const block = $from.parent
  const { heading } = state.schema.nodes
  if (!empty || !heading || $from.depth !== 1 || block.type.name !== 'paragraph') return undefined
  if (!headingShape.test(block.textContent) || $from.parentOffset !== block.content.size) return undefined
  const typed = readNumber(block.textContent)
  if (!typed) return undefined
  const level = typed.level - sectionLevel
  if (level < 1 || level > innerLevels.length) return undefined
  const start = $from.start()
  const tr = state.tr.delete(start, start + block.content.size)
  tr.setBlockType(start, start, heading, { level, numbered: true })
  const printed = headingsOf(tr.doc, sectionLevel).find(one => one.pos === start - 1)
  return printed?.ordinal === typed.value ? tr.setSelection(TextSelection.create(tr.doc, start)) : undefined
}
