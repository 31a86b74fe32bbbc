/** Every conversion by name. Each brings its code when it is asked for, so that a thread starts quickly. */
import type { ExportFormat } from '../../shared/api.ts'
import { done } from '../../shared/errors.ts'
import type { Decoded } from '../../shared/import/decode.ts'
import type { ExportOptions, ReportToExport } from './export.ts'
import type { TaskTable } from './task.ts'

export const tasks = {
  /** The bytes of a text file as text. */
  'read-text': async ({ bytes }: { readonly bytes: Uint8Array }) => {
    const { decodeText } = await import('../../shared/import/decode.ts')
    return done<Decoded>(decodeText(bytes))
  },
  /** A report as a file of some format. */
  'write-export': async ({ report, format, options }: ExportOrder) => {
    const { exportReport } = await import('./export.ts')
    return done(await exportReport(report, format, options))
  },
} satisfies TaskTable

type ExportOrder = {
  readonly report: ReportToExport
  readonly format: ExportFormat
  readonly options: ExportOptions
}

export type Tasks = typeof tasks
