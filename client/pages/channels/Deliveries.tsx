/** What went out lately and what did not, with the reason, and sending once more what was given up. */
import { Button, Table, Text, Title } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { Channel, Delivery } from '../../../shared/api.ts'
import { mailChannelId } from '../../../shared/channels.ts'
import { keys, useCall } from '../../api/queries.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useTimes } from '../../ui/times.ts'

type Props = { readonly deliveries: readonly Delivery[]; readonly channels: readonly Channel[] }

export function Deliveries({ deliveries, channels }: Props) {
  const { t } = useTranslation()
  return (
    <section className="deliveries">
      <Title order={2} size="h4">
        {t('channels.deliveries')}
      </Title>
      <Text c="dimmed" size="sm" mb="sm">
        {deliveries.length === 0 ? t('channels.noDeliveries') : t('channels.deliveriesLead')}
      </Text>
      {deliveries.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a table wider than a phone scrolls by keys too
        <section className="card delivery-scroll" aria-label={t('channels.deliveries')} tabIndex={0}>
          <Table verticalSpacing="xs" horizontalSpacing="md">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('channels.time')}</Table.Th>
                <Table.Th>{t('channels.what')}</Table.Th>
                <Table.Th>{t('channels.where')}</Table.Th>
                <Table.Th>{t('channels.result')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {deliveries.map(delivery => (
                <Row key={delivery.id} delivery={delivery} channels={channels} />
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
    </section>
  )
}

function Row({ delivery, channels }: { readonly delivery: Delivery; readonly channels: readonly Channel[] }) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const { title, channelId, personName, createdAt, state, event } = delivery
  const channel = channels.find(({ id }) => id === channelId)
  const byMail = channelId === mailChannelId
  const name = byMail ? t('channels.kind_mail') : (channel?.name ?? t('channels.removedChannel'))
  return (
    <Table.Tr data-state={state}>
      <Table.Td className="delivery-time">{moment(createdAt)}</Table.Td>
      <Table.Td>{title}</Table.Td>
      <Table.Td>
        {name}
        {personName !== null && <small>{personName}</small>}
      </Table.Td>
      <Table.Td>
        <Outcome delivery={delivery} />
        {state === 'failed' && channel && event !== 'passwordReset' && <Retry delivery={delivery} />}
      </Table.Td>
    </Table.Tr>
  )
}

function Outcome({ delivery: { state, error, attempts, nextAt } }: { readonly delivery: Delivery }) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  if (state === 'failed')
    return <span className="bad">{t('channels.failedWith', { error: error ?? t('channels.expired') })}</span>
  if (state === 'waiting' && error !== null)
    return t('channels.nextTry', { n: attempts, error, time: moment(nextAt) })
  return <span className={state === 'sent' ? 'good' : undefined}>{t(`channels.state_${state}`)}</span>
}

function Retry({ delivery: { id, title } }: { readonly delivery: Delivery }) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutate, isPending } = useCall('retryDelivery', [keys.channels])
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      loading={isPending}
      aria-label={t('channels.retryOf', { title })}
      onClick={() => mutate([{ deliveryId: id }], { onError: fail })}
    >
      {t('channels.retry')}
    </Button>
  )
}
