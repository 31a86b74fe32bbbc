// @vitest-environment jsdom
/** Composition without a browser: what the desk and undo make of it. tests/e2e/composition.spec.ts has the rest. */
import type { Editor } from '@tiptap/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { connect, lines, newWriter, paragraph, writerOf } from './editors.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const tell = (editor: Editor, event: string) => editor.view.dom.dispatchEvent(new CompositionEvent(event))

/** Spells in the caret's place, a second for each letter, and chooses a word. */
async function compose(editor: Editor, letters: string, word: string, meanwhile = () => {}): Promise<void> {
  tell(editor, 'compositionstart')
  await vi.advanceTimersByTimeAsync(0)
  const { from } = editor.state.selection
  for (const letter of letters) {
    editor.view.dispatch(editor.state.tr.insertText(letter))
    await vi.advanceTimersByTimeAsync(1000)
  }
  meanwhile()
  editor.view.dispatch(editor.state.tr.insertText(word, from, editor.state.selection.from))
  tell(editor, 'compositionend')
  await vi.advanceTimersByTimeAsync(100)
}

function twoWriters(...texts: string[]) {
  const mine = newWriter(texts.map(paragraph))
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(mine.doc))
  connect(mine.doc, doc)
  return { mine, theirs: writerOf(doc) }
}

test('M1 letters that are composed longer than five seconds are sent before their end', async () => {
  const { mine, theirs } = twoWriters('全镇。')
  mine.editor.commands.setTextSelection(3)
  await compose(mine.editor, 'bozhong', '播种', () => expect(theirs.editor.getText()).toBe('全镇bozho。'))
  expect([mine.editor.getText(), theirs.editor.getText()]).toEqual(['全镇播种。', '全镇播种。'])
})

test('M2 a slow composition is one step of undo, and no step brings its letters back', async () => {
  const { mine, theirs } = twoWriters('全镇。')
  const { editor } = mine
  editor.commands.setTextSelection(3)
  await compose(editor, 'bozhong', '播种')
  await vi.advanceTimersByTimeAsync(2000)
  await compose(editor, 'liang', '粮')
  const undone = [editor.getText()]
  while (editor.commands.undo()) undone.push(editor.getText())
  expect(undone).toEqual(['全镇播种粮。', '全镇播种。', '全镇。'])
  expect(theirs.editor.getText()).toBe('全镇。')
})

test('M3 words that were composed where others deleted everything are written again', async () => {
  const { mine, theirs } = twoWriters('春耕。', '秋收。', '冬修。')
  mine.editor.commands.setTextSelection(8)
  await compose(mine.editor, 'li', '粮', () => theirs.editor.commands.deleteRange({ from: 5, to: 10 }))
  expect(lines(mine.text())).toEqual(['春耕。', '粮', '冬修。'])
  expect(lines(theirs.text())).toEqual(['春耕。', '粮', '冬修。'])
  // One's own words again, so that undo takes them.
  mine.editor.commands.undo()
  expect(lines(theirs.text())).toEqual(['春耕。', '冬修。'])
})
