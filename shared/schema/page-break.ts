/**
 * 分页: what follows begins on a new page of paper. On a screen it is a thin line.
 * It stands in the text itself, never in a list or a cell, where no page can end on purpose.
 */
import { Node } from '@tiptap/core'

/** The top of a text: blocks, and page breaks between them. */
export const Doc = Node.create({ name: 'doc', topNode: true, content: '(block | pageBreak)+' })

export const PageBreak = Node.create({
  name: 'pageBreak',
  atom: true,
  parseHTML: () => [{ tag: 'hr.page-break' }],
  renderHTML: () => ['hr', { class: 'page-break' }],
})
