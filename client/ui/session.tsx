/**
 * Who this tab is signed in as, for everything inside the app.
 *
 * 1. There is always a person here: without one the door is shown instead.
 * 2. `epoch` rises when the same person signs in again in place; live connections start anew with it.
 */
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Me, Organisation, Person } from '../../shared/api.ts'
import type { Actor } from '../../shared/permissions.ts'

export type Session = {
  readonly person: Person
  readonly organisation: Organisation
  readonly installationId: string
  readonly sampleLoaded: boolean
  readonly actor: Actor
  readonly epoch: number
  /** The server no longer knows this session: ask the person to sign in, keeping the tab. */
  readonly signedOut: () => void
}

/** The same person of the same installation: accounts of another one mean somebody else. */
export function isSamePerson(a: Me, b: Me): boolean {
  return a.installationId === b.installationId && a.person !== null && a.person.id === b.person?.id
}

const SessionContext = createContext<Session | undefined>(undefined)

export function SessionProvider(props: Omit<Session, 'actor'> & { children: ReactNode }) {
  const { children, person, organisation, installationId, sampleLoaded, epoch, signedOut } = props
  const session = useMemo(
    () => ({ person, organisation, installationId, sampleLoaded, epoch, signedOut, actor: person }),
    [person, organisation, installationId, sampleLoaded, epoch, signedOut],
  )
  return <SessionContext value={session}>{children}</SessionContext>
}

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside SessionProvider')
  return session
}
