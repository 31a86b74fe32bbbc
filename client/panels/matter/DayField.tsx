/** 成文日期: a day, asked for and never filled in by itself. */
import { DatePickerInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'

type Props = { readonly day: string | null; readonly onChange: (day: string | null) => void }

export function DayField({ day, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <DatePickerInput
      label={t('outline.date')}
      description={t('outline.dateHint')}
      valueFormat="YYYY-MM-DD"
      clearable
      clearButtonProps={{ 'aria-label': t('common.delete') }}
      value={day}
      onChange={onChange}
    />
  )
}
