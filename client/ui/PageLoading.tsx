/** A page on its way: quiet bars, and words for screen readers. */
import { Skeleton, VisuallyHidden } from '@mantine/core'
import { useTranslation } from '../i18n.ts'

export function PageLoading() {
  const { t } = useTranslation()
  return (
    <output className="page-loading">
      <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
      <Skeleton height={34} width="38%" />
      <Skeleton height={96} mt="xl" />
      <Skeleton height={96} mt="md" />
      <Skeleton height={96} mt="md" />
    </output>
  )
}
