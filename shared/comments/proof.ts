/**
 * What shows a leader's mark: a picture, a PDF or a recording, told by its first bytes. A telephone's recording
 * comes in many wraps: MP3, AAC and AMR bare, M4A and 3GP in ISO base media (ISO/IEC 14496-12 `ftyp`), WAV in RIFF.
 */

/** Bytes that are enough to tell. */
export const proofHead = 16

export type ProofKind = 'image' | 'pdf' | 'audio'

export function kindOfProof(head: Uint8Array): ProofKind | undefined {
  const letters = String.fromCharCode(...head.subarray(0, proofHead))
  if (letters.startsWith('%PDF-')) return 'pdf'
  if (images.some(mark => letters.startsWith(mark))) return 'image'
  const inside = letters.slice(8, 12)
  if (letters.startsWith('RIFF')) return inside === 'WEBP' ? 'image' : inside === 'WAVE' ? 'audio' : undefined
  if (letters.slice(4, 8) === 'ftyp') {
    if (pictureBrands.includes(inside)) return 'image'
    return audioBrands.test(inside) ? 'audio' : undefined
  }
  if (recordings.some(mark => letters.startsWith(mark))) return 'audio'
  return isFrame(head) ? 'audio' : undefined
}

const images = ['\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'GIF87a', 'GIF89a', 'BM', 'II*\0', 'MM\0*']
const recordings = ['ID3', 'OggS', 'fLaC', '#!AMR', '\x1aE\xdf\xa3']
const pictureBrands = ['heic', 'heix', 'mif1', 'avif']
/** M4A, 3GP, and what telephones call a film without pictures. */
const audioBrands = /^(M4A |M4B |mp4[12]|isom|iso[2-6]|3gp.|3g2.|qt {2})$/

/** A frame of MPEG audio, layer II or III (layer I would be UTF-16's mark too), or of AAC (ADTS). */
function isFrame([first = 0, second = 0]: Uint8Array): boolean {
  const isMpeg = (second & 0xe0) === 0xe0 && (second & 0x18) !== 0x08 && [2, 4].includes(second & 0x06)
  const isAac = (second & 0xf6) === 0xf0
  return first === 0xff && (isMpeg || isAac)
}
