/** The files in which a report leaves, as items of a menu with what one may choose: the same wherever one can export. */
import { Menu, Text } from '@mantine/core'
import {
  IconBraces,
  IconFileTypeDocx,
  IconFileTypeHtml,
  IconFileTypePdf,
  IconFileTypeTxt,
  IconMarkdown,
  IconPrinter,
} from '@tabler/icons-react'
import { Fragment } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { ExportFormat, Report } from '../../../shared/api.ts'
import { exportPath } from '../../api/call.ts'
import { useMe } from '../../api/queries.ts'
import { NumbersChoice, PendingChoice } from './ExportChoices.tsx'
import { useExportChoice } from './export-choice.ts'

const formats = [
  { format: 'pdf', Icon: IconFileTypePdf, word: 'exportPdf', hint: 'exportPdfHint' },
  { format: 'docx', Icon: IconFileTypeDocx, word: 'exportDocx', hint: 'exportDocxHint' },
  { format: 'print-html', Icon: IconPrinter, word: 'exportPrint', hint: 'exportPrintHint' },
  { format: 'html', Icon: IconFileTypeHtml, word: 'exportHtml', hint: 'exportHtmlHint' },
  { format: 'txt', Icon: IconFileTypeTxt, word: 'exportTxt', hint: undefined },
  { format: 'md', Icon: IconMarkdown, word: 'exportMd', hint: undefined },
  { format: 'json', Icon: IconBraces, word: 'exportJson', hint: 'exportJsonHint' },
] as const satisfies readonly {
  format: ExportFormat
  Icon: unknown
  word: string
  hint: string | undefined
}[]

export function ExportItems({ report }: { readonly report: Pick<Report, 'id' | 'sections'> }) {
  const { t } = useTranslation()
  const hasPdf = useMe().data?.pdf ?? false
  const choice = useExportChoice(report)
  return (
    <>
      <PendingChoice choice={choice} />
      {formats
        .filter(({ format }) => format !== 'pdf' || hasPdf)
        .map(({ format, Icon, word, hint }) => (
          <Fragment key={format}>
            <Menu.Item
              component="a"
              href={exportPath(report.id, format, choice)}
              {...(format === 'print-html' ? { target: '_blank', rel: 'noreferrer' } : { download: '' })}
              leftSection={<Icon size={18} stroke={1.5} />}
            >
              {t(`reports.${word}`)}
              {hint && (
                <Text size="xs" c="dimmed" component="span" display="block">
                  {t(`reports.${hint}`)}
                </Text>
              )}
            </Menu.Item>
            {format === 'docx' && <NumbersChoice choice={choice} />}
          </Fragment>
        ))}
    </>
  )
}
