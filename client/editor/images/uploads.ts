/**
 * Images on their way into one text: drawn where they will stand, with how far they are and a way to give up.
 * The bytes travel in upload.ts, which is fetched with the first image.
 *
 * A remote change replaces the whole document, so a place is an element of Yjs (place.ts), found anew each time.
 */
import { type CommandProps, Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { rootName } from '../../../shared/schema/text.ts'
import type { Desk } from '../desk.ts'
import { type Place, positionBehind } from './place.ts'

/** Where images of this text go. */
export type ImageHome = { readonly reportId: string; readonly sectionId: string }

export type Upload = {
  readonly key: string
  readonly label: string
  readonly place: Place
  /** 0…1 */
  readonly done: number
  readonly cancel: () => void
}

/** A picture that came with words, and where it belongs; it goes back with the step that brought the words. */
export type PlacedPicture = {
  readonly file: File
  readonly alt: string
  readonly place: Place
  readonly step: Y.UndoManager['undoStack'][number] | undefined
}

export type ImageNotice = { readonly kind: 'image-failed'; readonly name: string; readonly error: unknown }

export type UploadOptions = {
  readonly home: ImageHome
  readonly desk: Desk
  readonly notify: (notice: ImageNotice) => void
  /** What is said of an image that is on its way, and of giving it up. */
  readonly words: () => { readonly uploading: (name: string) => string; readonly cancel: string }
}

declare module '@tiptap/core' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- declaration merging needs an interface
  interface Commands<ReturnType> {
    imageUploads: {
      /** Uploads these files one after another and puts each in behind the selection. */
      insertImages: (files: readonly File[]) => ReturnType
    }
  }
}

export const uploadsKey = new PluginKey<readonly Upload[]>('uploads')

type UploadChange = { readonly key: string; readonly upload: Upload | undefined }

export function imageUploads(options: UploadOptions) {
  return Extension.create({
    name: 'imageUploads',
    addCommands: () => ({
      insertImages:
        (files: readonly File[]) =>
        ({ view, dispatch }: CommandProps) => {
          const images = files.filter(({ type }) => type.startsWith('image/'))
          if (dispatch && images.length > 0) takeImages(view, images, options)
          return images.length > 0
        },
    }),
    addProseMirrorPlugins: () => [uploadsPlugin(options)],
  })
}

/** Takes files that were chosen, pasted or dropped. */
export function takeImages(view: EditorView, files: readonly File[], options: UploadOptions): void {
  import('./upload.ts').then(
    ({ uploadImages }) => uploadImages(view, files, options),
    (error: unknown) => options.notify({ kind: 'image-failed', name: files[0]?.name ?? '', error }),
  )
}

/** Takes pictures that came with pasted words. */
export function takePictures(
  view: EditorView,
  pictures: readonly PlacedPicture[],
  options: UploadOptions,
): void {
  import('./upload.ts').then(
    ({ uploadPictures }) => uploadPictures(view, pictures, options),
    (error: unknown) => options.notify({ kind: 'image-failed', name: pictures[0]?.file.name ?? '', error }),
  )
}

function uploadsPlugin({ desk, words }: UploadOptions): Plugin<readonly Upload[]> {
  return new Plugin<readonly Upload[]>({
    key: uploadsKey,
    state: {
      init: () => [],
      apply(tr, uploads) {
        const change: UploadChange | undefined = tr.getMeta(uploadsKey)
        if (!change) return uploads
        const others = uploads.filter(({ key }) => key !== change.key)
        return change.upload ? [...others, change.upload] : others
      },
    },
    props: {
      decorations(state) {
        const uploads = uploadsKey.getState(state) ?? []
        return uploads.length === 0 ? null : DecorationSet.create(state.doc, uploads.map(drawn(state)))
      },
    },
  })

  function drawn(state: EditorState) {
    const root = desk.doc.getXmlFragment(rootName)
    return (upload: Upload) =>
      Decoration.widget(positionBehind(state.doc, root, upload.place), () => elementOf(upload), {
        key: `${upload.key} ${Math.round(upload.done * 100)}`,
        side: 1,
        ignoreSelection: true,
        stopEvent: () => true,
      })
  }

  function elementOf({ label, done, cancel }: Upload): HTMLElement {
    const { uploading, cancel: giveUp } = words()
    const element = document.createElement('div')
    element.className = 'tg-uploading'
    element.contentEditable = 'false'
    const bar = document.createElement('progress')
    bar.max = 1
    bar.value = done
    bar.setAttribute('aria-label', uploading(label))
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = giveUp
    button.addEventListener('click', cancel)
    element.append(uploading(label), bar, button)
    return element
  }
}
