/** Two people's editors over one section, without a network: each has its own document, updates cross at once. */
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Editor } from '@tiptap/core'
import { deskOf } from '../../../client/editor/desk.ts'
import { createTextEditor, type TextNotice } from '../../../client/editor/text-editor.ts'
import { createRegister, type FigureRegister } from '../../../client/figures/register.ts'
import { type Block, docToText, type Text, textToUpdate } from '../../../shared/schema/text.ts'

export type Writer = {
  readonly doc: Y.Doc
  readonly editor: Editor
  readonly notices: TextNotice[]
  text(): Text
  unmount(): void
  /** Scrolled back into view: a new editor on the same document. */
  mountAgain(): Editor
}

export function newWriter(
  text?: readonly Block[],
  sectionLevel = 1,
  register: FigureRegister = createRegister(),
): Writer {
  const doc = new Y.Doc()
  if (text) Y.applyUpdate(doc, textToUpdate({ type: 'doc', content: text }), 'server')
  return writerOf(doc, sectionLevel, register)
}

export function writerOf(doc: Y.Doc, sectionLevel = 1, register: FigureRegister = createRegister()): Writer {
  const notices: TextNotice[] = []
  const mount = () =>
    createTextEditor({
      element: document.body.appendChild(document.createElement('div')),
      bound: { writes: true, desk: deskOf(doc), awareness: new Awareness(new Y.Doc()) },
      sectionLevel: () => sectionLevel,
      placeholder: () => '',
      attributes: {},
      home: { reportId: 'r000000000000001', sectionId: 's000000000000001' },
      figures: register,
      figureTitle: figureId => register.current().get(figureId)?.name ?? '',
      onFigure: () => {},
      uploadWords: () => ({ uploading: name => name, cancel: '' }),
      notify: notice => void notices.push(notice),
    })
  let editor = mount()
  return {
    doc,
    get editor() {
      return editor
    },
    notices,
    text: () => docToText(doc),
    unmount: () => editor.destroy(),
    mountAgain: () => {
      editor = mount()
      return editor
    },
  }
}

/** Connects documents so that each update reaches the others at once. */
export function connect(...docs: readonly Y.Doc[]): void {
  for (const doc of docs)
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'remote') return
      for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, 'remote')
    })
}

export const paragraph = (text: string): Block =>
  text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] }
export const heading = (level: number, text: string, numbered = true): Block => ({
  type: 'heading',
  attrs: { level, numbered },
  content: [{ type: 'text', text }],
})
export const runIn = (level: number, opening: string, rest: string): Block => ({
  type: 'paragraph',
  content: [
    { type: 'text', text: opening, marks: [{ type: 'headingSpan', attrs: { level } }] },
    { type: 'text', text: rest },
  ],
})

/** Lines of a text as they read, headings marked with their relative level: `# ` `## `, run-ins `#1|…|`. */
export function lines(text: Text): string[] {
  return text.content.flatMap(line)
}

function line(block: Block): string[] {
  if (block.type === 'heading') {
    const mark = '#'.repeat(block.attrs.level) + (block.attrs.numbered ? '' : '-')
    return [`${mark} ${words(block)}`]
  }
  if (block.type === 'paragraph') {
    const first = block.content?.[0]
    const span = first?.marks?.find(mark => mark.type === 'headingSpan')
    if (first?.type !== 'text' || span?.type !== 'headingSpan') return [words(block)]
    return [`#${span.attrs.level}|${first.text}|${words(block).slice(first.text.length)}`]
  }
  if (block.type === 'table')
    return block.content.map(row =>
      (row.content ?? []).map(cell => cell.content.flatMap(line).join('/')).join(' | '),
    )
  if (block.type === 'image') return [`[${block.attrs.caption}]`]
  if (block.type === 'pageBreak') return ['----']
  const mark = (at: number) => (block.type === 'bulletList' ? '•' : `${(block.attrs?.start ?? 1) + at}.`)
  return block.content.map((item, at) => `${mark(at)} ${item.content.flatMap(line).join(' / ')}`)
}

const words = (block: Extract<Block, { type: 'heading' | 'paragraph' }>) =>
  (block.content ?? []).map(inline => (inline.type === 'text' ? inline.text : '⏎')).join('')
