/** A moment asked for: day and time, kept as ISO 8601 UTC, shown in the reader's own time zone. */
import { DateTimePicker } from '@mantine/dates'
import { useId } from 'react'
import { useTranslation } from '../i18n.ts'
import { useCalendarWords } from './calendar-words.ts'
import { fromPicker, toPicker } from './picker-time.ts'

type Props = {
  readonly label: string
  readonly value: string | null
  readonly onChange: (iso: string | null) => void
}

export function MomentField({ label, value, onChange }: Props) {
  const { t } = useTranslation()
  const words = useCalendarWords()
  const id = useId()
  return (
    <DateTimePicker
      label={label}
      // The calendar's dialog takes its name from the element that has the popover's id.
      labelProps={{ id }}
      popoverProps={{ id }}
      valueFormat="YYYY-MM-DD HH:mm"
      defaultTimeValue="18:00"
      clearable
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      submitButtonProps={{ 'aria-label': t('common.confirm') }}
      timePickerProps={{ hoursInputLabel: t('common.hours'), minutesInputLabel: t('common.minutes') }}
      value={toPicker(value)}
      onChange={at => onChange(fromPicker(at))}
      {...words}
    />
  )
}
