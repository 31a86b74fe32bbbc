/** Versions in the query cache. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from './call.ts'
import { keys } from './queries.ts'

/** Asked again with every revision of the report. */
export const useVersions = (reportId: string, revision: number) =>
  useQuery({
    queryKey: [...keys.versions(reportId), revision],
    queryFn: () => call('listVersions', { reportId }),
    placeholderData: keepPreviousData,
  })

export const useVersion = (reportId: string, versionId: string) =>
  useQuery({
    queryKey: [...keys.versions(reportId), 'one', versionId],
    queryFn: () => call('readVersion', { reportId, versionId }),
  })
