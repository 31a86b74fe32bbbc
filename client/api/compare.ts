/** What can be compared in a report, and two of it, in the query cache. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { QueryOf } from '../../shared/api.ts'
import { call, searchOf } from './call.ts'

const compareKeys = {
  sides: (reportId: string) => ['comparable', reportId],
  two: (reportId: string, query: QueryOf<'compare'>) => ['comparison', reportId, query],
} as const

export const useComparable = (reportId: string) =>
  useQuery({
    queryKey: compareKeys.sides(reportId),
    queryFn: () => call('listComparable', { reportId }),
    refetchOnMount: 'always',
  })

/** The text moves on while one looks: it is asked for again only when somebody asks. */
export const useComparison = (reportId: string, query: QueryOf<'compare'>, enabled: boolean) =>
  useQuery({
    queryKey: compareKeys.two(reportId, query),
    queryFn: () => call('compare', { reportId }, query),
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
    enabled,
  })

type Wanted = {
  readonly left: string
  readonly right: string
  /** Empty: the whole report. */
  readonly section: string
  readonly shown: 'changes' | 'everything'
}

/** The address of a comparison as a file; its moments are told in this browser's time zone. */
export function comparisonFilePath(
  reportId: string,
  { left, right, section, shown }: Wanted,
  format: 'html' | 'pdf' | 'docx',
): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const query = { left, right, section: section === '' ? undefined : section, shown, zone, format }
  return `/api/v1/reports/${encodeURIComponent(reportId)}/comparison/file${searchOf(query)}`
}
