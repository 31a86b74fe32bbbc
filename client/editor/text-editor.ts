/**
 * One section's editor: the text schema of shared/schema with the behaviour of this folder.
 *
 * 1. It adds behaviour, never nodes or marks.
 * 2. It brings no style element of its own: the look is shared/html/paper.css and sheet.css.
 * 3. Everything that may change while it lives (level, label, notices) is asked for, not copied.
 */
import { Editor } from '@tiptap/core'
import { Placeholder } from '@tiptap/extensions/placeholder'
import { textExtensions } from '../../shared/schema/extensions.ts'
import { type Bound, sectionBinding } from './binding.ts'
import { FindingMarks } from './finding-marks.ts'
import { Headings } from './headings.ts'
import { Leaving } from './leaving.ts'
import { headingNumbers } from './numbers.ts'
import { foreignPaste, type PasteNotice } from './paste/paste.ts'
import { RunIn } from './run-in.ts'
import { typedHeadings } from './typed-headings.ts'

export type TextEditorOptions = {
  readonly element: HTMLElement
  readonly bound: Bound
  readonly sectionLevel: () => number
  readonly placeholder: () => string
  readonly attributes: Record<string, string>
  readonly notify: (notice: PasteNotice) => void
}

export function createTextEditor(options: TextEditorOptions): Editor {
  const { bound, sectionLevel } = options
  const writing = bound.writes
    ? [
        Headings,
        RunIn,
        Leaving,
        typedHeadings(sectionLevel, bound.desk.undo),
        foreignPaste({ sectionLevel, desk: bound.desk, notify: options.notify }),
        Placeholder.configure({ placeholder: options.placeholder, showOnlyWhenEditable: true }),
      ]
    : []
  return new Editor({
    element: options.element,
    editable: bound.writes,
    injectCSS: false,
    extensions: [
      ...textExtensions,
      sectionBinding(bound),
      headingNumbers(sectionLevel),
      FindingMarks,
      ...writing,
    ],
    editorProps: {
      attributes: options.attributes,
      scrollMargin: { top: 120, bottom: 80, left: 0, right: 0 },
      scrollThreshold: { top: 120, bottom: 80, left: 0, right: 0 },
    },
  })
}
