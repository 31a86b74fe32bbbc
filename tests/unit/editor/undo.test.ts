// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import { deskOf } from '../../../client/editor/desk.ts'
import { connect, lines, newWriter, paragraph, writerOf } from './editors.ts'
import * as Y from 'yjs'

test('E1 undo reaches back to what was typed before the section was scrolled away', () => {
  const writer = newWriter([paragraph('全年播种三千亩。')])
  writer.editor.commands.insertContentAt(1, '截至十月，')
  writer.unmount()
  const editor = writer.mountAgain()
  expect(lines(writer.text())).toEqual(['截至十月，全年播种三千亩。'])
  expect(editor.commands.undo()).toBe(true)
  expect(lines(writer.text())).toEqual(['全年播种三千亩。'])
  expect(editor.commands.redo()).toBe(true)
  expect(lines(writer.text())).toEqual(['截至十月，全年播种三千亩。'])
})

test('E1 unmounting leaves no listener of the old view on the undo of the document', () => {
  const writer = newWriter([paragraph('一句话。')])
  const manager = deskOf(writer.doc).undo
  const listeners = () => manager._observers.get('stack-item-added')?.size ?? 0
  expect(listeners()).toBe(1)
  for (let round = 0; round < 5; round += 1) {
    writer.unmount()
    expect(listeners()).toBe(0)
    writer.mountAgain()
  }
  expect(listeners()).toBe(1)
  const state: { undoManager: Y.UndoManager } = yUndoPluginKey.getState(writer.editor.state)
  expect(state.undoManager).toBe(manager)
})

test('E1 undo takes back one’s own words only, also when others wrote meanwhile', () => {
  const mine = newWriter([paragraph('春耕。')])
  const theirs = new Y.Doc()
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine.doc))
  connect(mine.doc, theirs)
  const other = writerOf(theirs)
  mine.editor.commands.insertContentAt(1, '今年')
  mine.unmount()
  other.editor.commands.insertContentAt(other.editor.state.doc.content.size - 1, '秋收。')
  const editor = mine.mountAgain()
  expect(lines(mine.text())).toEqual(['今年春耕。秋收。'])
  editor.commands.undo()
  expect(lines(mine.text())).toEqual(['春耕。秋收。'])
  expect(lines(other.text())).toEqual(['春耕。秋收。'])
  expect(editor.commands.undo()).toBe(false)
})

test('E1 the selection comes back with the step, in the new view', () => {
  const writer = newWriter([paragraph('甲乙丙丁。')])
  writer.editor.commands.setTextSelection({ from: 2, to: 4 })
  writer.editor.commands.deleteSelection()
  writer.unmount()
  const editor = writer.mountAgain()
  editor.commands.undo()
  expect(lines(writer.text())).toEqual(['甲乙丙丁。'])
  expect([editor.state.selection.from, editor.state.selection.to]).toEqual([2, 4])
})

test('M1 what this person and others write waits while a composition is held, and comes afterwards', () => {
  const mine = newWriter([paragraph('全镇。')])
  const theirs = new Y.Doc()
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine.doc))
  connect(mine.doc, theirs)
  const other = writerOf(theirs)
  const desk = deskOf(mine.doc)
  desk.hold()
  mine.editor.commands.insertContentAt(3, '播种')
  other.editor.commands.insertContentAt(1, '今年')
  expect(mine.editor.getText()).toBe('全镇播种。')
  expect(other.editor.getText()).toBe('今年全镇。')
  desk.release()
  expect(mine.editor.getText()).toBe('今年全镇播种。')
  expect(lines(mine.text())).toEqual(lines(other.text()))
})

test('W22 what the server does for this person is their newest step as it is asked for, unless it comes to nothing', () => {
  const writer = newWriter([paragraph('一千二百亩。')])
  writer.editor.commands.insertContentAt(1, '新建')
  const desk = deskOf(writer.doc)
  const taken: string[] = []
  desk.offer(() => taken.push('first'))
  writer.editor.commands.undo()
  expect([taken, lines(writer.text())]).toEqual([['first'], ['新建一千二百亩。']])
  desk.offer(() => taken.push('second'))()
  writer.editor.commands.undo()
  expect([taken, lines(writer.text())]).toEqual([['first'], ['一千二百亩。']])
})
