/**
 * The sheet as a page that lays its own pages out: what the PDF is made of, and what the app previews and
 * prints. Not a file that leaves: it names faces that this program keeps.
 *
 * Its policy lets run one script, ours, by its hash; in the app nothing runs in it and the app lays it out.
 */
import { createHash } from 'node:crypto'
import { pagingScript } from '../../shared/html/paging.ts'
import { type ReportToExport, printSheet } from './export.ts'

export type PagedPage = {
  /** Faces as CSS. */
  readonly fonts: string
  /** What the policy says of where faces come from. */
  readonly fontSource: 'file:' | "'self'"
  /** Whether the page lays itself out. */
  readonly runs: boolean
}

/** Fonts first: other faces would make other pages. */
const script = `${pagingScript}\ndocument.fonts.ready.then(() => { layPages(document) })`

export function pagedPage(report: ReportToExport, { fonts, fontSource, runs }: PagedPage): string {
  const hash = createHash('sha256').update(script).digest('base64')
  const policy = `${runs ? `script-src 'sha256-${hash}'; ` : ''}font-src ${fontSource}`
  return printSheet(report, { policy, styles: fonts, script: runs ? script : undefined })
}
