/** 小标题: a heading inside a section's text, its level relative to the section (1…3). */
import { mergeAttributes, Node } from '@tiptap/core'

const firstTag = 3 // The sheet has h1 for the title and h2 for sections.

export const Heading = Node.create({
  name: 'heading',
  group: 'block',
  content: 'inline*',
  defining: true,
  // Type face and weight follow from the level; nothing inside a heading is marked.
  marks: '',
  addAttributes: () => ({
    level: { default: 1, rendered: false },
    numbered: {
      default: true,
      parseHTML: (element: HTMLElement) => element.dataset.numbered !== 'false',
      renderHTML: (attributes: Record<string, unknown>) =>
        attributes.numbered === false ? { 'data-numbered': 'false' } : {},
    },
  }),
  parseHTML: () => [
    { tag: 'h1', attrs: { level: 1 } },
    { tag: 'h2', attrs: { level: 1 } },
    { tag: 'h3', attrs: { level: 1 } },
    { tag: 'h4', attrs: { level: 2 } },
    { tag: 'h5', attrs: { level: 3 } },
    { tag: 'h6', attrs: { level: 3 } },
  ],
  renderHTML: ({ node, HTMLAttributes }) => [
    `h${firstTag - 1 + Number(node.attrs.level)}`,
    mergeAttributes(HTMLAttributes),
    0,
  ],
})
