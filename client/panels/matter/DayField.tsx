/** 成文日期: a day, asked for and never filled in by itself. */
import { DatePickerInput } from '@mantine/dates'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useCalendarWords } from '../../ui/calendar-words.ts'

type Props = { readonly day: string | null; readonly onChange: (day: string | null) => void }

export function DayField({ day, onChange }: Props) {
  const { t } = useTranslation()
  const words = useCalendarWords()
  const id = useId()
  return (
    <DatePickerInput
      label={t('outline.date')}
      description={t('outline.dateHint')}
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
