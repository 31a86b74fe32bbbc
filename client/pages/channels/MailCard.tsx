/** E-mail: whether it is set up at all is the installation's; what it carries is set here. */
import { IconMail } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Channel, Delivery } from '../../../shared/api.ts'
import { keys, useCall } from '../../api/queries.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { EventChecks } from './EventChecks.tsx'
import { TestButton } from './TestButton.tsx'

type Props = {
  readonly channel: Channel
  /** Null: SMTP is not set. */
  readonly from: string | null
  readonly deliveries: readonly Delivery[]
}

export function MailCard({ channel, from, deliveries }: Props) {
  const { t } = useTranslation()
  const headingId = useId()
  const fail = useTellFailure()
  const { mutate, isPending } = useCall('changeChannel', [keys.channels])
  const name = t('channels.kind_mail')
  return (
    <li className="card channel" aria-labelledby={headingId} data-off={from === null || undefined}>
      <IconMail className="channel-icon" size={24} stroke={1.5} aria-hidden="true" />
      <div className="channel-facts">
        <h2 id={headingId}>{name}</h2>
        <p>{from === null ? t('channels.mailUnset') : t('channels.mailSet', { from })}</p>
        {from !== null && (
          <EventChecks
            value={channel.events}
            personal
            disabled={isPending}
            onChange={events => mutate([{ channelId: channel.id }, { events }], { onError: fail })}
          />
        )}
      </div>
      {from !== null && (
        <div className="channel-acts">
          <TestButton channelId={channel.id} name={name} deliveries={deliveries} />
        </div>
      )}
    </li>
  )
}
