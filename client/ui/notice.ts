/**
 * Short messages at the foot of the page: done, failed, and done with a way back. Their code comes with the
 * page's rest (Notices.tsx).
 */
import type { NotificationData } from '@mantine/notifications'
import { createElement } from 'react'
import { UndoNotice } from './UndoNotice.tsx'

export function tell(message: string): void {
  void show({ message, autoClose: 4000, role: 'status' })
}

export function tellFailure(message: string): void {
  void show({ message, color: 'red', autoClose: 9000, role: 'alert' })
}

/** Stays long enough to be reached by keyboard. */
export function tellWithUndo(message: string, onUndo: () => void): void {
  const undo = () => {
    void shown.then(hide)
    onUndo()
  }
  const withWayBack = createElement(UndoNotice, { message, onUndo: undo })
  const shown = show({ message: withWayBack, autoClose: 15_000, role: 'status' })
}

async function show(notice: NotificationData): Promise<string> {
  const { notifications } = await import('@mantine/notifications')
  return notifications.show({ withBorder: true, ...notice })
}

async function hide(id: string): Promise<void> {
  const { notifications } = await import('@mantine/notifications')
  notifications.hide(id)
}
