/** How a calendar speaks: its language, what its arrows are called, how it writes a month. */
import '@mantine/dates/styles.css'
import 'dayjs/locale/zh-cn'
import { useLanguage, useTranslation } from '../i18n.ts'

export function useCalendarWords() {
  const { t } = useTranslation()
  const { language } = useLanguage()
  return {
    locale: language === 'zh' ? 'zh-cn' : 'en',
    firstDayOfWeek: 1,
    monthLabelFormat: t('common.monthFormat'),
    ariaLabels: {
      nextMonth: t('common.nextMonth'),
      previousMonth: t('common.previousMonth'),
      nextYear: t('common.nextYear'),
      previousYear: t('common.previousYear'),
      nextDecade: t('common.nextDecade'),
      previousDecade: t('common.previousDecade'),
    },
  } as const
}
