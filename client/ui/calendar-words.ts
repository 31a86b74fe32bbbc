/** What a calendar's arrows are called, and how it writes a month. */
import { useTranslation } from 'react-i18next'

export function useCalendarWords() {
  const { t } = useTranslation()
  return {
    monthLabelFormat: t('common.monthFormat'),
    ariaLabels: {
      nextMonth: t('common.nextMonth'),
      previousMonth: t('common.previousMonth'),
      nextYear: t('common.nextYear'),
      previousYear: t('common.previousYear'),
      nextDecade: t('common.nextDecade'),
      previousDecade: t('common.previousDecade'),
    },
  }
}
