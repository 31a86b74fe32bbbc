/**
 * A comparison on its way out: the 花脸稿 as one HTML file that prints as it stands, and the Word file with
 * tracked changes. Pure: sides, author and date are arguments; equal input gives equal bytes.
 */
import { readFileSync } from 'node:fs'
import type { AssembledReport } from '../../shared/assemble/assemble.ts'
import type { ExportImages } from '../../shared/assemble/images.ts'
import type { Counts } from '../../shared/compare/counts.ts'
import { compareReports, type ReportComparison } from '../../shared/compare/reports.ts'
import { type ComparedRow, comparedRows } from '../../shared/html/compared.ts'
import { element, join, type Markup, newLine, text } from '../../shared/html/markup.ts'
import { dictionaries } from '../../shared/i18n/dictionaries.ts'
import { fill } from '../../shared/i18n/fill.ts'
import { makeSegment } from '../../shared/segment.ts'
import { comparedDocx } from './docx/compared.ts'
import type { Reviser } from './docx/revisions.ts'
import { type ExportedFile, imageAddresses, page } from './export.ts'
import { fileName } from './file-name.ts'

type SideToWrite = {
  readonly report: AssembledReport
  readonly images: ExportImages
  /** What it is called above the text. */
  readonly name: string
}

export type ComparisonToWrite = {
  /** Of the file: the report's title. */
  readonly title: string
  readonly left: SideToWrite
  readonly right: SideToWrite
  /** Everything, or what changed with the headings above it. */
  readonly shown: 'everything' | 'changes'
  /** Faces as CSS, for a page that is printed here. */
  readonly faces?: { readonly styles: string; readonly source: 'file:' } | undefined
}

/** With whose name and of which moment changes are tracked. */
export type TrackedComparison = ComparisonToWrite & { readonly reviser: Reviser }

const words = dictionaries.zh.compare
const styles = readFileSync(new URL('../../shared/html/compared.css', import.meta.url), 'utf8')

/** 花脸稿 */
export function comparisonPage(order: ComparisonToWrite): ExportedFile & { readonly body: string } {
  const { title, left, right, shown, faces } = order
  const comparison = compareReports(left.report, right.report, makeSegment())
  const images = { old: imageAddresses(left.images), new: imageAddresses(right.images) }
  const rows = comparedRows(comparison, { words, images })
  const lines = shown === 'everything' ? rows.map(({ both }) => both) : onlyChanges(rows)
  const sheet = element('article', { class: 'paper' }, legendHtml(order, comparison), join(lines, newLine))
  const body = page(`${title}（${words.printTitle}）`, element('main', { class: 'desk' }, sheet), {
    styles: `${faces?.styles ?? ''}${styles}`,
    policy: faces ? `font-src ${faces.source}` : undefined,
  }).toWellFormed()
  const filename = fileName(`${title}（${words.printTitle}）`, '.html')
  return { filename, mediaType: 'text/html; charset=utf-8', body }
}

/** A Word file with tracked changes: always of everything, since it can become either side. */
export function comparisonDocx(order: TrackedComparison): ExportedFile & { readonly body: Uint8Array } {
  const { title, left, right, reviser } = order
  const body = comparedDocx({
    old: left.report,
    new: right.report,
    comparison: compareReports(left.report, right.report, makeSegment()),
    images: new Map([...left.images, ...right.images]),
    title,
    reviser,
  })
  const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  return { filename: fileName(`${title}（${words.trackedTitle}）`, '.docx'), mediaType, body }
}

/** What is the same is a line of dots, so that nobody takes the rest for the whole. */
function onlyChanges(rows: readonly ComparedRow[]): Markup[] {
  const changed = new Set(rows.flatMap(({ isChange, sectionId }) => (isChange ? [sectionId] : [])))
  const lines: Markup[] = []
  let folded = 0
  const flush = () => {
    if (folded > 0)
      lines.push(element('p', { class: 'cmp-fold' }, text(`〔${fill(words.folded, { n: folded })}〕`)))
    folded = 0
  }
  for (const row of rows) {
    if (row.isChange || (row.isHeading && changed.has(row.sectionId))) {
      flush()
      lines.push(row.both)
    } else folded += 1
  }
  flush()
  return lines
}

function legendHtml({ left, right }: ComparisonToWrite, { counts }: ReportComparison): Markup {
  const line = (...inner: Markup[]) => element('p', {}, ...inner)
  const gap = text('　')
  return element(
    'div',
    { class: 'cmp-legend' },
    line(element('strong', {}, text(words.printTitle))),
    line(text(fill(words.legendLine, { left: left.name, right: right.name }))),
    line(text(countsLine(counts))),
    line(
      text(`${words.legend}：`),
      element('del', {}, text(words.legendRemoved)),
      gap,
      element('ins', {}, text(words.legendAdded)),
      gap,
      element('span', { class: 'cmp-figure' }, text(words.legendFigure)),
      gap,
      element('span', { class: 'cmp-tag' }, text(`〔${words.legendMoved}〕`)),
      gap,
      element('span', { class: 'cmp-look' }, text(words.legendLook)),
    ),
  )
}

/** What was found, as one sentence; what there is none of is left out. */
function countsLine({ added, removed, changed, moved, sections, figures, matter }: Counts): string {
  const said = [
    [words.count_added, added],
    [words.count_removed, removed],
    [words.count_changed, changed],
    [words.count_moved, moved],
    [words.count_sectionsAdded, sections.added],
    [words.count_sectionsRemoved, sections.removed],
    [words.count_sectionsMoved, sections.moved],
    [words.count_sectionsRenamed, sections.renamed],
    [words.count_figures, figures],
    [words.count_matter, matter],
  ] as const
  const lines = said.filter(([, n]) => n > 0).map(([word, n]) => fill(word, { n }))
  return lines.length === 0 ? words.noDifference : lines.join('，')
}
