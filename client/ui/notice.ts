/** Short messages at the foot of the page: done, failed. With a way back: undo-notice.ts. */
import { notifications } from '@mantine/notifications'

export function tell(message: string): void {
  notifications.show({ message, autoClose: 4000, withBorder: true, role: 'status' })
}

export function tellFailure(message: string): void {
  notifications.show({ message, color: 'red', autoClose: 9000, withBorder: true, role: 'alert' })
}
