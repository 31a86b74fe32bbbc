/** Templates in the query cache, and the two ways to begin a report from what is there already. */
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
