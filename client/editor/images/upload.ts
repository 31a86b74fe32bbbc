/**
 * Carries images up one after another and puts each into the text once the server has it.
 *
 * 1. What is put in is one step of undo, and an edit of this person like any other.
 * 2. It is put into the document itself: the editor may have been unmounted by then. A composition is waited for,
 *    since nothing may be drawn under it.
 * 3. One that fails is told and costs the others nothing.
 */
import { NodeSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { rootName } from '../../../shared/schema/text.ts'
import { isCancelled, uploadImage } from '../../api/images.ts'
import type { Desk } from '../desk.ts'
import { type Place, placeOf, positionOf, seatBehind } from './place.ts'
import { type PlacedPicture, type Upload, uploadsKey, type UploadOptions } from './uploads.ts'

/** How often a composition is asked whether it is over, milliseconds. */
const askMs = 150

/** Behind the line where the selection ends, each behind the one before it; the last one is chosen. */
export async function uploadImages(
  view: EditorView,
  files: readonly File[],
  options: UploadOptions,
): Promise<void> {
  const root = options.desk.doc.getXmlFragment(rootName)
  const first = placeOf(view.state, root)
  const placed = await uploadPictures(
    view,
    files.map(file => ({ file, alt: '', place: first, step: undefined })),
    options,
  )
  const last = placed.at(-1)
  if (last && placeOf(view.state, root) === first) select(view, root, last)
}

/** Each at its own place; those of one place below each other. Answers the elements that were put in. */
export async function uploadPictures(
  view: EditorView,
  pictures: readonly PlacedPicture[],
  { home, desk, notify }: UploadOptions,
): Promise<Y.XmlElement[]> {
  const root = desk.doc.getXmlFragment(rootName)
  const lastAt = new Map<Place, Y.XmlElement>()
  const placed: Y.XmlElement[] = []
  for (const [at, { file, alt, place, step }] of pictures.entries()) {
    const giveUp = new AbortController()
    const upload: Upload = {
      key: crypto.getRandomValues(new Uint32Array(2)).join(''),
      label: pictures.length > 1 ? `${file.name} (${at + 1}/${pictures.length})` : file.name,
      place: lastAt.get(place) ?? place,
      done: 0,
      cancel: () => giveUp.abort(),
    }
    const tell = (done: number) => show(view, upload.key, { ...upload, done })
    tell(0)
    try {
      const { imageId } = await uploadImage(home, file, { onProgress: tell, signal: giveUp.signal })
      await released(desk)
      show(view, upload.key, undefined)
      const image = putIn(desk, root, lastAt.get(place) ?? place, { imageId, alt, caption: '' })
      if (step) joinStep(desk.undo, step)
      lastAt.set(place, image)
      placed.push(image)
    } catch (error) {
      show(view, upload.key, undefined)
      if (!isCancelled(error)) notify({ kind: 'image-failed', name: file.name, error })
    }
  }
  return placed
}

/** The last step becomes part of an earlier one: a picture that came with words goes back with them. */
function joinStep({ undoStack }: Y.UndoManager, step: Y.UndoManager['undoStack'][number]): void {
  const last = undoStack.at(-1)
  if (!last || last === step || !undoStack.includes(step)) return
  step.insertions = Y.mergeDeleteSets([step.insertions, last.insertions])
  step.deletions = Y.mergeDeleteSets([step.deletions, last.deletions])
  undoStack.pop()
}

function show(view: EditorView, key: string, upload: Upload | undefined): void {
  if (view.isDestroyed) return
  view.dispatch(view.state.tr.setMeta(uploadsKey, { key, upload }).setMeta('addToHistory', false))
}

async function released(desk: Desk): Promise<void> {
  while (desk.isHeld) await new Promise(resolve => setTimeout(resolve, askMs))
}

/** Answers the image's element. An empty line of the text gives way to it; at the end one follows, to write on. */
function putIn(
  desk: Desk,
  root: Y.XmlFragment,
  place: Place,
  attributes: Readonly<Record<'imageId' | 'alt' | 'caption', string>>,
): Y.XmlElement {
  const image = new Y.XmlElement('image')
  for (const [name, value] of Object.entries(attributes)) image.setAttribute(name, value)
  desk.undo.stopCapturing()
  desk.doc.transact(() => {
    const { holder, at } = seatBehind(root, place)
    const gives = holder === root && place !== undefined && isEmptyLine(place)
    const index = gives ? at - 1 : at
    if (gives) root.delete(index, 1)
    holder.insert(index, [image])
    if (holder === root && index === root.length - 1) root.insert(index + 1, [new Y.XmlElement('paragraph')])
  }, ySyncPluginKey)
  desk.undo.stopCapturing()
  return image
}

const isEmptyLine = (element: Y.XmlElement) =>
  element.nodeName === 'paragraph' &&
  element.toArray().every(child => child instanceof Y.XmlText && child.length === 0)

/** So that its width and its words are at hand. */
function select(view: EditorView, root: Y.XmlFragment, image: Y.XmlElement): void {
  if (view.isDestroyed) return
  const { doc, tr } = view.state
  const at = positionOf(doc, root, image)
  if (at === undefined || doc.nodeAt(at)?.type.name !== 'image') return
  view.dispatch(tr.setSelection(NodeSelection.create(doc, at)).scrollIntoView())
}
