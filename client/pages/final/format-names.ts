/** What a format is called; one that this page does not know by its own name. */
import { useTranslation } from 'react-i18next'
import type { ExportFormat } from '../../../shared/api.ts'

const formats = ['docx', 'html', 'print-html', 'md', 'txt', 'json', 'pdf'] as const satisfies readonly (
  | ExportFormat
  | 'pdf'
)[]

export function useFormatNames(): (format: string) => string {
  const { t } = useTranslation()
  return format => {
    const known = formats.find(one => one === format)
    return known ? t(`publishing.format_${known}`) : format
  }
}
