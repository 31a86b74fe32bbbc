/** The report could not be fetched: missing, foreign, or no line. */
import { useTranslation } from '../../i18n.ts'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'

type Props = { readonly error: unknown; readonly onRetry: () => void }

export function NotLoaded({ error, onRetry }: Props) {
  const { t } = useTranslation()
  return (
    <Page title={t('common.notFound')} bare>
      <LoadFailure error={error} onRetry={onRetry} />
    </Page>
  )
}
