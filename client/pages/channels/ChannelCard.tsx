/** One group robot or webhook: what it is and carries, trying it, changing it, deleting it. */
import { Badge, Button, Group } from '@mantine/core'
import { IconBrandWechat, IconMessage, IconWebhook } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Channel, Delivery } from '../../../shared/api.ts'
import type { ChannelKind } from '../../../shared/channels.ts'
import { keys, useCall, useDepartments } from '../../api/queries.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { TestButton } from './TestButton.tsx'

type Props = {
  readonly channel: Channel
  readonly deliveries: readonly Delivery[]
  readonly onEdit: () => void
}

const icons: Readonly<Record<Exclude<ChannelKind, 'mail'>, typeof IconWebhook>> = {
  wecom: IconBrandWechat,
  dingtalk: IconMessage,
  webhook: IconWebhook,
}

export function ChannelCard({ channel, deliveries, onEdit }: Props) {
  const { t } = useTranslation()
  const headingId = useId()
  const departments = useDepartments().data ?? []
  const { id, kind, name, departmentId, host, active, hasSecret, events } = channel
  const Icon = kind === 'mail' ? IconWebhook : icons[kind]
  const department =
    departmentId === null
      ? t('channels.wholeHouse')
      : (departments.find(one => one.id === departmentId)?.name ?? '')
  const carried =
    events.length === 0
      ? t('channels.nothing')
      : events.map(event => t(`channels.event_${event}`)).join(t('common.listComma'))
  return (
    <li className="card channel" aria-labelledby={headingId} data-off={!active || undefined}>
      <Icon className="channel-icon" size={24} stroke={1.5} aria-hidden="true" />
      <div className="channel-facts">
        <h2 id={headingId}>
          {name}
          {!active && (
            <Badge variant="default" size="sm">
              {t('channels.off')}
            </Badge>
          )}
        </h2>
        <p>
          {t(`channels.kind_${kind}`)} · {department} · {host}
          {hasSecret && ` · ${t('channels.signed')}`}
        </p>
        <p>{carried}</p>
      </div>
      <Group gap="xs" className="channel-acts">
        <TestButton channelId={id} name={name} deliveries={deliveries} />
        <Button
          variant="default"
          size="compact-md"
          aria-label={t('channels.editOf', { name })}
          onClick={onEdit}
        >
          {t('channels.edit')}
        </Button>
        <Remove channel={channel} />
      </Group>
    </li>
  )
}

function Remove({ channel: { id, name } }: { readonly channel: Channel }) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const [asking, setAsking] = useState(false)
  const { mutate, isPending } = useCall('deleteChannel', [keys.channels])
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        size="compact-md"
        className="danger"
        aria-label={t('channels.removeOf', { name })}
        onClick={() => setAsking(true)}
      >
        {t('channels.remove')}
      </Button>
      <Confirm
        opened={asking}
        title={t('channels.removeOf', { name })}
        lead={t('channels.removeLead')}
        action={t('channels.remove')}
        danger
        busy={isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => mutate([{ channelId: id }], { onSuccess: () => setAsking(false), onError: fail })}
      />
    </>
  )
}
