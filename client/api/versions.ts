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

/** 时间轴, of the report or of one section; asked again with every visit: people are writing. */
export const useMoments = (reportId: string, section: string | undefined) =>
  useQuery({
    queryKey: ['moments', reportId, section ?? ''],
    queryFn: () => call('listMoments', { reportId }, section === undefined ? {} : { section }),
    staleTime: 0,
  })

/** The texts at a moment; the moment before stays until they are here. */
export const useMoment = (reportId: string, section: string | undefined, at: string | undefined) =>
  useQuery({
    queryKey: ['moment', reportId, section ?? '', at ?? ''],
    queryFn: () =>
      call('readMoment', { reportId }, section === undefined ? { at: at ?? '' } : { at: at ?? '', section }),
    enabled: at !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  })
