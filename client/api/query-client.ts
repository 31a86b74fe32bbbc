/** The query cache of one tab. A session that the server has forgotten is told to the page once. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import type { Me } from '../../shared/api.ts'
import { ApiError } from './call.ts'
import { keys } from './queries.ts'

export function createQueryClient(me: Me, onSignedOut: () => void): QueryClient {
  const watch = (error: unknown) => {
    if (error instanceof ApiError && error.code === 'not-signed-in') onSignedOut()
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // On an intranet "online" says nothing about the server.
        networkMode: 'always',
        retry: (failures, error) => isPassing(error) && failures < 3,
      },
      mutations: { networkMode: 'always' },
    },
  })
  client.setQueryData(keys.me, me)
  return client
}

/** A failure that may be gone by the next attempt. */
function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'unreachable' || error.code === 'unavailable')
}
