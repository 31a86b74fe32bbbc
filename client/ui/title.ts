/** The tab's title, with the product's name behind it. */
import { useEffect } from 'react'
import { useTranslation } from '../i18n.ts'

export function useTitle(title: string): void {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = `${title} · ${t('common.product')}`
  }, [title, t])
}
