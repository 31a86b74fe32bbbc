/** The ways in which the text leaves, in the workbench's top bar. */
import { Button, Menu } from '@mantine/core'
import { IconShare3 } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import { ExportItems } from '../exports/ExportItems.tsx'

export function ExportMenu({ report }: { readonly report: Report }) {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end" width={290}>
      <Menu.Target>
        <Button variant="default" size="sm" leftSection={<IconShare3 size={17} stroke={1.6} />}>
          {t('reports.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ExportItems report={report} />
      </Menu.Dropdown>
    </Menu>
  )
}
