/** 分工方案 and 报送进度表, to print or for a spreadsheet. */
import { Button, Menu } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import { schedulePath } from '../../api/call.ts'

export function Tables({ reportId }: { readonly reportId: string }) {
  const { t } = useTranslation()
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const link = (table: 'assignments' | 'progress', format: 'html' | 'csv') =>
    schedulePath(reportId, { table, format, zone })
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconTable size={17} stroke={1.7} />}>
          {t('board.tables')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['assignments', 'progress'] as const).map(table => (
          <Menu.Item key={table} component="a" href={link(table, 'html')} target="_blank" rel="noreferrer">
            {t('board.asPage', { table: t(`board.${table}`) })}
          </Menu.Item>
        ))}
        {(['assignments', 'progress'] as const).map(table => (
          <Menu.Item key={table} component="a" href={link(table, 'csv')} download>
            {t('board.asTable', { table: t(`board.${table}`) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
