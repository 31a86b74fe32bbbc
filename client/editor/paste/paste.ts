/**
 * Pasting and dropping from other programs: foreign HTML or plain text becomes text of ours, in one step.
 *
 * 1. What was copied in this editor goes the schema's own way; everything else is read by read-html.ts.
 * 2. One paste is one step of undo and one update on the wire; what would exceed limits.updateBytes or the
 *    section's limits.documentBytes is refused with a message, whole.
 * 3. Pictures are uploaded (client/editor/images) and follow to their places; they go back with the words. Those
 *    that nobody hands over are left out and told. A text of another report of ours brings its images along.
 * 4. A file of any other kind is not opened in the place of the page: it is handed on to be read.
 */
import { Extension } from '@tiptap/core'
import { DOMSerializer, Fragment, type Node, type Schema, Slice } from '@tiptap/pm/model'
import { type EditorState, Plugin, TextSelection } from '@tiptap/pm/state'
import { handlePaste as pasteIntoTable, isInTable } from '@tiptap/pm/tables'
import type { EditorView } from '@tiptap/pm/view'
import * as Y from 'yjs'
import { limits } from '../../../shared/limits.ts'
import {
  type Block,
  plainText,
  rootName,
  type TableRow,
  type Text,
  textToUpdate,
} from '../../../shared/schema/text.ts'
import { adoptImages } from '../../api/images.ts'
import type { FigureRegister } from '../../figures/register.ts'
import { copiedFigure, figuresAsWords } from '../figures/citations.ts'
import type { Desk } from '../desk.ts'
import { placeAt } from '../images/place.ts'
import type { ImageHome, PlacedPicture } from '../images/uploads.ts'
import { headingsOf } from '../numbers.ts'
import { type MarkedLine, markedLines, widenMarks } from './halfwidth.ts'
import { bringPictures, partPictures } from './pictures.ts'
import type { DocumentBlock, ReadDocument } from '../../../shared/import/document-model.ts'
import { readHtml } from '../../../shared/import/html/read-html.ts'
import { readPlain } from '../../../shared/import/read-plain.ts'
import { recognise, type TextPlace } from '../../../shared/import/recognise.ts'
import { asParagraph, paragraphOf } from '../../../shared/import/tables.ts'

/** What the person is told after a paste. */
export type PasteNotice =
  /** Pictures that could not be carried, and what they are called where they are called something. */
  | { readonly kind: 'images'; readonly count: number; readonly names: readonly string[] }
  | { readonly kind: 'too-large' }
  /** Half-width marks came in; `widen` sets them right where they still stand and answers how many. */
  | { readonly kind: 'halfwidth'; readonly marks: readonly MarkedLine[]; readonly widen: () => number }
  /** A file that is no picture: to be read into the section. */
  | { readonly kind: 'file'; readonly file: File }

export type PasteOptions = {
  readonly sectionLevel: () => number
  readonly desk: Desk
  readonly home: ImageHome
  readonly figures: FigureRegister
  readonly takeImages: (view: EditorView, files: readonly File[]) => void
  readonly takePictures: (view: EditorView, pictures: readonly PlacedPicture[]) => void
  readonly notify: (notice: PasteNotice) => void
}

export function foreignPaste(options: PasteOptions) {
  return Extension.create({
    name: 'foreignPaste',
    priority: 950,
    addProseMirrorPlugins() {
      return [pastePlugin(this.editor.schema, options)]
    },
  })
}

const ownMark = 'data-tonggao'

function pastePlugin(schema: Schema, options: PasteOptions): Plugin {
  return new Plugin({
    props: {
      clipboardSerializer: markedSerializer(schema, options),
      transformPastedHTML: html => (isFromElsewhere(html, options.home) ? figuresAsWords(html) : html),
      handleDOMEvents: {
        // Before ProseMirror reads the clipboard itself: that would take seconds for a long foreign text.
        paste(view, event) {
          if (view.composing || !view.editable || isOwn(event.clipboardData)) return false
          if (!takeForeign(view, event.clipboardData, options)) return false
          event.preventDefault()
          return true
        },
      },
      handlePaste: (_view, event, slice) => takeOwn(event.clipboardData, slice.content, options),
      handleDrop(view, event, slice, moved) {
        if (moved) return false
        if (isOwn(event.dataTransfer)) return takeOwn(event.dataTransfer, slice.content, options)
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })
        if (!at || !view.editable) return false
        view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at.pos))))
        if (!takeForeign(view, event.dataTransfer, options)) return false
        event.preventDefault()
        return true
      },
    },
  })
}

