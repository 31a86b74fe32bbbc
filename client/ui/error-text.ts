/**
 * What went wrong, in words for the person: the server's own sentence, which comes in their language, or
 * ours where no answer came.
 */
import { useCallback } from 'react'
import { useTranslation } from '../i18n.ts'
import { ApiError } from '../api/call.ts'

export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation()
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof ApiError)) return t('common.failed')
      if (error.code === 'unreachable') return t('common.unreachable')
      return error.message || t('common.failed')
    },
    [t],
  )
}
