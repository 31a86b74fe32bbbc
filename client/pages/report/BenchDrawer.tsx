/** Outline or panel over the sheet, where the window has no room for them beside it. */
import { Drawer, type DrawerProps } from '@mantine/core'

type Props = Pick<DrawerProps, 'opened' | 'onClose' | 'title' | 'size' | 'children'> & {
  readonly side: 'left' | 'right'
}

const classNames = { body: 'drawer-body', content: 'drawer-content' }

export function BenchDrawer({ side, ...props }: Props) {
  return <Drawer position={side} classNames={classNames} {...props} />
}
