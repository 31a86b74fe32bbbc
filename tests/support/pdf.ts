/**
 * A PDF's pages as lines of text with their places, in millimetres from the top left corner of the sheet.
 */
import { getDocumentProxy } from 'unpdf'

export type Line = {
  readonly text: string
  /** Millimetres: baseline from the top, first and last ink cell from the left, size of the type. */
  readonly baseline: number
  readonly left: number
  readonly right: number
  readonly size: number
}

export type PrintedPage = { readonly width: number; readonly height: number; readonly lines: readonly Line[] }

type Piece = Line & { readonly order: number }

const mm = 25.4 / 72

export async function readPages(pdf: Uint8Array): Promise<PrintedPage[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf))
  const numbers = Array.from({ length: document.numPages }, (_, at) => at + 1)
  const pages = numbers.map(async number => {
    const page = await document.getPage(number)
    const [, , width = 0, height = 0] = page.view
    const { items } = await page.getTextContent()
    const pieces = items.flatMap((item, order) => ('str' in item ? readPiece(item, height, order) : []))
    return { width: width * mm, height: height * mm, lines: toLines(pieces) }
  })
  return Promise.all(pages)
}

type Item = { str: string; transform: readonly number[]; width: number; height: number }

function readPiece({ str, transform, width, height }: Item, pageHeight: number, order: number): Piece[] {
  const left = Number(transform[4]) * mm
  const baseline = (pageHeight - Number(transform[5])) * mm
  if (str.trim() === '') return []
  // Embedded fonts name some hanzi by their radical (⼈ for 人).
  return [{ text: str.normalize('NFKC'), baseline, left, right: left + width * mm, size: height * mm, order }]
}

/** Pieces on one baseline are one line; the pieces of one line stand in reading order. */
function toLines(pieces: readonly Piece[]): Line[] {
  const lines: Piece[][] = []
  for (const piece of pieces.toSorted((a, b) => a.baseline - b.baseline)) {
    const line = lines.at(-1)
    if (line?.[0] && piece.baseline - line[0].baseline < 1) line.push(piece)
    else lines.push([piece])
  }
  return lines.map(line => {
    const parts = line.toSorted((a, b) => a.left - b.left || a.order - b.order)
    return {
      text: parts.map(part => part.text).join(''),
      baseline: Math.max(...parts.map(part => part.baseline)),
      left: Math.min(...parts.map(part => part.left)),
      right: Math.max(...parts.map(part => part.right)),
      size: Math.max(...parts.map(part => part.size)),
    }
  })
}
