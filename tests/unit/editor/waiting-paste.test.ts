// @vitest-environment jsdom
/** A paste that comes before the code that reads it: the clipboard is read at once, and nothing of it is lost. */
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { pasteReader } from '../../../client/editor/paste/clipboard.ts'
import { connect, lines, newWriter, paragraph, type Writer, writerOf } from './editors.ts'

/** A browser's clipboard answers during the event alone. */
function paste(writer: Writer, data: Readonly<Record<string, string>>): Event {
  let isOver = false
  const event = new Event('paste', { bubbles: true, cancelable: true })
  const getData = (type: string) => (isOver ? '' : (data[type] ?? ''))
  Object.assign(event, { clipboardData: { getData, files: [], items: [] } })
  writer.editor.view.dom.dispatchEvent(event)
  isOver = true
  return event
}

const html = (words: string) => ({ 'text/html': `<p>${words}</p>`, 'text/plain': words })

// jsdom has none.
vi.stubGlobal('ClipboardEvent', class extends Event {})

test('E10 a paste whose reader does not come, as without a line, goes in as words and says so', async () => {
  vi.useFakeTimers()
  // As `later` does while the server does not answer.
  const fetching = vi.spyOn(pasteReader, 'fetch').mockReturnValue(new Promise(() => {}))
  const writer = newWriter([paragraph('全镇修渠。')])
  writer.editor.commands.setTextSelection(5)
  paste(writer, html('四十米'))
  paste(writer, { 'text/html': '<p>，<b>架桥</b>两座<script>1</script></p>' })
  await vi.advanceTimersByTimeAsync(5000)
  vi.useRealTimers()
  fetching.mockRestore()
  expect(lines(writer.text())).toEqual(['全镇修渠四十米，架桥两座。'])
  expect(writer.notices).toEqual([{ kind: 'plain' }, { kind: 'plain' }])
})

test('E10 pastes that wait for their reader go in where they were made, whatever was written meanwhile', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response()))
  const writer = newWriter([paragraph('全镇修渠。'), paragraph('另起一段。')])
  const other = writerOf(new Y.Doc())
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(writer.doc), 'server')
  connect(writer.doc, other.doc)
  writer.editor.commands.setTextSelection(5)
  expect(pasteReader.here()).toBeUndefined()
  // However slow the machine is: the wait is not what is tried here.
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  expect(paste(writer, html('四十米')).defaultPrevented).toBe(true)
  expect(paste(writer, html('，架桥两座')).defaultPrevented).toBe(true)
  vi.useRealTimers()
  expect(lines(writer.text())).toEqual(['全镇修渠。', '另起一段。'])
  // Typed on behind the place, and somebody else before it.
  writer.editor.commands.insertContent('后')
  other.editor.commands.insertContentAt(1, '今年')
  await pasteReader.fetch()
  await vi.waitFor(() =>
    expect(lines(writer.text())).toEqual(['今年全镇修渠四十米，架桥两座后。', '另起一段。']),
  )
  expect(lines(other.text())).toEqual(lines(writer.text()))
  // Who has typed on keeps their caret.
  writer.editor.commands.insertContent('续')
  expect(lines(writer.text())[0]).toBe('今年全镇修渠四十米，架桥两座后续。')
})
