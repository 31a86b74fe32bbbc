/** What a channel carries, as a group of checkboxes. */
import { Checkbox } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import { type ChannelEvent, channelEvents, isPersonal } from '../../../shared/channels.ts'

type Props = {
  readonly value: readonly ChannelEvent[]
  readonly disabled?: boolean
  /** It reaches persons one by one. */
  readonly personal?: boolean
  readonly onChange: (events: ChannelEvent[]) => void
}

export function EventChecks({ value, disabled = false, personal = false, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <Checkbox.Group
      label={t('channels.events')}
      value={[...value]}
      onChange={chosen => onChange(channelEvents.filter(event => chosen.includes(event)))}
    >
      <div className="channel-events">
        {channelEvents
          .filter(event => personal || !isPersonal(event))
          .map(event => (
            <Checkbox key={event} value={event} disabled={disabled} label={t(`channels.event_${event}`)} />
          ))}
      </div>
    </Checkbox.Group>
  )
}
