/**
 * The live report for React: a provider that holds the connection of the report on screen, and hooks that
 * show its snapshots. Text stays in Yjs; no hook copies it.
 */
import { createContext, type ReactNode, useContext, useMemo, useState, useSyncExternalStore } from 'react'
import { createReportConnection } from './report.ts'
import type { ReportConnection, ReportSnapshot, SectionSession, SectionSnapshot } from './types.ts'

const ConnectionContext = createContext<ReportConnection | undefined>(undefined)

export type ReportConnectionProps = {
  readonly reportId: string
  /** Names the local copies; undefined keeps none. */
  readonly installationId: string | undefined
  /** Rises when the person signs in again: the connection starts anew. */
  readonly epoch?: number
  readonly children: ReactNode
}

/** Holds the connection while it is mounted; shows its children once there is one. */
export function ReportConnectionProvider({ epoch = 0, ...props }: ReportConnectionProps) {
  return <Connected key={`${props.reportId}/${props.installationId}/${epoch}`} {...props} />
}

function Connected({ reportId, installationId, children }: Omit<ReportConnectionProps, 'epoch'>) {
  const [holder] = useState(() =>
    connectionHolder(() => createReportConnection({ reportId, installationId })),
  )
  const connection = useSyncExternalStore(holder.subscribe, holder.current)
  return connection && <ConnectionContext value={connection}>{children}</ConnectionContext>
}

/** A connection that is open as long as anybody looks. */
function connectionHolder(open: () => ReportConnection) {
  let connection: ReportConnection | undefined
  return {
    current: () => connection,
    subscribe: (listener: () => void) => {
      connection = open()
      listener()
      return () => {
        connection?.close()
        connection = undefined
      }
    },
  }
}

/** For tests and for whoever made a connection elsewhere. */
export function GivenConnection(props: { connection: ReportConnection; children: ReactNode }) {
  return <ConnectionContext value={props.connection}>{props.children}</ConnectionContext>
}

export function useReportConnection(): ReportConnection {
  const connection = useContext(ConnectionContext)
  if (!connection) throw new Error('useReportConnection outside ReportConnectionProvider')
  return connection
}

/** The light of the whole report, who is present, and whether it ended. */
export function useReportSnapshot(): ReportSnapshot {
  const connection = useReportConnection()
  const subscribe = useMemo(() => (listener: () => void) => connection.subscribe(listener), [connection])
  return useSyncExternalStore(subscribe, () => connection.snapshot())
}

/** One section's session with its snapshot. */
export function useSection(sectionId: string): { session: SectionSession; snapshot: SectionSnapshot } {
  const connection = useReportConnection()
  const session = connection.section(sectionId)
  const subscribe = useMemo(() => (listener: () => void) => session.subscribe(listener), [session])
  const snapshot = useSyncExternalStore(subscribe, () => session.snapshot())
  return useMemo(() => ({ session, snapshot }), [session, snapshot])
}
