/**
 * Keeps the threads of the open report where others look for them: asks the server, finds each in the text as it
 * is now, and again whenever the text changed. It shows nothing itself.
 */
import { useEffect } from 'react'
import type { Report, Thread } from '../../shared/api.ts'
import { locate, readLine } from '../../shared/comments/anchor.ts'
import type { Text } from '../../shared/schema/text.ts'
import { useThreads } from '../api/queries.ts'
import { useReportConnection } from '../collab/react.tsx'
import type { ReportConnection } from '../collab/types.ts'
import type { ThreadPlace, Threads } from './threads.ts'

type Props = {
  readonly report: Report
  /** Another object whenever any text changed. */
  readonly texts: ReadonlyMap<string, Text>
  readonly threads: Threads
}

export function ThreadRunner({ report, texts, threads }: Props) {
  const connection = useReportConnection()
  const { data } = useThreads(report.id)
  useEffect(() => {
    if (data) threads.set(data, findPlaces(data, texts, connection))
  }, [data, texts, connection, threads])
  return null
}

function findPlaces(
  threads: readonly Thread[],
  texts: ReadonlyMap<string, Text>,
  connection: ReportConnection,
): Map<string, ThreadPlace> {
  const places = new Map<string, ThreadPlace>()
  for (const [sectionId, own] of Map.groupBy(threads, thread => thread.sectionId)) {
    // A deleted section has no text.
    if (!texts.has(sectionId)) {
      for (const { id } of own) places.set(id, { is: 'gone' })
      continue
    }
    const session = connection.section(sectionId)
    const reading = session.snapshot().loaded ? readLine(session.mirror) : undefined
    for (const thread of own) places.set(thread.id, placeOf(thread, reading))
  }
  return places
}

function placeOf(thread: Thread, reading: ReturnType<typeof readLine> | undefined): ThreadPlace {
  if (!thread.anchor) return { is: 'whole' }
  if (!reading) return { is: 'loading' }
  const span = locate(reading, thread)
  if (!span) return { is: 'gone' }
  return { is: 'placed', span, block: reading.starts.findLastIndex(start => start <= span.from) }
}
