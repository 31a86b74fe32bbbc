/** 发送测试: puts a message into the outbox, and says beside the button what became of it. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Delivery } from '../../../shared/api.ts'
import { keys, useCall } from '../../api/queries.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'

type Props = {
  readonly channelId: string
  readonly name: string
  readonly deliveries: readonly Delivery[]
  readonly disabled?: boolean
}

export function TestButton({ channelId, name, deliveries, disabled = false }: Props) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const [sent, setSent] = useState<string>()
  const { mutate, isPending } = useCall('testChannel', [keys.channels])
  const delivery = deliveries.find(({ id }) => id === sent)
  const busy = isPending || (delivery?.state === 'waiting' && delivery.error === null)
  return (
    <>
      <Button
        variant="light"
        size="compact-md"
        loading={busy}
        disabled={disabled}
        aria-label={t('channels.testOf', { name })}
        onClick={() =>
          mutate([{ channelId }], { onSuccess: ({ deliveryId }) => setSent(deliveryId), onError: fail })
        }
      >
        {t('channels.test')}
      </Button>
      <span className="channel-test" aria-live="polite">
        {delivery && <Outcome delivery={delivery} />}
      </span>
    </>
  )
}

function Outcome({ delivery: { state, error } }: { readonly delivery: Delivery }) {
  const { t } = useTranslation()
  if (state === 'sent') return <span className="good">{t('channels.tested')}</span>
  if (state === 'dropped') return <span className="bad">{t('channels.testDropped')}</span>
  if (error === null) return t('channels.testing')
  return <span className="bad">{t('channels.testFailed', { error })}</span>
}
