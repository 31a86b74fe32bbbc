/** How a text is put into a section: in place of the one that is there, or behind it. */
export const putModes = ['replace', 'append'] as const
export type PutMode = (typeof putModes)[number]
