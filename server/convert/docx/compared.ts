/**
 * A comparison as a Word file with tracked changes: accepting all leaves the new text, rejecting all the old one.
 * 版头 and 版记 stand as the new report has them; they are forms, whose changes Word has no marks for.
 */
import type { AssembledReport, AssembledSection } from '../../../shared/assemble/assemble.ts'
import type { ExportImages } from '../../../shared/assemble/images.ts'
import type { Piece } from '../../../shared/compare/difference.ts'
import { isChange } from '../../../shared/compare/lines.ts'
import type { MatterDifference } from '../../../shared/compare/matter.ts'
import type { ReportComparison, SectionDifference } from '../../../shared/compare/reports.ts'
import { blocksXml as plainBlocksXml, sectionXml as plainSectionXml } from './blocks.ts'
import { packDocument } from './document.ts'
import { imprintXml, letterheadXml } from './form.ts'
import { run } from './inlines.ts'
import { paragraphXml } from './paragraphs.ts'
import { type RevisionKind, Revisions, type Reviser } from './revisions.ts'
import { headingStyle, type StyleId } from './styles.ts'
import { blocksXml, piecesXml, type Tracked } from './tracked.ts'
import { Writing } from './writing.ts'
import { join, nothing, type Xml } from './xml.ts'

export type ComparedDocx = {
  readonly old: AssembledReport
  readonly new: AssembledReport
  readonly comparison: ReportComparison
  /** Of both. */
  readonly images: ExportImages
  readonly title: string
  readonly reviser: Reviser
}

export function comparedDocx({
  old,
  new: next,
  comparison,
  images,
  title,
  reviser,
}: ComparedDocx): Uint8Array {
  const writing = new Writing('text', images, [])
  const tracked: Tracked = { writing, revisions: new Revisions(reviser) }
  const labels = { old: labelsOf(old), new: labelsOf(next) }
  const attached = comparison.sections.findIndex(one => isAttached(one, old, next))
  const end = attached === -1 ? comparison.sections.length : attached
  const parts = comparison.sections.map(section => sectionXml(section, labels, tracked))
  const field = (name: MatterDifference['field'], style: StyleId, around: Field['around'] = ['', '']) =>
    fieldXml(comparison.matter, name, { style, around }, tracked)
  const imprint = next.imprint ?? old.imprint
  const atTitle = next.signaturePlace === 'title'
  const body = [
    letterheadXml(next.letterhead ?? old.letterhead),
    field('title', 'Title'),
    ...(atTitle ? [field('signature', 'Byline'), field('date', 'Byline', ['（', '）'])] : []),
    field('addressee', 'Addressee'),
    ...parts.slice(0, end),
    field('attachmentsNote', 'AttachmentNote', ['附件：', '']),
    ...(atTitle ? [] : [field('signature', 'Signature'), field('date', 'Date')]),
    field('note', 'Note'),
    ...parts.slice(end),
    imprint ? imprintXml(imprint) : nothing,
  ]
  return packDocument(body, writing, { title, creator: '', date: null })
}

const labelsOf = ({ attachments }: AssembledReport) =>
  new Map(attachments.map(({ label, section }) => [section.id, label]))

function isAttached({ id, kind }: SectionDifference, old: AssembledReport, next: AssembledReport): boolean {
  const { attachments } = kind === 'left' || kind === 'removed' ? old : next
  return attachments.some(({ section, below }) => [section, ...below].some(one => one.id === id))
}

type Field = {
  readonly style: StyleId
  /** What stands before and behind the words. */
  readonly around: readonly [before: string, behind: string]
}

function fieldXml(
  matter: readonly MatterDifference[],
  name: MatterDifference['field'],
  { style, around: [before, behind] }: Field,
  tracked: Tracked,
): Xml {
  const pieces = matter.find(({ field }) => field === name)?.pieces ?? []
  if (pieces.length === 0) return nothing
  const write = (inner: Xml) =>
    paragraphXml(tracked.writing, { style }, join([run(before), inner, run(behind)]))
  const whole = wholeKind(pieces)
  if (!whole) return write(piecesXml(pieces, undefined, tracked))
  const words = pieces.flatMap(piece => (piece.kind === 'look' ? piece.new : piece.content))
  const text = words.map(inline => (inline.type === 'text' ? inline.text : '')).join('')
  return tracked.writing.tracked(tracked.revisions.tracking(whole), () => write(run(text)))
}

