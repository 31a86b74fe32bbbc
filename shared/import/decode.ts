/**
 * The bytes of a text file as text. Chinese offices send UTF-8 and GB18030 (GBK and GB2312 are parts of
 * it), Notepad's "Unicode" is UTF-16LE.
 *
 * 1. A BOM decides; without one strict UTF-8 is tried first, because GB18030 text is hardly ever valid
 *    UTF-8, while the reverse would often decode.
 * 2. Nothing throws: where no encoding fits, the text has U+FFFD in it and `lossy` says so.
 * 3. Line ends come out as line feeds.
 */
import { normaliseText } from './source.ts'

export const encodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const
export type Encoding = (typeof encodings)[number]

export type Decoded = {
  readonly text: string
  readonly encoding: Encoding
  /** Some bytes were no characters of this encoding. */
  readonly lossy: boolean
}

const byteOrderMarks: readonly { readonly bytes: readonly number[]; readonly encoding: Encoding }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
]

/** The text of a file, in the encoding found or in the one given. */
export function decodeText(bytes: Uint8Array, encoding: Encoding = detect(bytes)): Decoded {
  const strict = decodeStrictly(bytes, encoding)
  const text = strict ?? new TextDecoder(encoding).decode(bytes)
  return { text: normaliseText(text), encoding, lossy: strict === undefined }
}

function detect(bytes: Uint8Array): Encoding {
  const marked = byteOrderMarks.find(mark => mark.bytes.every((byte, at) => bytes[at] === byte))
  if (marked) return marked.encoding
  const wide = looksLikeUtf16(bytes)
  if (wide) return wide
  return decodeStrictly(bytes, 'utf-8') === undefined ? 'gb18030' : 'utf-8'
}

function decodeStrictly(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const ordinary = /[\n\r\t -~\u2010-\u2030\u3000-\u303F\u4E00-\u9FFF\uFF00-\uFFEF]/gu

/** UTF-16 without a BOM: zero bytes, which other text has not, and read as UTF-16 it is ordinary Chinese. */
function looksLikeUtf16(bytes: Uint8Array): Encoding | undefined {
  const zeros = bytes.reduce((sum, byte) => (byte === 0 ? sum + 1 : sum), 0)
  // A single zero is an accident in other text; 2 % is less than any summary's line feeds and digits.
  if (bytes.length % 2 === 1 || zeros < Math.max(2, bytes.length / 50)) return undefined
  return (['utf-16le', 'utf-16be'] as const).find(encoding => {
    const text = decodeStrictly(bytes, encoding) ?? ''
    return (text.match(ordinary)?.length ?? 0) * 10 > text.length * 9
  })
}
