/** A day of the document, asked for and never filled in by itself. */
import { DatePickerInput } from '@mantine/dates'
import { useId } from 'react'
import { useTranslation } from '../i18n.ts'
import { useCalendarWords } from './calendar-words.ts'

type Props = {
  readonly label: string
  readonly description?: string | undefined
  readonly day: string | null
  readonly onChange: (day: string | null) => void
}

export function DayField({ label, description, day, onChange }: Props) {
  const { t } = useTranslation()
  const words = useCalendarWords()
  const id = useId()
  return (
    <DatePickerInput
      label={label}
      description={description}
      // See MomentField: the dialog's name.
      labelProps={{ id }}
      popoverProps={{ id }}
      valueFormat="YYYY-MM-DD"
      clearable
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      value={day}
      onChange={onChange}
      {...words}
    />
  )
}
