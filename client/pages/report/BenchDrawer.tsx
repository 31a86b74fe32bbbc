/** Outline or panel over the sheet, where the window has no room for them beside it. */
import { Drawer, type DrawerProps } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'

type Props = Pick<DrawerProps, 'opened' | 'onClose' | 'size' | 'children'> & {
  readonly shows: 'outline' | 'panel'
}

const classNames = { body: 'drawer-body', content: 'drawer-content' }

export function BenchDrawer({ shows, ...props }: Props) {
  const { t } = useTranslation()
  const isOutline = shows === 'outline'
  return (
    <Drawer
      position={isOutline ? 'left' : 'right'}
      title={t(isOutline ? 'reports.panelOutline' : 'reports.details')}
      classNames={classNames}
      {...props}
    />
  )
}
