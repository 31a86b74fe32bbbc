/** Tells of a call that failed. A session that ended asks for itself, over the page, and needs no notice. */
import { useCallback } from 'react'
import { ApiError } from '../api/call.ts'
import { useErrorText } from './error-text.ts'
import { tellFailure } from './notice.ts'

export function useTellFailure(): (error: unknown) => void {
  const textOf = useErrorText()
  return useCallback(
    error => {
      if (error instanceof ApiError && error.code === 'not-signed-in') return
      tellFailure(textOf(error))
    },
    [textOf],
  )
}
