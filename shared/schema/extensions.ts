/**
 * The text of a section: nodes, marks and attributes, as Tiptap extensions without views.
 * Server, importer, exports and editor derive the same ProseMirror schema from them.
 *
 * 1. The schema only grows; every growth raises schemaVersion, and an older tab is asked to reload.
 * 2. Levels inside a text are relative to its section: 1 is one below the section's own heading, so a
 *    section that moves takes its sub-headings with it.
 * 3. Numbers of headings are not text.
 */
import { Mark, mergeAttributes } from '@tiptap/core'
import { TableKit } from '@tiptap/extension-table'
import { StarterKit } from '@tiptap/starter-kit'
import { Figure } from './figure.ts'
import { Heading } from './heading.ts'
import { Image } from './image.ts'
import { notOfKit } from './kit.ts'
import { Doc, PageBreak } from './page-break.ts'

export const schemaVersion = 3

/** Relative levels of headings inside a section's text. */
export const innerLevels = [1, 2, 3] as const
export type InnerLevel = (typeof innerLevels)[number]

/**
 * 段首标题: a heading that runs into its paragraph, "（一）稳住收成。全镇播种…". The span opens the
 * paragraph; what follows is body. Only the span is set in the level's type face.
 */
const HeadingSpan = Mark.create({
  name: 'headingSpan',
  inclusive: false,
  excludes: '_',
  addAttributes: () => ({
    level: {
      default: 1,
      parseHTML: (element: HTMLElement) => Number(element.dataset.headingSpan) || 1,
      renderHTML: (attributes: Record<string, unknown>) => ({ 'data-heading-span': attributes.level }),
    },
  }),
  parseHTML: () => [{ tag: 'span[data-heading-span]' }],
  renderHTML: ({ HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes), 0],
})

/** All extensions that shape the text. The editor adds behaviour, never nodes or marks. */
export const textExtensions = [
  Doc,
  StarterKit.configure(notOfKit),
  Heading,
  HeadingSpan,
  Image,
  Figure,
  PageBreak,
  // The editor draws tables itself (client/editor/tables).
  TableKit.configure({ table: { resizable: false, View: null } }),
]
