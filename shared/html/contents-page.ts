/**
 * 目录 as a page of its own before the text, on paper alone. The page numbers are left open: only whoever lays
 * the pages out knows them (paging.ts); until then the lines stand without them.
 */
import type { AssembledReport } from '../assemble/assemble.ts'
import { element, type Markup, nothing, text } from './markup.ts'

/** Deeper headings would make more pages of contents than anybody reads. */
const deepest = 2

/** Stands before the sheet, as a sheet of its own; nothing where the report has no such page. */
export function contentsPageHtml(report: AssembledReport): Markup {
  const entries = report.contents.filter(({ level }) => level <= deepest)
  if (!report.contentsPage || entries.length === 0) return nothing
  const lines = entries.map(({ id, level, number, heading }) =>
    element(
      'a',
      { href: `#${id}`, class: `level-${level}` },
      element('span', {}, text(`${number}${heading}`)),
      element('span', { class: 'dots' }),
      element('span', { class: 'page' }),
    ),
  )
  return element(
    'nav',
    { class: 'paper contents-page print-only', 'aria-label': '目录' },
    element('p', { class: 'contents-title' }, text('目　录')),
    ...lines,
  )
}
