/**
 * What the readers of a docx share while they walk it: its parts, what was chosen, and the remarks and images
 * that have been found so far.
 */
import type {
  DocumentImage,
  Remark,
  RemarkKind,
  TrackedChoice,
} from '../../../shared/import/document-model.ts'
import { childrenOf, descendantsOf, lettersOf, type XmlElement } from '../xml.ts'
import type { Numbering } from './numbering.ts'
import type { Part, Parts } from './parts.ts'
import type { Styles } from './styles.ts'

export type DocxChoice = {
  readonly tracked: TrackedChoice
}

export type Note = { readonly text: string; readonly author: string }

export type Context = {
  readonly parts: Parts
  readonly part: Part
  readonly styles: Styles
  readonly numbering: Numbering
  readonly tracked: TrackedChoice
  /** Highlighted and red words become 【待核：…】: not where a whole document is coloured. */
  readonly marksPending: boolean
  /** Width of the text, EMU. */
  readonly textWidth: number
  readonly comments: ReadonlyMap<string, Note>
  readonly footnotes: ReadonlyMap<string, Note>
  readonly endnotes: ReadonlyMap<string, Note>
  readonly remarks: Remark[]
  readonly images: Map<string, DocumentImage>
  /** Fields that are open here, outermost first: a table of contents spans many paragraphs. */
  readonly fields: { code: string; shows: boolean }[]
  /** Text boxes that are 版头 or 版记 by their words: read as lines, before and behind everything else. */
  readonly boxes: { readonly element: XmlElement; readonly place: 'head' | 'end' }[]
  /** Comments whose range is open, with the words so far. */
  readonly ranges: Map<string, string>
}

export function note(
  context: Context,
  kind: RemarkKind,
  { text = '', quote = '', author = '' }: Partial<Remark> = {},
): void {
  context.remarks.push({ kind, text: oneLine(text), quote: oneLine(quote), author: oneLine(author) })
}

const longest = 500
const oneLine = (text: string) => {
  const line = text.replace(/\s*\n\s*/g, ' / ').trim()
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}

/** The words of a note, a text box or a header: a line a paragraph. */
export function wordsOf(element: XmlElement): string {
  return descendantsOf(element, 'w:p')
    .map(paragraph => descendantsOf(paragraph, 'w:t').map(lettersOf).join(''))
    .filter(line => line.trim() !== '')
    .join('\n')
}

/** Comments or notes by id. Word's own separators are no notes. */
export function readNotes(root: XmlElement | undefined, name: string): Map<string, Note> {
  return new Map(
    childrenOf(root, name)
      .filter(({ attributes }) => !/separator/i.test(attributes.get('w:type') ?? ''))
      .map(element => [
        element.attributes.get('w:id') ?? '',
        { text: wordsOf(element), author: element.attributes.get('w:author') ?? '' },
      ]),
  )
}

/** Is the text at this place shown, or the code of a field, or a table of contents that is made anew? */
export const isShown = ({ fields }: Context) => fields.every(({ shows, code }) => shows && !isContents(code))

export const isContents = (code: string) => /^\s*TOC\b/i.test(code)
