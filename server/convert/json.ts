/**
 * The assembled report as JSON for other programs: numbered, counted, in reading order, with a version and the
 * images that its texts name. Its schema is shared/api/assembled.ts; docs/FORMATS.md tells of it.
 */
import { type AssembledFile, assembledVersion } from '../../shared/api/assembled.ts'
import type { AssembledReport } from '../../shared/assemble/assemble.ts'
import type { ExportImages } from '../../shared/assemble/images.ts'

export function jsonReport(report: AssembledReport, images: ExportImages): string {
  const shown = [...images].map(([id, { mediaType, bytes, width, height }]) => {
    return [id, { mediaType, width, height, base64: Buffer.from(bytes).toString('base64') }] as const
  })
  const file: AssembledFile = {
    format: 'tonggao.report',
    version: assembledVersion,
    report,
    images: Object.fromEntries(shown),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}
