/**
 * planImport: a text as the plan of a report. Pure; runs in the browser for the preview and on the server
 * for the command line. 100,000 characters take well under a second.
 *
 * 1. Every character of the text stands in the plan once: see ledger.ts.
 * 2. Numbers are dropped where they will be regenerated, and kept as text where a line is no heading.
 * 3. What was guessed is said in `doubts`; nothing is changed without being listed.
 */
import { limits } from '../limits.ts'
import type { SectionRole } from '../report.ts'
import { type Chunk, findChunks } from './chunks.ts'
import type { Doubt, DoubtKind, Dropped, ImportPlan, Passage, PlanBlock, PlanSection } from './import-plan.ts'
import { isBarePiece, isPieceLine, pieceName, type Item, type LineHints, readItems } from './items.ts'
import { findMatter } from './matter.ts'
import type { FoundAttachment } from './matter-draft.ts'
import { type Fate, judgeChunk } from './outline-draft.ts'
import { guessPeriod } from './period.ts'
import { guessRole } from './roles.ts'
import { sequenceDoubts } from './sequence.ts'
import {
  type Drop,
  type Line,
  normaliseText,
  readLines,
  type Span,
  textOf,
  trimSpans,
  withoutHoles,
} from './source.ts'
import { textDoubts } from './text-doubts.ts'

/** What a document says of its text beside the text; plain text says nothing. */
type Beside = Pick<ImportPlan, 'inlays' | 'marks'> & { readonly hints: LineHints }
const nothing: Beside = { inlays: [], marks: [], hints: new Map() }

export function planImport(text: string, { inlays, marks, hints }: Beside = nothing): ImportPlan {
  const source = normaliseText(text)
  const lines = readLines(source)
  const filled = lines.filter(line => line.text !== '')
  const found = findMatter(source, filled, isPieceLine, hints)
  const body = readItems(found.rest, hints)
  const attached = found.attachments.map(found => attachmentChunk(found, hints))
  const items = [...body, ...attached.flatMap(chunk => chunk.items)]
  const chunks = [...findChunks(body), ...attached]
  const built = build(source, chunks)
  const title = found.title.text === '' ? sharedTitle(chunks) : found.title
  const drops = [...lines.flatMap(line => [...line.edges, ...line.holes]), ...found.drops, ...built.drops]
  const doubts = [...found.doubts, ...built.doubts, ...chunks.flatMap(sequenceDoubts), ...textDoubts(items)]
  return {
    source,
    inlays,
    marks,
    title,
    period: guessPeriod(title.text),
    matter: found.matter,
    matterSpans: found.matterSpans,
    sections: built.sections,
    dropped: listDrops(source, lines, drops),
    doubts: doubts.sort((a, b) => a.line - b.line),
  }
}

type AttachmentChunk = Chunk & { readonly kind: 'attachment'; readonly found: FoundAttachment }

function attachmentChunk(found: FoundAttachment, hints: LineHints): AttachmentChunk {
  const items = readItems(found.lines, hints)
  return { kind: 'attachment', depth: 1, opener: undefined, items, line: found.line.number, found }
}

type Built = {
  readonly sections: readonly PlanSection[]
  readonly drops: readonly Drop[]
  readonly doubts: readonly Doubt[]
}

/** Too many sections for one report: the deepest level moves into the texts, until they fit. */
function build(source: string, chunks: readonly (Chunk | AttachmentChunk)[]): Built {
  for (let maxLevel: number = limits.outlineLevels; ; maxLevel -= 1) {
    const built = new Builder(source, chunks, maxLevel).built
    const fits = built.sections.length <= limits.sectionsPerReport
    if (!fits && maxLevel > 1) continue
    return built
  }
}

type OpenSection = Omit<PlanSection, 'blocks'> & { readonly blocks: PlanBlock[] }

/** Walks the lines in order and puts each where its fate says. One use. */
class Builder {
  private readonly source: string
  private readonly sections: OpenSection[] = []
  private readonly drops: Drop[] = []
  private readonly doubts: Doubt[] = []
  private readonly maxLevel: number
  private readonly numbered: boolean

  constructor(source: string, chunks: readonly (Chunk | AttachmentChunk)[], maxLevel: number) {
    this.source = source
    this.maxLevel = maxLevel
    this.numbered = chunks.some(chunk =>
      chunk.items.some(({ kind }) => kind === 'number' || kind === 'heading'),
    )
    if (maxLevel < limits.outlineLevels) this.noteTooMany(chunks)
    for (const chunk of chunks) this.placeChunk(chunk)
  }

  get built(): Built {
    return { sections: this.sections, drops: this.drops, doubts: this.doubts }
  }