/** Our own copies bear a mark: other programs built on ProseMirror write `data-pm-slice` as well. */
function markedSerializer(schema: Schema, { home, figures }: PasteOptions): DOMSerializer {
  const { nodes, marks } = DOMSerializer.fromSchema(schema)
  const serializer = new DOMSerializer({ ...nodes, figure: copiedFigure(figures) }, marks)
  const plain = serializer.serializeFragment.bind(serializer)
  serializer.serializeFragment = (fragment, settings, target) => {
    const made = plain(fragment, settings, target)
    made.firstElementChild?.setAttribute(ownMark, home.reportId)
    return made
  }
  return serializer
}

/** Of ours, but of another report: its figures stand in another register. */
const isFromElsewhere = (html: string, home: ImageHome) => (sourceOf(html) ?? home.reportId) !== home.reportId

const sourceOf = (html: string) => /data-tonggao="([0-9a-z]+)"/.exec(html)?.[1]

const isOwn = (data: DataTransfer | null) => data?.getData('text/html').includes(ownMark) ?? false

/** True: it is refused. Otherwise it goes the schema's way, and images of another report follow it. */
function takeOwn(data: DataTransfer | null, content: Fragment, options: PasteOptions): boolean {
  if (!isOwn(data)) return false
  if (!isAllowed(content, options)) return true
  const from = sourceOf(data?.getData('text/html') ?? '')
  const { home } = options
  const named = imagesIn(content)
  // Should it fail, the words of the images stay.
  if (from !== undefined && from !== home.reportId && named.length > 0)
    void adoptImages(home, named, from).catch(() => {})
  return false
}

function imagesIn(content: Fragment): string[] {
  const ids: string[] = []
  content.descendants(node => {
    if (node.type.name === 'image') ids.push(String(node.attrs.imageId))
  })
  return ids
}

/** True when it was taken, or refused with a notice. */
function takeForeign(view: EditorView, data: DataTransfer | null, options: PasteOptions): boolean {
  if (!data) return false
  const html = data.getData('text/html')
  const text = data.getData('text/plain')
  const pictures = Array.from(data.files).filter(({ type }) => type.startsWith('image/'))
  if (html === '' && text === '') {
    const [file] = data.files
    if (pictures.length === 0 && file) options.notify({ kind: 'file', file })
    else return onlyPictures(view, pictures, options)
    return true
  }
  // Before anything is read: words alone that are too many.
  if (new TextEncoder().encode(text).byteLength > mostBytes) {
    options.notify({ kind: 'too-large' })
    return true
  }
  const readsHtml = html !== '' && html.length <= limits.pasteCharacters
  const read = readsHtml ? readClipboard(html) : readPlain(text)
  const rtf = (read.named?.length ?? 0) > 0 ? data.getData('text/rtf') : ''
  const { blocks, files, left } = bringPictures(read, { files: pictures, rtf })
  // A picture copied in a browser comes with its address as HTML.
  if (blocks.length === 0 && pictures.length > 0) return onlyPictures(view, pictures, options)
  if (left.length > 0)
    options.notify({ kind: 'images', count: left.length, names: left.filter(name => name !== '') })
  if (blocks.length === 0) return true
  insert(view, blocks, files, options)
  return true
}

/** HTML as the clipboard has it. Nothing of it is put into the page. */
export function readClipboard(html: string): ReadDocument {
  return readHtml(new DOMParser().parseFromString(html, 'text/html').body, { keepsNamed: true })
}

function onlyPictures(view: EditorView, pictures: readonly File[], { takeImages }: PasteOptions): boolean {
  if (pictures.length > 0) takeImages(view, pictures)
  return pictures.length > 0
}

