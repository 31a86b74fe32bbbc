/**
 * What was brought from another program becomes text of ours, in one step. Fetched once the texts are here
 * (clipboard.ts): nothing of it is needed before.
 *
 * 1. One paste is one step of undo and one update on the wire; what is too large is refused whole (allowed.ts).
 * 2. Pictures are uploaded (client/editor/images) and follow to their places; they go back with the words. Those
 *    that nobody hands over are left out and told.
 */
import { Fragment, type Node, type Schema, Slice } from '@tiptap/pm/model'
import type { EditorState } from '@tiptap/pm/state'
import { handlePaste as pasteIntoTable, isInTable } from '@tiptap/pm/tables'
import type { EditorView } from '@tiptap/pm/view'
import type { DocumentBlock, ReadDocument } from '../../../shared/import/document-model.ts'
import { readHtml } from '../../../shared/import/html/read-html.ts'
import { readPlain } from '../../../shared/import/read-plain.ts'
import { recognise, type TextPlace } from '../../../shared/import/recognise.ts'
import { asParagraph, paragraphOf } from '../../../shared/import/tables.ts'
import { limits } from '../../../shared/limits.ts'
import { type Block, plainText, rootName, type TableRow } from '../../../shared/schema/text.ts'
import { placeAt } from '../images/place.ts'
import { headingsOf } from '../numbers.ts'
import { isAllowed } from './allowed.ts'
import type { Brought, PasteOptions } from './clipboard.ts'
import { markedLines, widenMarks } from './halfwidth.ts'
import { bringPictures, partPictures } from './pictures.ts'

/** Reads it and puts it in where the selection is; what cannot come is told. */
export function putForeign(
  view: EditorView,
  { html, text, pictures, rtf }: Brought,
  options: PasteOptions,
): void {
  const readsHtml = html !== '' && html.length <= limits.pasteCharacters
  const read = readsHtml ? readClipboard(html) : readPlain(text)
  const withRtf = (read.named?.length ?? 0) > 0
  const { blocks, files, left } = bringPictures(read, { files: pictures, rtf: withRtf ? rtf() : '' })
  // A picture copied in a browser comes with its address as HTML.
  if (blocks.length === 0 && pictures.length > 0) return options.takeImages(view, pictures)
  if (left.length > 0)
    options.notify({ kind: 'images', count: left.length, names: left.filter(name => name !== '') })
  if (blocks.length > 0) insert(view, blocks, files, options)
}

/** HTML as the clipboard has it. Nothing of it is put into the page. */
export function readClipboard(html: string): ReadDocument {
  return readHtml(new DOMParser().parseFromString(html, 'text/html').body, { keepsNamed: true })
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
