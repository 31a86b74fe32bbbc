/**
 * The pictures of a paste: those that the page carries itself, those that it names and the clipboard brings beside
 * it (files, or the RTF of Word and WPS), and those that nobody hands over.
 *
 * 1. Named ones are matched by their order, and only where there are as many as were brought: a wrong picture at a
 *    place is worse than none.
 * 2. Words come without pictures; each picture knows how many blocks of words stand before it.
 */
import type { DocumentBlock, ReadDocument } from '../../../shared/import/document-model.ts'
import { rtfPictures } from '../../../shared/import/rtf-pictures.ts'
import { limits } from '../../../shared/limits.ts'
import type { Block, Image, TableRow } from '../../../shared/schema/text.ts'

export type PastedPicture = { readonly file: File; readonly alt: string; readonly behind: number }

export type Brought = { readonly files: readonly File[]; readonly rtf: string }

export type PartedDocument = {
  /** Pictures that cannot be carried are gone from it. */
  readonly blocks: readonly DocumentBlock[]
  readonly files: ReadonlyMap<string, File>
  /** What those are called that cannot be carried; '' where they have no name. */
  readonly left: readonly string[]
}

export function bringPictures(read: ReadDocument, brought: Brought): PartedDocument {
  const files = new Map(read.images.map(({ key, bytes }, at) => [key, fileOf(bytes, at + 1)]))
  const named = read.named ?? []
  const matched = named.length > 0 ? matchNamed(named.length, brought) : []
  const left: string[] = []
  for (const [at, { key, name }] of named.entries()) {
    const file = matched[at]
    if (file) files.set(key, file)
    else left.push(name)
  }
  const unnamed = read.remarks.filter(({ kind }) => kind === 'image-left').map(({ text }) => text)
  const blocks = read.blocks.flatMap((block): DocumentBlock[] => {
    if (block.kind === 'line') return [block]
    const kept = withoutUnbrought(block.block, files)
    return kept ? [{ kind: 'whole', block: kept }] : []
  })
  return { blocks, files, left: [...left, ...unnamed] }
}

function matchNamed(count: number, { files, rtf }: Brought): (File | undefined)[] {
  if (files.length === count) return [...files]
  if (rtf === '' || rtf.length > limits.importBytes * 4) return []
  const pictures = rtfPictures(rtf)
  if (pictures.length !== count) return []
  return pictures.map((bytes, at) => (bytes ? fileOf(bytes, at + 1) : undefined))
}

function fileOf(bytes: Uint8Array, nth: number): File {
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8
  const ending = isJpeg ? 'jpg' : 'png'
  return new File([new Uint8Array(bytes)], `${nth}.${ending}`, { type: isJpeg ? 'image/jpeg' : 'image/png' })
}

/** A block as it may stand in a text: inside lists and cells too no picture stays that has no bytes. */
function withoutUnbrought<Of extends Block>(block: Of, files: ReadonlyMap<string, File>): Of | undefined {
  if (block.type === 'image') return files.has(block.attrs.imageId) ? block : undefined
  return mapInside(block, inner => (inner.type === 'image' && !files.has(inner.attrs.imageId) ? [] : [inner]))
}

/** Blocks without their pictures, and the pictures: one inside a list or a cell stands behind that. */
export function partPictures(
  blocks: readonly Block[],
  files: ReadonlyMap<string, File>,
): { readonly words: Block[]; readonly pictures: PastedPicture[] } {
  const words: Block[] = []
  const pictures: PastedPicture[] = []
  const lift = ({ attrs }: Image) => {
    const file = files.get(attrs.imageId)
    if (file) pictures.push({ file, alt: attrs.alt, behind: words.length })
  }
  for (const block of blocks) {
    if (block.type === 'image') {
      lift(block)
      continue
    }
    const inside: Image[] = []
    const bare = mapInside(block, inner => {
      if (inner.type !== 'image') return [inner]
      inside.push(inner)
      return []
    })
    words.push(bare)
    inside.forEach(lift)
  }
  return { words, pictures }
}

/** The blocks inside items and cells, each replaced; an item and a cell hold at least a paragraph. */
function mapInside<Of extends Block>(block: Of, change: (inner: Block) => Block[]): Of {
  const blocksIn = (content: readonly Block[]): Block[] => {
    const made = content.flatMap(change).map(inner => mapInside(inner, change))
    return made.length > 0 ? made : [{ type: 'paragraph' }]
  }
  if (block.type === 'bulletList' || block.type === 'orderedList')
    return { ...block, content: block.content.map(item => ({ ...item, content: blocksIn(item.content) })) }
  if (block.type !== 'table') return block
  const cellsOf = (row: TableRow) =>
    (row.content ?? []).map(cell => ({ ...cell, content: blocksIn(cell.content) }))
  return { ...block, content: block.content.map(row => ({ ...row, content: cellsOf(row) })) }
}
