/**
 * May this person write in a section now, and if not, why. The server's word counts; before it has spoken
 * on this connection (offline, with a local copy) the same rules of shared/permissions.ts are asked here.
 */
import type { Report, Section } from '../../shared/api.ts'
import { accessTo, type Actor, holders, mayWrite } from '../../shared/permissions.ts'
import { isClosed } from '../../shared/report.ts'
import type { SectionSnapshot } from '../collab/types.ts'

export type ReadOnlyReason = 'closed' | 'awaiting_signoff' | 'submitted' | 'accepted' | 'foreign' | 'role'

export type WriteAccess =
  | { readonly writes: true }
  /** The reason is unknown when the server says no and the rules, on what is known here, say yes. */
  | { readonly writes: false; readonly reason: ReadOnlyReason | undefined }

export function writeAccess(
  actor: Actor,
  report: Pick<Report, 'stage'>,
  section: Section,
  snapshot: Pick<SectionSnapshot, 'access' | 'ended'>,
): WriteAccess {
  const state = accessTo(report, section)
  const byRules = mayWrite(actor, state)
  const writes = snapshot.ended === null && (snapshot.access?.mayWrite ?? byRules)
  if (writes) return { writes }
  return { writes, reason: byRules ? undefined : reasonOf(actor, report, section) }
}

function reasonOf(actor: Actor, report: Pick<Report, 'stage'>, section: Section): ReadOnlyReason {
  if (isClosed(report.stage)) return 'closed'
  const departmentIds = holders(section)
  if (!departmentIds.some(id => actor.departmentIds.includes(id))) {
    const wouldWrite = mayWrite(
      { ...actor, departmentIds: ['any'] },
      { stage: report.stage, status: 'drafting', leadId: 'any', departmentIds: ['any'] },
    )
    return wouldWrite ? 'foreign' : 'role'
  }
  const { status } = section
  return status === 'awaiting_signoff' || status === 'submitted' || status === 'accepted' ? status : 'role'
}
