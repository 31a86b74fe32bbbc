/** The Chinese words that the text on the workbench says: what is needed before the first key. The rest: zh-around.ts, zh-pages.ts. */
import { blocks } from './zh/blocks.ts'
import { common } from './zh/common.ts'
import { editor } from './zh/editor.ts'
import { figures } from './zh/figures.ts'
import { outline } from './zh/outline.ts'

export const zhOfApp = { common, editor, blocks, outline, figures } as const
