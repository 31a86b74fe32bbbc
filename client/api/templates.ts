/** Templates and carried-over texts in the query cache, and the ways to begin a report from them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Beginning, Report } from '../../shared/api.ts'
import { call } from './call.ts'
import { keys } from './queries.ts'

export const templateKeys = {
  all: ['templates'],
  one: (templateId: string) => ['templates', templateId],
} as const

export const useTemplates = () =>
  useQuery({ queryKey: templateKeys.all, queryFn: () => call('listTemplates', {}) })

export const useTemplate = (templateId: string) =>
  useQuery({ queryKey: templateKeys.one(templateId), queryFn: () => call('getTemplate', { templateId }) })

export const useBeginFromTemplate = (templateId: string) =>
  useBeginning(beginning => call('beginFromTemplate', { templateId }, beginning))

export const useBeginFromReport = (reportId: string) =>
  useBeginning(beginning => call('beginFromReport', { reportId }, beginning))

/** The earlier text beside a section that was carried over. */
export const useCarried = (reportId: string, sectionId: string, earlierId: string | undefined) =>
  useQuery({
    queryKey: ['carried', sectionId, earlierId],
    queryFn: () => call('getCarried', { reportId, sectionId }),
  })

function useBeginning(begin: (beginning: Beginning) => Promise<Report>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: begin,
    onSuccess: report => {
      client.setQueryData(keys.report(report.id), report)
      return client.invalidateQueries({ queryKey: keys.reports })
    },
  })
}
