/** Whether an invitation link still works, and why not. */
import type { Invitation } from '../../../shared/api.ts'

export type Standing = 'works' | 'revoked' | 'expired' | 'usedUp'

/** `now` in milliseconds since 1970. */
export function standingOf(invitation: Invitation, now: number): Standing {
  if (invitation.revoked) return 'revoked'
  if (Date.parse(invitation.expiresAt) <= now) return 'expired'
  return invitation.usesLeft <= 0 ? 'usedUp' : 'works'
}
