/**
 * Pasting and dropping: what was copied in this editor, and what comes from other programs.
 *
 * 1. What was copied in this editor goes the schema's own way; everything else is read by paste.ts.
 * 2. That is fetched once the texts are here. A paste that comes before it is read from the clipboard at once
 *    and waits (waiting.ts); where it does not come soon, the words alone go in, and it is said.
 * 3. A text of another report of ours brings its images along.
 * 4. A file of any other kind is not opened in the place of the page: it is handed on to be read.
 */
import { Extension } from '@tiptap/core'
import { DOMSerializer, type Fragment, type Schema } from '@tiptap/pm/model'
import { Plugin, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { adoptImages } from '../../api/images.ts'
import type { FigureRegister } from '../../figures/register.ts'
import { later } from '../../ui/lazy.ts'
import type { Desk } from '../desk.ts'
import { copiedFigure, figuresAsWords } from '../figures/citations.ts'
import type { ImageHome, PlacedPicture } from '../images/uploads.ts'
import { isAllowed, mostBytes } from './allowed.ts'
import type { MarkedLine } from './halfwidth.ts'
import { waitingPastes, type WaitingPastes } from './waiting.ts'

/** What the person is told after a paste. */
export type PasteNotice =
  /** Pictures that could not be carried, and what they are called where they are called something. */
  | { readonly kind: 'images'; readonly count: number; readonly names: readonly string[] }
  | { readonly kind: 'too-large' }
  /** What reads other programs' pastes could not be had: only the words came in. */
  | { readonly kind: 'plain' }
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

/** What another program brings. */
export type Brought = {
  readonly html: string
  readonly text: string
  readonly pictures: readonly File[]
  /** '' where there is none. It can be long: asked for only where pictures are missing. */
  readonly rtf: () => string
}

/** What reads and puts in what comes from other programs. */
export const pasteReader = later(() => import('./paste.ts'))

export function foreignPaste(options: PasteOptions) {
  return Extension.create({
    name: 'foreignPaste',
    priority: 950,
    addProseMirrorPlugins() {
      const waiting = waitingPastes()
      return [pastePlugin(this.editor.schema, options, waiting), waiting.plugin]
    },
  })
}

const ownMark = 'data-tonggao'

function pastePlugin(schema: Schema, options: PasteOptions, waiting: WaitingPastes): Plugin {
  /** Whoever is here may paste next. */
  const soon = (): false => {
    pasteReader.prepare()
    return false
  }
  const take = (view: EditorView, data: DataTransfer | null) => {
    if (!data) return false
    const brought = bringNow(view, data, options)
    if (typeof brought === 'boolean') return brought
    const reader = pasteReader.here()
    if (reader) {
      reader.putForeign(view, { ...brought, rtf: () => data.getData('text/rtf') }, options)
      return true
    }
    // A clipboard can be read during its event alone.
    const rtf = data.getData('text/rtf')
    waiting.whenHere(
      view,
      pasteReader.fetch(),
      ({ putForeign }) => putForeign(view, { ...brought, rtf: () => rtf }, options),
      () => {
        view.pasteText(brought.text === '' ? wordsOf(brought.html) : brought.text)
        options.notify({ kind: 'plain' })
      },
    )
    return true
  }
  return new Plugin({
    props: {
      clipboardSerializer: markedSerializer(schema, options),
      transformPastedHTML: html => (isFromElsewhere(html, options.home) ? figuresAsWords(html) : html),
      handleDOMEvents: {
        focus: soon,
        dragenter: soon,
        // Before ProseMirror reads the clipboard itself: that would take seconds for a long foreign text.
        paste(view, event) {
          if (view.composing || !view.editable || isOwn(event.clipboardData)) return false
          if (!take(view, event.clipboardData)) return false
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
        if (!take(view, event.dataTransfer)) return false
        event.preventDefault()
        return true
      },
    },
  })
}

/** Nothing of a page that is only read this way is fetched or run. */
function wordsOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const unread of body.querySelectorAll('script, style')) unread.remove()
  return body.textContent
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

/** What has to be said or done at once: true when it was taken, or refused with a notice. Else what is to be read. */
function bringNow(
  view: EditorView,
  data: DataTransfer,
  options: PasteOptions,
): boolean | Omit<Brought, 'rtf'> {
  const html = data.getData('text/html')
  const text = data.getData('text/plain')
  const pictures = Array.from(data.files).filter(({ type }) => type.startsWith('image/'))
  if (html === '' && text === '') {
    const [file] = data.files
    if (pictures.length > 0) options.takeImages(view, pictures)
    else if (file) options.notify({ kind: 'file', file })
    else return false
    return true
  }
  // Before anything is read: words alone that are too many.
  if (new TextEncoder().encode(text).byteLength > mostBytes) {
    options.notify({ kind: 'too-large' })
    return true
  }
  return { html, text, pictures }
}
