/** What was asked for did not come: the reason, and asking again. A missing thing gets its own words. */
import { Button } from '@mantine/core'
import { IconCloudOff, IconFileUnknown } from '@tabler/icons-react'
import { useTranslation } from '../i18n.ts'
import { Link } from 'react-router'
import { ApiError } from '../api/call.ts'
import { EmptyState } from './EmptyState.tsx'
import { useErrorText } from './error-text.ts'

export function LoadFailure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation()
  const textOf = useErrorText()
  const missing = error instanceof ApiError && error.status === 404
  if (missing)
    return (
      <EmptyState
        title={t('common.notFound')}
        lead={t('common.notFoundLead')}
        icon={<IconFileUnknown />}
        heading={1}
      >
        <Button component={Link} to="/">
          {t('common.toReports')}
        </Button>
      </EmptyState>
    )
  return (
    <EmptyState title={t('common.failed')} lead={textOf(error)} icon={<IconCloudOff />} heading={1}>
      <Button onClick={onRetry}>{t('common.tryAgain')}</Button>
    </EmptyState>
  )
}
