/** The way to the inbox, with how many messages wait; asked again every minute. */
import { IconBell } from '@tabler/icons-react'
import { useTranslation } from '../i18n.ts'
import { Link } from 'react-router'
import { useInbox } from '../api/queries.ts'
import { useAtRest } from './rest.ts'
import './inbox-bell.css'

const mostShown = 99

export function InboxBell() {
  const { t } = useTranslation()
  // A page opens first; the count follows.
  const unread = useInbox(useAtRest()).data?.unread ?? 0
  const words = unread === 0 ? t('common.inbox') : t('common.inboxUnread', { n: unread })
  return (
    <Link to="/inbox" className="inbox-bell" aria-label={words} title={words}>
      <IconBell size={20} stroke={1.6} aria-hidden="true" />
      {unread > 0 && <span aria-hidden="true">{unread > mostShown ? `${mostShown}+` : unread}</span>}
    </Link>
  )
}
