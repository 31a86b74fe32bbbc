/**
 * A call whose answer is told although the page that asked is gone by then: what an act changes (a list, a panel's
 * buttons) often takes away the very button that asked, and React Query tells only those who are still there.
 */
import type { UseMutationResult } from '@tanstack/react-query'
import { useCallback } from 'react'

type Told<Data> = {
  readonly onSuccess?: (data: Data) => void
  readonly onError?: (error: Error) => void
  readonly onSettled?: () => void
}

/** The same mutation; `mutate` keeps its identity. */
export function useLasting<Data, Input, Context>(mutation: UseMutationResult<Data, Error, Input, Context>) {
  const { mutateAsync } = mutation
  const mutate = useCallback(
    (input: Input, { onSuccess, onError, onSettled }: Told<Data> = {}) => {
      void mutateAsync(input)
        .then(onSuccess, error => onError?.(error))
        .finally(onSettled)
    },
    [mutateAsync],
  )
  return { ...mutation, mutate }
}
