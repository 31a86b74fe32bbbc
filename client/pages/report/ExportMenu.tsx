/** The ways in which the text leaves: a file for the browser, a page for the printer, plain text. */
import { Button, Menu, Text } from '@mantine/core'
import { IconFileText, IconFileTypeHtml, IconPrinter, IconShare3 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ExportFormat } from '../../../shared/api.ts'
import { exportPath } from '../../api/call.ts'

const formats = [
  { format: 'print-html', Icon: IconPrinter, word: 'exportPrint', hint: 'exportPrintHint' },
  { format: 'html', Icon: IconFileTypeHtml, word: 'exportHtml', hint: 'exportHtmlHint' },
  { format: 'txt', Icon: IconFileText, word: 'exportTxt', hint: undefined },
] as const satisfies readonly {
  format: ExportFormat
  Icon: unknown
  word: string
  hint: string | undefined
}[]

export function ExportMenu({ reportId }: { readonly reportId: string }) {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end" width={290}>
      <Menu.Target>
        <Button variant="default" size="sm" leftSection={<IconShare3 size={17} stroke={1.6} />}>
          {t('reports.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map(({ format, Icon, word, hint }) => (
          <Menu.Item
            key={format}
            component="a"
            href={exportPath(reportId, format)}
            target={format === 'print-html' ? '_blank' : undefined}
            leftSection={<Icon size={18} stroke={1.5} />}
          >
            {t(`reports.${word}`)}
            {hint && (
              <Text size="xs" c="dimmed" component="span" display="block">
                {t(`reports.${hint}`)}
              </Text>
            )}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
