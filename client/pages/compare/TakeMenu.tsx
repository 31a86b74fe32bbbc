/** The comparison as a file: to print, to pass on. */
import { Button, Menu, Text } from '@mantine/core'
import {
  IconChevronDown,
  IconDownload,
  IconFileTypeDocx,
  IconFileTypeHtml,
  IconFileTypePdf,
  IconPrinter,
} from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import { comparisonFilePath } from '../../api/compare.ts'
import { useMe } from '../../api/queries.ts'
import type { Choice } from './choice.ts'

type Props = { readonly reportId: string; readonly choice: Choice }

export function TakeMenu({ reportId, choice }: Props) {
  const { t } = useTranslation()
  const hasPdf = useMe().data?.pdf ?? false
  const to = (format: 'html' | 'pdf' | 'docx') => comparisonFilePath(reportId, choice, format)
  return (
    <Menu position="bottom-end" width={260} withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} stroke={1.6} />}
          rightSection={<IconChevronDown size={16} stroke={1.6} />}
        >
          {t('compare.take')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {hasPdf && (
          <Menu.Item
            component="a"
            href={to('pdf')}
            download=""
            leftSection={<IconFileTypePdf size={18} stroke={1.5} />}
          >
            {t('compare.asPdf')}
          </Menu.Item>
        )}
        <Menu.Item
          component="a"
          href={to('html')}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconPrinter size={18} stroke={1.5} />}
        >
          {t('compare.printed')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={to('html')}
          download=""
          leftSection={<IconFileTypeHtml size={18} stroke={1.5} />}
        >
          {t('compare.asHtml')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={to('docx')}
          download=""
          leftSection={<IconFileTypeDocx size={18} stroke={1.5} />}
        >
          {t('compare.asDocx')}
          <Text size="xs" c="dimmed" component="span" display="block">
            {t('compare.asDocxHint')}
          </Text>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
