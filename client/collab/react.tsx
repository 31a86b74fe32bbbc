/**
 * The live report for React: a provider that holds the connection of the report on screen, and hooks that
 * show its snapshots. Text stays in Yjs; no hook copies it.
 */
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { askBeforeLeaving, closeWhenSaved } from './leaving.ts'
import { createReportConnection } from './report.ts'
import type { ReportConnection, ReportSnapshot, SectionSession, SectionSnapshot } from './types.ts'

const ConnectionContext = createContext<ReportConnection | undefined>(undefined)

export type ReportConnectionProps = {
  readonly reportId: string
  /** Names the local copies; undefined keeps none. */
  readonly installationId: string | undefined
  /** Rises when the person signs in again: the connection goes on. */
  readonly epoch?: number
  readonly children: ReactNode
}

/** Holds the connection while it is mounted; shows its children once there is one. */
export function ReportConnectionProvider(props: ReportConnectionProps) {
  return <Connected key={`${props.reportId}/${props.installationId}`} {...props} />
}

function Connected({ reportId, installationId, epoch = 0, children }: ReportConnectionProps) {
  const [holder] = useState(() =>
    connectionHolder(() => createReportConnection({ reportId, installationId })),
  )
  const connection = useSyncExternalStore(holder.subscribe, holder.current)
  useEffect(() => {
    if (epoch > 0) holder.current()?.comeBack()
  }, [holder, epoch])
  return connection && <ConnectionContext value={connection}>{children}</ConnectionContext>
}

/** A connection that is open as long as anybody looks. */
function connectionHolder(open: () => ReportConnection) {
  let connection: ReportConnection | undefined
  return {
    current: () => connection,
    subscribe: (listener: () => void) => {
      const opened = open()
      const stopAsking = askBeforeLeaving(opened)
      connection = opened
      listener()
      return () => {
        closeWhenSaved(opened, stopAsking)
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
  const subscribe = useMemo(() => gathered(connection, connection), [connection])
  return useSyncExternalStore(subscribe, () => connection.snapshot())
}

/** A part of it that keeps its identity: whoever asks for it is not drawn anew when the rest changes. */
export function useReportPart<Part>(part: (snapshot: ReportSnapshot) => Part): Part {
  const connection = useReportConnection()
  const subscribe = useMemo(() => gathered(connection, connection), [connection])
  return useSyncExternalStore(subscribe, () => part(connection.snapshot()))
}

/** One section's session with its snapshot. */
export function useSection(sectionId: string): { session: SectionSession; snapshot: SectionSnapshot } {
  const connection = useReportConnection()
  const session = connection.section(sectionId)
  const subscribe = useMemo(() => gathered(connection, session), [connection, session])
  const snapshot = useSyncExternalStore(subscribe, () => session.snapshot())
  return useMemo(() => ({ session, snapshot }), [session, snapshot])
}

/**
 * What changed in one burst is shown at once: a stage that closes a report tells every section in one turn of
 * the socket, and React gives up after fifty renders in a turn.
 */
function gathered(connection: ReportConnection, source: Pick<ReportConnection, 'subscribe'>) {
  const burst = burstOf(connection)
  return (listener: () => void) => {
    const stop = source.subscribe(() => burst.add(listener))
    return () => {
      stop()
      burst.drop(listener)
    }
  }
}

type Burst = { add(listener: () => void): void; drop(listener: () => void): void }

// A private slot on each connection, as long as it lives.
const bursts = new WeakMap<ReportConnection, Burst>()

function burstOf(connection: ReportConnection): Burst {
  const known = bursts.get(connection)
  if (known) return known
  const waiting = new Set<() => void>()
  const tell = () => {
    const told = [...waiting]
    waiting.clear()
    for (const listener of told) listener()
  }
  const burst: Burst = {
    add(listener) {
      if (waiting.size === 0) setTimeout(tell)
      waiting.add(listener)
    },
    drop: listener => waiting.delete(listener),
  }
  bursts.set(connection, burst)
  return burst
}
