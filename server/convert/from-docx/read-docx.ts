/**
 * A docx file as a read document. An own reader of the parts that matter, because a converter to HTML loses the
 * numbers that Word draws, takes tracked changes as it likes and drops highlights.
 *
 * 1. Everything that is shown comes out as lines, tables, images and page breaks, or stands in the remarks.
 * 2. Nothing outside of the file is ever read.
 */
import { done, type Outcome } from '../../../shared/errors.ts'
import type { DocumentBlock, ReadDocument } from '../../../shared/import/document-model.ts'
import { inlineText } from '../../../shared/schema/text.ts'
import { childOf, descendantsOf, elementsOf, lettersOf, valueOf, type XmlElement } from '../xml.ts'
import type { Zip } from '../zip.ts'
import { type Context, type DocxChoice, note, readNotes, wordsOf } from './context.ts'
import { readNumbering } from './numbering.ts'
import { type Carried, readParagraph } from './paragraph.ts'
import { openParts, type Parts } from './parts.ts'
import { textWidthOf } from './pictures.ts'
import { readStyles, type Styles } from './styles.ts'
import { readTable } from './table.ts'

export function readDocx(
  zip: Zip,
  choice: DocxChoice,
  progress: (done: number) => void,
): Outcome<ReadDocument> {
  const parts = openParts(zip)
  if (!parts.ok) return parts
  progress(0.3)
  const made = contextOf(parts.value, choice)
  if (!made.ok) return made
  const context = made.value
  const body = childOf(parts.value.document.root, 'w:body')
  progress(0.5)
  const inside = body ? readBlocks(body, context, 0) : []
  const boxed = (place: 'head' | 'end') =>
    context.boxes.filter(box => box.place === place).flatMap(({ element }) => readBlocks(element, context, 0))
  const blocks = [...boxed('head'), ...inside, ...boxed('end')]
  noteAround(body, context)
  progress(0.9)
  return done({ blocks, images: [...context.images.values()], remarks: context.remarks })
}

const supporting = ['styles', 'numbering', 'comments', 'footnotes', 'endnotes'] as const

function contextOf(parts: Parts, { tracked }: DocxChoice): Outcome<Context> {
  const roots = new Map<string, XmlElement>()
  for (const kind of supporting) {
    const part = parts.ofKind(kind)
    if (!part.ok) return part
    if (part.value) roots.set(kind, part.value.root)
  }
  const styles = readStyles(roots.get('styles'))
  const body = childOf(parts.document.root, 'w:body')
  return done({
    parts,
    part: parts.document,
    styles,
    numbering: readNumbering(roots.get('numbering')),
    tracked,
    marksPending: body !== undefined && pendingShare(body, styles) < mostPending,
    textWidth: body ? textWidthOf(body) : 1,
    comments: readNotes(roots.get('comments'), 'w:comment'),
    footnotes: readNotes(roots.get('footnotes'), 'w:footnote'),
    endnotes: readNotes(roots.get('endnotes'), 'w:endnote'),
    remarks: [],
    images: new Map(),
    fields: [],
    boxes: [],
    ranges: new Map(),
  })
}

/** Where more than this is highlighted or red, colour says nothing about single words. */
const mostPending = 0.3

function pendingShare(body: XmlElement, styles: Styles): number {
  let [all, pending] = [0, 0]
  for (const run of descendantsOf(body, 'w:r')) {
    const length = descendantsOf(run, 'w:t').reduce((sum, text) => sum + lettersOf(text).length, 0)
    all += length
    if (length > 0 && styles.run(childOf(run, 'w:rPr')).pending) pending += length
  }
  return all === 0 ? 0 : pending / all
}

