/**
 * What the toolbar offers, in groups: name, shape, key, whether it is on, whether it can be done now, and
 * what it does. The numbers on the heading tools are those that the section's level gives them.
 */
import type { Editor } from '@tiptap/core'
import {
  type Icon,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBold,
  IconClearFormatting,
  IconAlignCenter,
  IconAlignLeft,
  IconAlignRight,
  IconArrowsSplit2,
  IconColumnInsertLeft,
  IconColumnInsertRight,
  IconColumnRemove,
  IconArrowMerge,
  IconItalic,
  IconList,
  IconListNumbers,
  IconNumber,
  IconPageBreak,
  IconPhoto,
  IconPilcrow,
  IconRowInsertBottom,
  IconRowInsertTop,
  IconRowRemove,
  IconTableOff,
  IconTableRow,
  IconTextCaption,
  IconUnderline,
} from '@tabler/icons-react'
import { absoluteLevel } from '../../shared/assemble/headings.ts'
import { formatNumber } from '../../shared/numbering.ts'
import { type InnerLevel, innerLevels } from '../../shared/schema/extensions.ts'
import { runInLevel } from './run-in.ts'

const labels = {
  undo: 'editor.tool_undo',
  redo: 'editor.tool_redo',
  paragraph: 'editor.tool_paragraph',
  heading1: 'editor.tool_heading',
  heading2: 'editor.tool_heading',
  heading3: 'editor.tool_heading',
  runIn: 'editor.tool_runIn',
  numbered: 'editor.tool_numbered',
  bold: 'editor.tool_bold',
  italic: 'editor.tool_italic',
  underline: 'editor.tool_underline',
  clear: 'editor.tool_clear',
  bullets: 'editor.tool_bullets',
  ordered: 'editor.tool_ordered',
  image: 'blocks.image',
  pageBreak: 'blocks.pageBreak',
  addRowBefore: 'blocks.addRowBefore',
  addRow: 'editor.tool_addRow',
  addColumnBefore: 'blocks.addColumnBefore',
  addColumn: 'editor.tool_addColumn',
  merge: 'blocks.mergeCells',
  split: 'blocks.splitCell',
  alignLeft: 'blocks.alignLeft',
  alignCenter: 'blocks.alignCenter',
  alignRight: 'blocks.alignRight',
  deleteRow: 'editor.tool_deleteRow',
  deleteColumn: 'editor.tool_deleteColumn',
  headerRow: 'editor.tool_headerRow',
  deleteTable: 'editor.tool_deleteTable',
} as const
type ToolId = keyof typeof labels

export type Tool = {
  readonly id: ToolId
  readonly label: (typeof labels)[ToolId]
  readonly icon?: Icon
  /** How the heading would be numbered: stands for an icon. */
  readonly number?: string
  readonly keys?: string
  /** It is on or off, rather than done. */
  readonly toggles: boolean
  readonly run: (editor: Editor) => void
}

const tool = (
  id: ToolId,
  icon: Icon | undefined,
  toggles: boolean,
  run: Tool['run'],
  more: Pick<Tool, 'keys' | 'number'> = {},
): Tool => ({ id, label: labels[id], toggles, run, ...(icon ? { icon } : {}), ...more })

/** A fresh chain each time: a kept one shares one stale transaction. */
const chain = (editor: Editor) => editor.chain().focus()

const steps: readonly Tool[] = [
  tool('undo', IconArrowBackUp, false, editor => chain(editor).undo().run(), { keys: 'Ctrl+Z' }),
  tool('redo', IconArrowForwardUp, false, editor => chain(editor).redo().run(), { keys: 'Ctrl+Y' }),
]
const marks: readonly Tool[] = [
  tool('bold', IconBold, true, editor => chain(editor).toggleBold().run(), { keys: 'Ctrl+B' }),
  tool('italic', IconItalic, true, editor => chain(editor).toggleItalic().run(), { keys: 'Ctrl+I' }),
  tool('underline', IconUnderline, true, editor => chain(editor).toggleUnderline().run(), { keys: 'Ctrl+U' }),
  tool('clear', IconClearFormatting, false, editor => chain(editor).clearFormat().run(), { keys: 'Ctrl+\\' }),
]
const lists: readonly Tool[] = [
  tool('bullets', IconList, true, editor => chain(editor).toggleBulletList().run(), { keys: 'Ctrl+Shift+8' }),
  tool('ordered', IconListNumbers, true, editor => chain(editor).toggleOrderedList().run(), {
    keys: 'Ctrl+Shift+7',
  }),
]
const blocks: readonly Tool[] = [
  tool('image', IconPhoto, false, chooseImages),
  tool('pageBreak', IconPageBreak, false, editor => chain(editor).insertPageBreak().run(), {
    keys: 'Ctrl+Enter',
  }),
]

