/** What the text does not have of Tiptap's starter kit. The client's build (vite.config.ts) leaves it out too. */
export const notOfKit = {
  document: false,
  undoRedo: false,
  heading: false,
  blockquote: false,
  code: false,
  codeBlock: false,
  horizontalRule: false,
  link: false,
  strike: false,
  dropcursor: false,
  gapcursor: false,
  trailingNode: false,
} as const
