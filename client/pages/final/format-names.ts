/** What a format is called, and its place in a list; one that this page does not know stands last, by its own name. */
import { useTranslation } from '../../i18n.ts'
import type { ExportFormat } from '../../../shared/api.ts'

/** As in the export menu. */
const formats = [
  'pdf',
  'docx',
  'print-html',
  'html',
  'txt',
  'md',
  'json',
] as const satisfies readonly ExportFormat[]

export function placeOfFormat(format: string): number {
  const at = formats.findIndex(one => one === format)
  return at === -1 ? formats.length : at
}

export function useFormatNames(): (format: string) => string {
  const { t } = useTranslation()
  return format => {
    const known = formats.find(one => one === format)
    return known ? t(`publishing.format_${known}`) : format
  }
}
