/** What the lobby tells: a changed report is asked for again; a session that ended is asked for in place. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Report } from '../../shared/api.ts'
import { closeCodes } from '../../shared/frames.ts'
import { keys } from '../api/queries.ts'
import { useReportConnection, useReportPart } from '../collab/react.tsx'
import { useSession } from './session.tsx'

export function useLobby(report: Report): void {
  const client = useQueryClient()
  const connection = useReportConnection()
  const { signedOut } = useSession()
  const ended = useReportPart(snapshot => snapshot.ended)
  useEffect(() => {
    const queryKey = keys.report(report.id)
    let welcomes = 0
    return connection.onEvent(event => {
      // Let in (again), one may have missed what was told meanwhile.
      if (event.type === 'set-aside' || event.type === 'welcome')
        void client.invalidateQueries({ queryKey: keys.setAside(report.id) })
      if (event.type === 'threads' || event.type === 'welcome')
        void client.invalidateQueries({ queryKey: keys.threads(report.id) })
      if (event.type === 'welcome') {
        welcomes += 1
        if (welcomes > 1) {
          void client.invalidateQueries({ queryKey })
          void client.invalidateQueries({ queryKey: keys.figures(report.id) })
        }
      }
      if (event.type === 'house') {
        void client.invalidateQueries({ queryKey: keys.house })
        void client.invalidateQueries({ queryKey: keys.findingCounts(report.id) })
      }
      if (event.type !== 'report') return
      void client.invalidateQueries({ queryKey: keys.figures(report.id) })
      const known = client.getQueryData<Report>(queryKey)
      // Our own change comes back as an event too; its answer may be here already.
      if (known && known.revision >= event.revision) return
      void client.invalidateQueries({ queryKey })
    })
  }, [client, connection, report.id])
  useEffect(() => {
    if (ended?.code === closeCodes.notSignedIn) signedOut()
  }, [ended, signedOut])
}
