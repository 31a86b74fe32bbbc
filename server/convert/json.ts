/**
 * The assembled report as JSON for other programs: numbered, counted, in reading order, with a version.
 * Its schema is shared/api/assembled.ts; docs/FORMATS.md tells of it.
 */
import { type AssembledFile, assembledVersion } from '../../shared/api/assembled.ts'
import type { AssembledReport } from '../../shared/assemble/assemble.ts'

export function jsonReport(report: AssembledReport): string {
  const file: AssembledFile = { format: 'tonggao.report', version: assembledVersion, report }
  return `${JSON.stringify(file, null, 2)}\n`
}
