/** A message at the foot of the page that something is done, with a way back. */
import { notifications } from '@mantine/notifications'
import { createElement } from 'react'
import { UndoNotice } from './UndoNotice.tsx'

/** Stays long enough to be reached by keyboard. */
export function tellWithUndo(message: string, onUndo: () => void): void {
  const id = notifications.show({
    message: createElement(UndoNotice, { message, onUndo: () => (notifications.hide(id), onUndo()) }),
    autoClose: 15_000,
    withBorder: true,
    role: 'status',
  })
}
