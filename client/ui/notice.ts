/** Short messages at the foot of the page: done, failed, and done with a way back. */
import { notifications } from '@mantine/notifications'
import { createElement } from 'react'
import { UndoNotice } from './UndoNotice.tsx'

export function tell(message: string): void {
  notifications.show({ message, autoClose: 4000, withBorder: true, role: 'status' })
}

export function tellFailure(message: string): void {
  notifications.show({ message, color: 'red', autoClose: 9000, withBorder: true, role: 'alert' })
}

/** Stays long enough to be reached by keyboard. */
export function tellWithUndo(message: string, onUndo: () => void): void {
  const id = notifications.show({
    message: createElement(UndoNotice, { message, onUndo: () => (notifications.hide(id), onUndo()) }),
    autoClose: 15_000,
    withBorder: true,
    role: 'status',
  })
}
