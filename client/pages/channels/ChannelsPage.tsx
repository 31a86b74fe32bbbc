/** /channels, 通知渠道: by which ways news goes out beside the inbox, and what became of it. An administrator's. */
import { Alert, Button } from '@mantine/core'
import { IconBroadcast, IconLock, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Channel } from '../../../shared/api.ts'
import { mailChannelId } from '../../../shared/channels.ts'
import { mayKeepChannels } from '../../../shared/permissions.ts'
import { useChannels } from '../../api/channels.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useSession } from '../../ui/session.tsx'
import { ChannelCard } from './ChannelCard.tsx'
import { ChannelForm } from './ChannelForm.tsx'
import { Deliveries } from './Deliveries.tsx'
import { MailCard } from './MailCard.tsx'
import './channels.css'

export function ChannelsPage() {
  const { t } = useTranslation()
  const { actor } = useSession()
  if (mayKeepChannels(actor)) return <Channels />
  return (
    <Page title={t('channels.title')} bare>
      <EmptyState
        title={t('common.notFound')}
        lead={t('common.notFoundLead')}
        icon={<IconLock />}
        heading={1}
      />
    </Page>
  )
}

function Channels() {
  const { t } = useTranslation()
  const { data, error, isError, refetch } = useChannels()
  /** The channel that is being changed; null: a new one. */
  const [open, setOpen] = useState<Channel | null>()
  const mail = data?.channels.find(({ id }) => id === mailChannelId)
  const others = data?.channels.filter(({ id }) => id !== mailChannelId) ?? []
  return (
    <Page
      title={t('channels.title')}
      lead={t('channels.lead')}
      actions={
        <Button leftSection={<IconPlus size={18} stroke={1.7} />} onClick={() => setOpen(null)}>
          {t('channels.add')}
        </Button>
      }
    >
      {!data && (isError ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <PageLoading />)}
      {data && (
        <>
          <ul className="channel-list" aria-label={t('channels.list')}>
            {mail && <MailCard channel={mail} from={data.mailFrom} deliveries={data.deliveries} />}
            {others.map(channel => (
              <ChannelCard
                key={channel.id}
                channel={channel}
                deliveries={data.deliveries}
                onEdit={() => setOpen(channel)}
              />
            ))}
          </ul>
          {others.length === 0 && (
            <Alert
              className="channel-none"
              variant="light"
              icon={<IconBroadcast stroke={1.6} />}
              title={t('channels.none')}
            >
              {t('channels.noneLead')}
            </Alert>
          )}
          <Deliveries deliveries={data.deliveries} channels={data.channels} />
        </>
      )}
      {open !== undefined && <ChannelForm channel={open} onClose={() => setOpen(undefined)} />}
    </Page>
  )
}
