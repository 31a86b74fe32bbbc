/** Every conversion by name. Each brings its code when it is asked for, so that a thread starts quickly. */
import { done } from '../../shared/errors.ts'
import type { ReportToCheck } from './check-report.ts'
import type { ComparisonToWrite, TrackedComparison } from './comparison.ts'
import type { ExportOptions, ReportToExport, WrittenFormat } from './export.ts'
import type { FileToRead } from './read-file.ts'
import type { UpdatesOfSections } from './past-texts.ts'
import type { Reporting, TaskTable } from './task.ts'

export const tasks = {
  /** A file that somebody brings as a read document. */
  'read-file': async (file: FileToRead, { progress }: Reporting) => {
    const { readFile } = await import('./read-file.ts')
    return readFile(file, progress)
  },
  /** A spreadsheet's first sheet as rows. */
  'read-sheet': async ({ bytes }: { readonly bytes: Uint8Array }) => {
    const { readSheet } = await import('./from-xlsx/read-sheet.ts')
    return readSheet(bytes)
  },
  /** What the checks find in a report. */
  'check-report': async (order: ReportToCheck) => {
    const { findingsIn } = await import('./check-report.ts')
    return done(findingsIn(order))
  },
  /** Texts as they were at positions of their logs. */
  'past-texts': async (sections: UpdatesOfSections) => {
    const { textsOfUpdates } = await import('./past-texts.ts')
    return done(textsOfUpdates(sections))
  },
  /** A report as a file of some format. */
  'write-export': async ({ report, format, options }: ExportOrder) => {
    const { exportReport } = await import('./export.ts')
    return done(await exportReport(report, format, options))
  },
  /** Two sides as a 花脸稿. */
  'write-comparison': async (order: ComparisonToWrite) => {
    const { comparisonPage } = await import('./comparison.ts')
    return done(comparisonPage(order))
  },
  /** Two sides as a Word file with tracked changes. */
  'track-comparison': async (order: TrackedComparison) => {
    const { comparisonDocx } = await import('./comparison.ts')
    return done(comparisonDocx(order))
  },
} satisfies TaskTable

type ExportOrder = {
  readonly report: ReportToExport
  readonly format: WrittenFormat
  readonly options: ExportOptions
}

export type Tasks = typeof tasks