/** The browser's own dialogue; what is chosen goes in behind the caret. */
function chooseImages(editor: Editor): void {
  const field = document.createElement('input')
  field.type = 'file'
  field.accept = 'image/*'
  field.multiple = true
  field.addEventListener('change', () => {
    editor
      .chain()
      .focus()
      .insertImages(Array.from(field.files ?? []))
      .run()
  })
  field.click()
}

/** What a table has beside: shown while the caret is in one. */
export const tableTools: readonly (readonly Tool[])[] = [
  [
    tool('addRowBefore', IconRowInsertTop, false, editor => chain(editor).addRowBefore().run()),
    tool('addRow', IconRowInsertBottom, false, editor => chain(editor).addRowAfter().run()),
    tool('addColumnBefore', IconColumnInsertLeft, false, editor => chain(editor).addColumnBefore().run()),
    tool('addColumn', IconColumnInsertRight, false, editor => chain(editor).addColumnAfter().run()),
  ],
  [
    tool('merge', IconArrowMerge, false, editor => chain(editor).mergeCells().run()),
    tool('split', IconArrowsSplit2, false, editor => chain(editor).splitCell().run()),
    tool('headerRow', IconTableRow, false, editor => chain(editor).toggleHeaderRow().run()),
  ],
  [
    tool('alignLeft', IconAlignLeft, false, editor => chain(editor).setCellAttribute('align', 'left').run()),
    tool('alignCenter', IconAlignCenter, false, editor =>
      chain(editor).setCellAttribute('align', 'center').run(),
    ),
    tool('alignRight', IconAlignRight, false, editor =>
      chain(editor).setCellAttribute('align', 'right').run(),
    ),
  ],
  [
    tool('deleteRow', IconRowRemove, false, editor => chain(editor).deleteRow().run()),
    tool('deleteColumn', IconColumnRemove, false, editor => chain(editor).deleteColumn().run()),
    tool('deleteTable', IconTableOff, false, editor => chain(editor).deleteTable().run()),
  ],
]

const headingIds = { 1: 'heading1', 2: 'heading2', 3: 'heading3' } as const satisfies Record<
  InnerLevel,
  ToolId
>

function headings(sectionLevel: number): readonly Tool[] {
  return [
    tool('paragraph', IconPilcrow, true, editor => chain(editor).setNode('paragraph').run(), {
      keys: 'Ctrl+Alt+0',
    }),
    ...innerLevels.map(level =>
      tool(headingIds[level], undefined, true, editor => chain(editor).toggleHeadingLevel(level).run(), {
        number: formatNumber(absoluteLevel(sectionLevel, level), 1),
        keys: `Ctrl+Alt+${level}`,
      }),
    ),
    tool('runIn', IconTextCaption, true, editor => chain(editor).toggleRunIn().run(), { keys: 'Ctrl+Alt+H' }),
    tool('numbered', IconNumber, true, editor => chain(editor).toggleNumbered().run(), {
      keys: 'Ctrl+Alt+N',
    }),
  ]
}

export function toolGroups(sectionLevel: number): readonly (readonly Tool[])[] {
  return [steps, headings(sectionLevel), marks, lists, blocks]
}

export type ToolState = {
  readonly active: readonly ToolId[]
  readonly disabled: readonly ToolId[]
  readonly inTable: boolean
}

/** What is on and what cannot be done, at the selection. */
export function toolState(editor: Editor): ToolState {
  const none: ToolState = { active: [], disabled: [], inTable: false }
  if (editor.isDestroyed) return none
  const { $from } = editor.state.selection
  const isHeading = $from.parent.type.name === 'heading'
  const topRunIn = $from.depth === 1 && runInLevel($from.parent) !== undefined
  const on: readonly (readonly [ToolId, boolean])[] = [
    ['paragraph', $from.parent.type.name === 'paragraph' && !topRunIn],
    ...innerLevels.map(level => [headingIds[level], editor.isActive('heading', { level })] as const),
    ['runIn', topRunIn],
    ['numbered', isHeading && $from.parent.attrs.numbered !== false],
    ['bold', editor.isActive('bold')],
    ['italic', editor.isActive('italic')],
    ['underline', editor.isActive('underline')],
    ['bullets', editor.isActive('bulletList')],
    ['ordered', editor.isActive('orderedList')],
  ]
  const can = editor.can()
  const off: readonly (readonly [ToolId, boolean])[] = [
    ['undo', !can.undo()],
    ['redo', !can.redo()],
    ['runIn', !can.toggleRunIn()],
    ['numbered', !isHeading],
    ['bold', isHeading],
    ['italic', isHeading],
    ['underline', isHeading],
    ['merge', !can.mergeCells()],
    ['split', !can.splitCell()],
  ]
  const named = (pairs: readonly (readonly [ToolId, boolean])[]) =>
    pairs.flatMap(([id, yes]) => (yes ? [id] : []))
  return { active: named(on), disabled: named(off), inTable: editor.isActive('table') }
}
