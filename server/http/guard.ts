/**
 * What every request to the API passes first: who it is from, and whether our own pages sent it.
 * A write from a foreign page is refused whatever it carries; a Bearer token is no cookie and needs no origin.
 */
import type { Request } from 'express'
import type { Authentication, SignedIn } from '../accounts/authenticate.ts'
import { isSameSite } from '../accounts/origin.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'

export type Guard = {
  /** Undefined value: nobody is signed in. */
  admit(request: Request): Promise<Outcome<SignedIn | undefined>>
}

const reads = new Set(['GET', 'HEAD'])

export function createGuard(authentication: Authentication, publicUrl: string | undefined): Guard {
  return {
    async admit(request) {
      const byToken = request.headers.authorization !== undefined
      if (!reads.has(request.method) && !byToken && !isSameSite(request.headers, publicUrl))
        return refuse('forbidden')
      return done(await authentication.ofRequest(request))
    },
  }
}
