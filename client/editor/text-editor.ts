/**
 * One section's editor: the text schema of shared/schema with the behaviour of this folder.
 *
 * 1. It adds behaviour, never nodes or marks.
 * 2. It brings no style element of its own: the look is shared/html/paper.css and sheet.css.
 * 3. Everything that may change while it lives (level, label, notices) is asked for, not copied.
 */
import { Editor, Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { textExtensions } from '../../shared/schema/extensions.ts'
import { type Bound, sectionBinding } from './binding.ts'
import { findingMarks } from './finding-marks.ts'
import { imagesOf } from '../api/images.ts'
import type { FigureRegister } from '../figures/register.ts'
import type { Desk } from './desk.ts'
import { type FigureTitle, figureView } from './figures/figure-view.ts'
import { figureKeys } from './figures/figure-keys.ts'
import { Headings } from './headings.ts'
import { imageView } from './images/image-view.ts'
import { ImageWidthKeys } from './images/width.ts'
import {
  type ImageHome,
  type ImageNotice,
  imageUploads,
  takeImages,
  takePictures,
  type UploadOptions,
} from './images/uploads.ts'
import { Leaving } from './leaving.ts'
import { headingNumbers } from './numbers.ts'
import { PageBreaks } from './page-break.ts'
import { foreignPaste, type PasteNotice } from './paste/clipboard.ts'
import { placeholder } from './placeholder.ts'
import { LateMarks } from './late-marks.ts'
import { RunIn } from './run-in.ts'
import { columnWidths } from './tables/column-widths.ts'
import { tableView } from './tables/table-view.ts'
import { typedHeadings } from './typed-headings.ts'

export type TextEditorOptions = {
  readonly element: HTMLElement
  readonly bound: Bound
  readonly sectionLevel: () => number
  readonly placeholder: () => string
  readonly attributes: Record<string, string>
  readonly home: ImageHome
  readonly figures: FigureRegister
  readonly figureTitle: FigureTitle
  /** Somebody wants to see a figure that the text cites. */
  readonly onFigure: (figureId: string) => void
  readonly uploadWords: UploadOptions['words']
  readonly notify: (notice: TextNotice) => void
}

/** What a text has to tell its writer. */
export type TextNotice = PasteNotice | ImageNotice

export function createTextEditor(options: TextEditorOptions): Editor {
  const { bound, sectionLevel, home, notify } = options
  const writing = bound.writes
    ? [
        Headings,
        RunIn,
        Leaving,
        typedHeadings(sectionLevel, bound.desk.undo),
        PageBreaks,
        ImageWidthKeys,
        imageUploads(uploadsOf(options, bound.desk)),
        foreignPaste({
          sectionLevel,
          desk: bound.desk,
          notify,
          home,
          figures: options.figures,
          takeImages: (view, files) => takeImages(view, files, uploadsOf(options, bound.desk)),
          takePictures: (view, pictures) => takePictures(view, pictures, uploadsOf(options, bound.desk)),
        }),
        placeholder(options.placeholder),
      ]
    : []
  return new Editor({
    element: options.element,
    editable: bound.writes,
    injectCSS: false,
    extensions: [
      ...textExtensions,
      sectionBinding(bound),
      headingNumbers(sectionLevel, options.figures),
      findingMarks(options.figures),
      LateMarks,
      blockViews(options),
      ...writing,
    ],
    editorProps: {
      attributes: options.attributes,
      scrollMargin: { top: 120, bottom: 80, left: 0, right: 0 },
      scrollThreshold: { top: 120, bottom: 80, left: 0, right: 0 },
    },
  })
}

const uploadsOf = ({ home, notify, uploadWords: words }: TextEditorOptions, desk: Desk): UploadOptions => ({
  home,
  desk,
  notify,
  words,
})

/** Images, tables and citations, drawn as paper.css has them. */
function blockViews({ home, bound, figures, figureTitle, onFigure }: TextEditorOptions) {
  const nodeViews = {
    image: imageView(imagesOf(home.reportId)),
    table: tableView,
    figure: figureView(figures, figureTitle),
  }
  return Extension.create({
    name: 'blockViews',
    addProseMirrorPlugins: () => [
      new Plugin({ props: { nodeViews } }),
      figureKeys(figures, onFigure),
      ...(bound.writes ? [columnWidths()] : []),
    ],
  })
}
