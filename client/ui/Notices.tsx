/** Where short messages appear; what was told before it is here waits for it (see notice.ts). */
import '@mantine/notifications/styles.css'
import { Notifications } from '@mantine/notifications'

export function Notices() {
  return <Notifications position="bottom-center" containerWidth={420} />
}
