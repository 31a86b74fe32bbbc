/** 操作日志 in the query cache, page by page. */
import { useInfiniteQuery } from '@tanstack/react-query'
import type { QueryOf } from '../../shared/api.ts'
import { call } from './call.ts'
import { keys } from './queries.ts'

export const useAudit = (filter: QueryOf<'listAudit'>) =>
  useInfiniteQuery({
    queryKey: [...keys.audit, filter],
    queryFn: ({ pageParam }) => call('listAudit', {}, { ...filter, before: pageParam }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
