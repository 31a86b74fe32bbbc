/** What kind of file one is: by its first bytes, and among texts by the ending of its name. */

const fileKinds = [
  'docx',
  'html',
  'markdown',
  'text',
  'office', // doc, wps, rtf, odt: another program makes a docx of it
  'unknown',
] as const
export type FileKind = (typeof fileKinds)[number]

/** What a chooser of files offers. */
export const acceptedFiles = '.docx,.doc,.wps,.rtf,.odt,.txt,.text,.md,.markdown,.html,.htm'

const begins = (bytes: Uint8Array, beginning: readonly number[]) =>
  beginning.every((byte, at) => bytes[at] === byte)

export function kindOf(name: string, bytes: Uint8Array): FileKind {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  // PK: a docx, or an odt, which says so in its name.
  if (begins(bytes, [0x50, 0x4b])) return ending === 'odt' ? 'office' : 'docx'
  // OLE (doc, wps, and a docx with a password), RTF.
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0]) || begins(bytes, [0x7b, 0x5c, 0x72, 0x74, 0x66]))
    return 'office'
  if (binary.some(beginning => begins(bytes, beginning))) return 'unknown'
  if (ending === 'html' || ending === 'htm') return 'html'
  if (ending === 'md' || ending === 'markdown') return 'markdown'
  return ending === '' || ending === 'txt' || ending === 'text' ? 'text' : 'unknown'
}

/** PDF, PNG, JPEG, GIF: no text, whatever they are called. */
const binary = [
  [0x25, 0x50, 0x44, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
]
