/**
 * The sections' texts as the desk shows them: with the log positions that pieces and places are counted in, and
 * asked for again as soon as somebody types.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import type { Report, ResponseOf, SectionText } from '../../../shared/api.ts'
import { call } from '../../api/call.ts'
import { useReportConnection } from '../../collab/react.tsx'

const textsKey = (reportId: string) => ['desk-texts', reportId]
const deskKey = (reportId: string) => ['desk', reportId]

/** Letters that come in a burst are asked for once. */
const restMs = 350
/** From so many changed sections on, all are asked for. */
const singlyMost = 3

export function useDeskTexts(report: Report) {
  const client = useQueryClient()
  const connection = useReportConnection()
  const reportId = report.id
  const ids = report.sections.map(({ id }) => id).join(' ')
  const readAgain = useEffectEvent((changed: readonly string[]) => {
    if (changed.length > singlyMost) void client.invalidateQueries({ queryKey: textsKey(reportId) })
    else
      for (const section of changed)
        void call('getDeskTexts', { reportId }, { section }).then(
          texts => putTexts(client, reportId, texts),
          () => client.invalidateQueries({ queryKey: textsKey(reportId) }),
        )
  })
  useEffect(() => {
    const stale = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const readStale = () => {
      timer = undefined
      readAgain([...stale])
      stale.clear()
    }
    const follow = (id: string) => {
      const { mirror } = connection.section(id)
      const changed = () => {
        stale.add(id)
        timer ??= setTimeout(readStale, restMs)
      }
      mirror.on('update', changed)
      return () => mirror.off('update', changed)
    }
    const stops = ids === '' ? [] : ids.split(' ').map(follow)
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [connection, ids])
  return useQuery({
    queryKey: textsKey(reportId),
    queryFn: () => call('getDeskTexts', { reportId }, {}),
    staleTime: 0,
  })
}

type Client = ReturnType<typeof useQueryClient>

/** A text gives way only to a newer one. */
function putTexts(client: Client, reportId: string, texts: readonly SectionText[]): void {
  client.setQueryData<SectionText[]>(textsKey(reportId), known =>
    known?.map(old => texts.find(text => text.sectionId === old.sectionId && text.seq >= old.seq) ?? old),
  )
}

/** What lies there; asked again with every revision of the report. */
export const useDesk = (report: Report) =>
  useQuery({
    queryKey: [...deskKey(report.id), report.revision],
    queryFn: () => call('getDesk', { reportId: report.id }),
    placeholderData: previous => previous,
  })

/** Takes an act's answer in. */
export function useTakeActed(reportId: string): (acted: ResponseOf<'takePiece'>) => void {
  const client = useQueryClient()
  return ({ texts }) => {
    putTexts(client, reportId, texts)
    void client.invalidateQueries({ queryKey: deskKey(reportId) })
  }
}