  /** The report takes no more sections, however flat: what follows are headings inside the last one. */
  private get isFull(): boolean {
    return this.maxLevel === 1 && this.sections.length >= limits.sectionsPerReport
  }

  private placeChunk(chunk: Chunk | AttachmentChunk): void {
    const items = this.openChunk(chunk)
    const fates = judgeChunk({ ...chunk, items }, this.maxLevel)
    for (const item of items) this.placeItem(item, fates.get(item))
  }

  /** The chunk's own section, if it has one; what remains are the items for its inside. */
  private openChunk(chunk: Chunk | AttachmentChunk): readonly Item[] {
    const { kind, opener, items } = chunk
    if (kind === 'top') return items
    if ('found' in chunk) {
      const { heading, line } = chunk.found
      const at = heading?.line ?? line
      const span = heading?.span ?? { from: at.content.to, to: at.content.to }
      this.openLine(chunk.depth, at, span, true, 'attachment')
      return items
    }
    if (kind === 'lost') {
      if (this.isFull) return items
      this.open(chunk.depth, chunk.line, { from: 0, to: 0 }, [], false)
      const first = items[0]
      if (first && this.sections.length > 1) this.note('lost-title', 'warning', first)
      return items
    }
    if (!opener) return items
    const [title, ...rest] = items
    // 篇一 alone on its line: the real title is the short line behind it.
    if (kind === 'piece' && title && isBarePiece(opener.line.text) && isTitleLike(title)) {
      this.drop(opener.line, opener.line.content, 'piece-mark')
      this.openLine(chunk.depth, title.line, title.line.content, false)
      return rest
    }
    this.openLine(chunk.depth, opener.line, opener.line.content, false)
    return items
  }

  private placeItem(item: Item, fate: Fate | undefined): void {
    if (!fate) {
      if (item.kind === 'heading') this.placeBareHeading(item)
      else this.paragraph(item, item.line.content)
      return
    }
    switch (fate.as) {
      case 'section':
        this.placeSection(item, fate)
        return
      case 'heading':
        this.placeHeading(item, fate)
        return
      case 'span':
        this.placeSpan(item, fate)
        return
      case 'paragraph':
        this.paragraph(item, item.line.content)
        return
    }
  }

  private placeSection(item: Item, { level, form, guessed }: Extract<Fate, { as: 'section' }>): void {
    const rest = this.dropNumber(item)
    if (item.kind === 'heading' && !item.outlined) this.note('unnumbered-heading', 'info', item)
    if (guessed) this.note('heading-end', 'info', item)
    const end = form.kind === 'run-in' ? rest.from + form.headEnd : rest.to
    const stop = form.kind === 'long' ? 0 : form.stop
    const heading = { from: rest.from, to: Math.max(rest.from, end - stop) }
    this.openLine(level, item.line, heading, item.kind === 'number')
    this.drop(item.line, { from: heading.to, to: end }, 'heading-stop')
    if (end < rest.to) this.paragraph(item, { from: end, to: rest.to })
  }

  private placeHeading(item: Item, { level, form }: Extract<Fate, { as: 'heading' }>): void {
    const rest = this.dropNumber(item)
    const stop = form.kind === 'own' ? form.stop : 0
    const heading = { from: rest.from, to: rest.to - stop }
    this.drop(item.line, { from: heading.to, to: rest.to }, 'heading-stop')
    const { section, relative } = this.under(level, item.line)
    this.push(section, item.line, {
      kind: 'heading',
      level: relative,
      numbered: true,
      head: [],
      body: heading,
    })
  }

  private placeSpan(item: Item, { level, headEnd, guessed }: Extract<Fate, { as: 'span' }>): void {
    const rest = this.dropNumber(item)
    if (guessed) this.note('heading-end', 'info', item)
    const head = { from: rest.from, to: rest.from + headEnd }
    const { section, relative } = this.under(level, item.line)
    section.blocks.push({
      kind: 'paragraph',
      level: relative,
      numbered: false,
      head: this.keep(item.line, head),
      body: this.keep(item.line, { from: head.to, to: rest.to }),
      line: item.line.number,
    })
  }

  private placeBareHeading(item: Item): void {
    this.note('unnumbered-heading', 'info', item)
    const section = this.current(item.line)
    this.push(section, item.line, {
      kind: 'heading',
      level: 1,
      numbered: false,
      head: [],
      body: item.line.content,
    })
  }

  private paragraph(item: Item, span: Span): void {
    // The blank between a heading's end and its text belongs to neither.
    const text = this.source.slice(span.from, span.to)
    const blank = text.length - text.trimStart().length
    this.drop(item.line, { from: span.from, to: span.from + blank }, 'blank')
    const body = { from: span.from + blank, to: span.to }
    this.push(this.current(item.line), item.line, {
      kind: 'paragraph',
      level: 0,
      numbered: false,
      head: [],
      body,
    })
  }