/** Does only one side have it? */
function wholeKind(pieces: readonly Piece[]): 'ins' | 'del' | undefined {
  if (pieces.every(({ kind }) => kind === 'added')) return 'ins'
  return pieces.every(({ kind }) => kind === 'removed') ? 'del' : undefined
}

type Labels = { readonly old: ReadonlyMap<string, string>; readonly new: ReadonlyMap<string, string> }

function sectionXml(section: SectionDifference, labels: Labels, tracked: Tracked): Xml {
  const { id, kind, old, new: next } = section
  const whole = (as: RevisionKind, side: AssembledSection, label: string | undefined) =>
    tracked.writing.tracked(tracked.revisions.tracking(as), () => partXml(side, label, tracked.writing))
  switch (kind) {
    case 'added':
      return next ? whole('ins', next, labels.new.get(id)) : nothing
    case 'removed':
      return old ? whole('del', old, labels.old.get(id)) : nothing
    case 'left':
      return old
        ? tracked.revisions.moved('moveFrom', nameOf(id), whole('moveFrom', old, labels.old.get(id)))
        : nothing
    case 'arrived': {
      if (!next) return nothing
      const head = tracked.writing.tracked(tracked.revisions.tracking('moveTo'), () =>
        headXml(next, labels.new.get(id), tracked.writing),
      )
      const isRelevelled = old?.level !== next.level
      const blocks = isRelevelled
        ? tracked.writing.tracked(tracked.revisions.tracking('moveTo'), () =>
            plainBlocksXml(next, tracked.writing),
          )
        : blocksXml(section.blocks, section, tracked, true)
      return tracked.revisions.moved('moveTo', nameOf(id), join([head, blocks]))
    }
    case 'kept': {
      if (!old || !next) return nothing
      const isApart = old.level !== next.level || old.showsHeading !== next.showsHeading
      if (isApart)
        return join([whole('del', old, labels.old.get(id)), whole('ins', next, labels.new.get(id))])
      return join([
        keptHeadXml(section, { old, new: next }, labels, tracked),
        blocksXml(section.blocks, section, tracked),
      ])
    }
  }
}

const nameOf = (id: string) => `section-${id}`

/** A section with its heading, or an attachment with its label. */
function partXml(section: AssembledSection, label: string | undefined, writing: Writing): Xml {
  if (label === undefined) return plainSectionXml(section, writing)
  return join([headXml(section, label, writing), plainBlocksXml(section, writing)])
}

function headXml(section: AssembledSection, label: string | undefined, writing: Writing): Xml {
  const { level, number, heading, showsHeading } = section
  if (label === undefined)
    return showsHeading
      ? paragraphXml(writing, { style: headingStyle(level) }, join([run(number), run(heading)]))
      : nothing
  return join([
    paragraphXml(writing, { style: 'AttachmentLabel' }, run(label)),
    paragraphXml(writing, { style: 'AttachmentTitle' }, run(heading)),
  ])
}

function keptHeadXml(
  { id, heading }: SectionDifference,
  { old, new: next }: { readonly old: AssembledSection; readonly new: AssembledSection },
  labels: Labels,
  tracked: Tracked,
): Xml {
  const words = piecesXml(heading, undefined, tracked)
  const swapped = (from: string, to: string) =>
    from === to
      ? run(to)
      : join([tracked.revisions.runs('del', run(from)), tracked.revisions.runs('ins', run(to))])
  const { writing } = tracked
  const [before, after] = [labels.old.get(id), labels.new.get(id)]
  if (before !== undefined && after !== undefined)
    return join([
      paragraphXml(writing, { style: 'AttachmentLabel' }, swapped(before, after)),
      paragraphXml(writing, { style: 'AttachmentTitle' }, words),
    ])
  if (!next.showsHeading) return nothing
  const isBare = old.number === next.number && !heading.some(isChange)
  if (isBare) return headXml(next, undefined, writing)
  const line = join([swapped(old.number, next.number), words])
  return paragraphXml(writing, { style: headingStyle(next.level) }, line)
}