/** `depth`: tables around this place. */
function readBlocks(parent: XmlElement, context: Context, depth: number): DocumentBlock[] {
  const carried: Carried = { pieces: [] }
  const blocks: DocumentBlock[] = []
  const visitParagraph = (element: XmlElement) => {
    const read = goOn(blocks.at(-1), readParagraph(element, carried, context), element, context)
    blocks.push(...(isCaption(element, context) ? giveCaption(blocks, read) : read))
  }
  const visit = (element: XmlElement) => {
    switch (element.name) {
      case 'w:p':
        visitParagraph(element)
        break
      case 'w:tbl':
        blocks.push(...readTable(element, depth + 1, context, cell => readBlocks(cell, context, depth + 1)))
        break
      case 'w:sdt':
        if (isContents(element)) note(context, 'contents')
        else elementsOf(childOf(element, 'w:sdtContent')).forEach(visit)
        break
      case 'w:customXml':
      case 'w:ins':
      case 'w:moveTo':
      case 'w:smartTag':
        elementsOf(element).forEach(visit)
        break
      case 'mc:AlternateContent':
        elementsOf(childOf(element, 'mc:Choice') ?? childOf(element, 'mc:Fallback')).forEach(visit)
        break
      case 'm:oMathPara':
        blocks.push(
          ...readParagraph({ name: 'w:p', attributes: new Map(), children: [element] }, carried, context),
        )
        break
      case 'w:altChunk':
        note(context, 'embedded')
        break
      default:
    }
  }
  elementsOf(parent).forEach(visit)
  // A last paragraph whose mark is gone has none to run on into.
  if (carried.pieces.length > 0)
    blocks.push(...readParagraph({ name: 'w:p', attributes: new Map(), children: [] }, carried, context))
  return blocks
}

/** A paragraph without a mark in the style of our lists is one more of the item above it. */
function goOn(
  above: DocumentBlock | undefined,
  read: readonly DocumentBlock[],
  paragraph: XmlElement,
  { styles }: Context,
): readonly DocumentBlock[] {
  const item = above?.kind === 'line' ? above.item : undefined
  if (!item || item.list === '') return read
  const { style, depth, numbering } = styles.paragraph(childOf(paragraph, 'w:pPr'))
  if (numbering || !/^list paragraph$/i.test(style)) return read
  return read.map(block =>
    block.kind === 'line' ? { ...block, item: { ...item, ordinal: null, depth, continues: true } } : block,
  )
}

const isCaption = (paragraph: XmlElement, { styles }: Context) =>
  /^(?:caption|题注)$/i.test(styles.paragraph(childOf(paragraph, 'w:pPr')).style)

/** The words of a caption become those of the image above it; what remains of the paragraph is returned. */
function giveCaption(blocks: DocumentBlock[], read: readonly DocumentBlock[]): readonly DocumentBlock[] {
  const last = blocks.at(-1)
  const [line, ...rest] = read
  if (last?.kind !== 'whole' || last.block.type !== 'image' || line?.kind !== 'line') return read
  const { type, attrs } = last.block
  if (attrs.caption !== '') return read
  const caption = inlineText(line.content)
  blocks[blocks.length - 1] = { kind: 'whole', block: { type, attrs: { ...attrs, caption } } }
  return rest
}

function isContents(sdt: XmlElement): boolean {
  const gallery = valueOf(childOf(childOf(sdt, 'w:sdtPr'), 'w:docPartObj'), 'w:docPartGallery')
  return gallery !== undefined && /contents|目录/i.test(gallery)
}

/** What stands around the text: headers and footers that say more than a page number; macros. */
function noteAround(body: XmlElement | undefined, context: Context): void {
  const seen = new Set<string>()
  for (const kind of ['header', 'footer'] as const)
    for (const reference of descendantsOf(body, `w:${kind}Reference`)) {
      const link = context.part.relationships.get(reference.attributes.get('r:id') ?? '')
      const part = link && !link.external ? context.parts.part(link.target) : undefined
      const text = part?.ok ? wordsOf(part.value.root) : ''
      if (seen.has(text) || !/[^\s\d—–-]/.test(text)) continue
      seen.add(text)
      note(context, kind, { text })
    }
  if (context.parts.names.some(name => /vbaProject\.bin$/i.test(name))) note(context, 'macro')
}