  private push(
    section: OpenSection,
    line: Line,
    block: Omit<PlanBlock, 'body' | 'line'> & { body: Span },
  ): void {
    const body = this.keep(line, block.body)
    if (body.length === 0) return
    section.blocks.push({ ...block, body, line: line.number })
  }

  /** The section that text goes into; the first text of a report without any opens its preamble. */
  private current(line: Line): OpenSection {
    const last = this.sections.at(-1)
    if (last) return last
    const role = this.numbered ? 'preamble' : null
    return this.open(1, line.number, { from: 0, to: 0 }, [], false, role)
  }

  private under(level: number, line: Line): { section: OpenSection; relative: number } {
    const section = this.current(line)
    return { section, relative: Math.min(3, Math.max(1, level - section.level)) }
  }

  private openLine(level: number, line: Line, heading: Span, numbered: boolean, role?: SectionRole): void {
    const text = this.source.slice(heading.from, heading.to)
    if (this.isFull) {
      const { section } = this.under(level, line)
      this.push(section, line, { kind: 'heading', level: 1, numbered, head: [], body: heading })
      return
    }
    // A heading longer than the contract takes stays whole, as the section's first paragraph.
    if (text.length > limits.headingLength) {
      const blank = { from: heading.from, to: heading.from }
      const section = this.open(level, line.number, blank, [], numbered, role)
      this.push(section, line, { kind: 'paragraph', level: 0, numbered: false, head: [], body: heading })
      return
    }
    this.open(level, line.number, heading, line.holes, numbered, role)
  }

  private open(
    level: number,
    line: number,
    heading: Span,
    holes: readonly Drop[],
    numbered: boolean,
    role?: SectionRole | null,
  ): OpenSection {
    const { spans, blanks } = trimSpans(this.source, withoutHoles(heading, holes))
    for (const blank of blanks) this.drops.push({ ...blank, reason: 'blank' })
    const text = textOf(this.source, spans)
    const section: OpenSection = {
      key: `s${this.sections.length + 1}`,
      level: Math.min(level, (this.sections.at(-1)?.level ?? 0) + 1),
      heading: { text, spans },
      numbered,
      role: role === undefined ? guessRole(text) : role,
      line,
      excluded: false,
      blocks: [],
    }
    this.sections.push(section)
    return section
  }

  /** What remains of a numbered line behind its number. */
  private dropNumber({ line, numberLength }: Item): Span {
    const from = line.content.from + numberLength
    this.drop(line, { from: line.content.from, to: from }, 'number')
    return { from, to: line.content.to }
  }

  private drop(line: Line, span: Span, reason: Drop['reason']): void {
    for (const kept of withoutHoles(span, line.holes)) this.drops.push({ ...kept, reason })
  }

  /** The spans that stay of a line's part. Its holes are listed once, with the line. */
  private keep(line: Line, span: Span): Span[] {
    return withoutHoles(span, line.holes)
  }

  private note(kind: DoubtKind, severity: Doubt['severity'], item: Item): void {
    const { number, text } = item.line
    this.doubts.push({ kind, severity, line: number, quote: text.slice(0, 40), values: {} })
  }

  private noteTooMany(chunks: readonly Chunk[]): void {
    const first = chunks[0]?.opener ?? chunks[0]?.items[0]
    if (first) this.note('too-many-sections', 'warning', first)
  }
}

/** What all pieces are called (年度工作总结 篇1, 年度工作总结 篇2) when the file itself has no title. */
function sharedTitle(chunks: readonly Chunk[]): Passage {
  const names = chunks
    .filter(({ kind }) => kind === 'piece')
    .map(({ opener }) => pieceName(opener?.line.text ?? ''))
  const [name = ''] = names
  return { text: names.length > 1 && names.every(other => other === name) ? name : '', spans: [] }
}

function isTitleLike({ kind, line }: Item): boolean {
  return (
    (kind === 'plain' || kind === 'heading') && line.text.length <= 40 && !/[。！？；：，,]$/u.test(line.text)
  )
}

/** Drops in order, neighbours of one reason joined, with their line and words. */
function listDrops(source: string, lines: readonly Line[], drops: readonly Drop[]): Dropped[] {
  const joined: Drop[] = []
  for (const drop of drops.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last && last.to === drop.from && last.reason === drop.reason && drop.reason === 'blank')
      joined[joined.length - 1] = { ...last, to: drop.to }
    else joined.push(drop)
  }
  let at = 0
  return joined.map(drop => {
    while ((lines[at + 1]?.start ?? Infinity) <= drop.from) at += 1
    return { ...drop, line: at + 1, text: source.slice(drop.from, drop.to) }
  })
}