function insert(
  view: EditorView,
  read: readonly DocumentBlock[],
  files: ReadonlyMap<string, File>,
  options: PasteOptions,
): void {
  const { state } = view
  const { words, pictures } = partPictures(toBlocks(read, placeOf(state, options.sectionLevel())), files)
  const slice = toSlice(words, state.schema)
  if (!isAllowed(slice.content, options)) return
  const { undo, doc } = options.desk
  undo.stopCapturing()
  const start = state.selection.$from.index(0)
  if (words.length > 0) {
    const inTable = isInTable(state)
    if (!(inTable && pasteIntoTable(view, new ClipboardEvent('paste'), slice))) {
      const fitting = inTable ? toSlice(words.flatMap(withoutTables), state.schema) : slice
      view.dispatch(state.tr.replaceSelection(fitting).setMeta('uiEvent', 'paste').scrollIntoView())
    }
  }
  undo.stopCapturing()
  const root = doc.getXmlFragment(rootName)
  const step = words.length > 0 ? undo.undoStack.at(-1) : undefined
  const top = topOf(view.state, slice, start)
  if (pictures.length > 0)
    options.takePictures(
      view,
      pictures.map(({ file, alt, behind }) => ({
        file,
        alt,
        place: placeAt(root, state.selection.$from.depth > 1 ? undefined : top(behind), view.state),
        step,
      })),
    )
  const marks = markedLines(words)
  if (marks.length > 0) {
    const from = placeAt(root, start, view.state)
    options.notify({ kind: 'halfwidth', marks, widen: () => widenMarks(view, root, from, marks) })
  }
}

/** Where the nth block that was put in stands among those of the text; before the first: where the caret was. */
function topOf({ doc }: EditorState, { content, openStart }: Slice, start: number): (nth: number) => number {
  const put = content.content
  const known = doc.children.findIndex(child => put.includes(child))
  const nth = put.indexOf(doc.child(Math.max(0, known)))
  const first = known === -1 || nth === -1 ? start + (openStart > 0 ? 0 : 1) : known - nth
  return behind => Math.max(0, Math.min(first + behind - 1, doc.childCount - 1))
}

/** A table that does not lie over the cells it is pasted on becomes lines: no table stands in a cell. */
function withoutTables(block: Block): Block[] {
  if (block.type !== 'table') return [block]
  return block.content.map(row => paragraphOf([{ type: 'text', text: rowWords(row) || ' ' }]))
}

const rowWords = (row: TableRow) =>
  (row.content ?? []).map(cell => plainText({ type: 'doc', content: cell.content })).join(' ')

/** Where the selection stands, if headings may be there: directly in the text. */
export function placeOf(state: EditorState, sectionLevel: number): TextPlace | undefined {
  const { $from } = state.selection
  if ($from.depth > 1) return undefined
  const reached: number[] = []
  for (const { pos, level, ordinal } of headingsOf(state.doc, sectionLevel)) {
    if (pos >= $from.pos) break
    const relative = level - sectionLevel
    reached.length = Math.min(reached.length, relative)
    if (ordinal === 0) continue
    while (reached.length < relative) reached.push(0)
    reached[relative - 1] = ordinal
  }
  return { sectionLevel, reached }
}

/** Inside a list or a table (no place) lines stay paragraphs with their numbers. */
export function toBlocks(read: readonly DocumentBlock[], place: TextPlace | undefined): Block[] {
  return place ? recognise(read, place) : read.map(asParagraph)
}

/** Open where it begins or ends with a paragraph, so that it flows into what stands there. */
function toSlice(blocks: readonly Block[], schema: Schema): Slice {
  const nodes = blocks.map(block => schema.nodeFromJSON(block))
  const flows = (node: Node | undefined) => (node?.type.name === 'paragraph' ? 1 : 0)
  return new Slice(Fragment.from(nodes), flows(nodes[0]), flows(nodes.at(-1)))
}

/** An update carries a little more than the text: its place, and what it replaces. */
const mostBytes = limits.updateBytes * 0.9

function isAllowed(content: Fragment, { desk, notify }: PasteOptions): boolean {
  const bytes = updateBytes(content)
  const allowed =
    bytes <= mostBytes && Y.encodeStateAsUpdate(desk.doc).byteLength + bytes <= limits.documentBytes
  if (!allowed) notify({ kind: 'too-large' })
  return allowed
}

/** Bytes of an update that brings this content. Short content is not measured. */
function updateBytes(content: Fragment): number {
  if (content.size < 4096) return content.size * 4
  const blocks: Block[] = content.toJSON()
  const text: Text = { type: 'doc', content: blocks.every(isBlock) ? blocks : [{ type: 'paragraph' }] }
  return Math.max(textToUpdate(text).byteLength, content.size)
}

const isBlock = ({ type }: { readonly type: string }) =>
  type !== 'text' && type !== 'hardBreak' && type !== 'figure'
