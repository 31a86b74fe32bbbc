/** 通知渠道 and 催报 in the query cache; see queries.ts. */
import { useQuery } from '@tanstack/react-query'
import { call } from './call.ts'
import { keys } from './queries.ts'

/** Until the first try of what was put in just now. */
const soonMs = 1000

export const useChannels = () =>
  useQuery({
    queryKey: keys.channels,
    queryFn: () => call('listChannels', {}),
    refetchInterval: ({ state }) =>
      state.data?.deliveries.some(one => one.state === 'waiting' && one.attempts === 0) ? soonMs : false,
  })

/** Asked again with every press. */
export const useReminders = (reportId: string) =>
  useQuery({ queryKey: keys.reminders(reportId), queryFn: () => call('listReminders', { reportId }) })

export const useReminderPreview = (reportId: string, sectionIds: readonly string[]) =>
  useQuery({
    queryKey: [...keys.reminders(reportId), 'preview', ...sectionIds],
    queryFn: () => call('previewReminders', { reportId }, { sectionIds: [...sectionIds] }),
    staleTime: 0,
    gcTime: 0,
  })

export const useMyMail = () => useQuery({ queryKey: keys.myMail, queryFn: () => call('getMyMail', {}) })
