/** The English words that the text on the workbench says: what is needed before the first key. The rest: en-around.ts, en-pages.ts. */
import { blocks } from './en/blocks.ts'
import { common } from './en/common.ts'
import { editor } from './en/editor.ts'
import { figures } from './en/figures.ts'
import { outline } from './en/outline.ts'

export const enOfApp = { common, editor, blocks, outline, figures }
