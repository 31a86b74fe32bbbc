/** 成品 in the query cache, and the addresses of frozen files. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BodyOf } from '../../shared/api.ts'
import { call, fillPath } from './call.ts'

const publicationsKey = (reportId: string) => ['publications', reportId]

/** Files that are being made come by and by. */
const askAgainMs = 2000

export const usePublications = (reportId: string) =>
  useQuery({
    queryKey: publicationsKey(reportId),
    queryFn: () => call('listPublications', { reportId }),
    refetchInterval: ({ state: { data } }) =>
      data?.publications.some(({ state }) => state === 'making') ? askAgainMs : false,
  })

/** Answers the link, which is shown this once. */
export function useCreatePublicLink(reportId: string, publicationId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: BodyOf<'createPublicLink'>) =>
      call('createPublicLink', { reportId, publicationId }, body),
    onSuccess: ({ publications }) => client.setQueryData(publicationsKey(reportId), publications),
  })
}

export function useRevokePublicLink(reportId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (linkId: string) => call('revokePublicLink', { reportId, linkId }),
    onSuccess: publications => client.setQueryData(publicationsKey(reportId), publications),
  })
}

export function frozenPath(reportId: string, publicationId: string, format: string): string {
  const path = '/api/v1/reports/:reportId/publications/:publicationId/files/:format'
  return fillPath(path, { reportId, publicationId, format })
}
