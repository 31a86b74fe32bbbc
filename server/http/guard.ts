/**
 * What every request to the API passes first: who it is from, and whether our own pages sent it.
 * A write from a foreign page is refused whatever it carries; a Bearer token is no cookie and needs no origin.
 * Any other Authorization proves nothing: a link such as http://a:b@office/ makes a browser send one.
 */
import type { Request } from 'express'
import { type Authentication, bearerOf, type SignedIn } from '../accounts/authenticate.ts'
import { isSameSite } from '../accounts/origin.ts'
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import type { Actor } from '../../shared/permissions.ts'
import { addressOf, type TrustedProxies } from '../ops/address.ts'

export type Guard = {
  /** Where a request comes from, as far as it can be believed. */
  addressOf(request: Request): string
  /** Undefined value: nobody is signed in. */
  admit(request: Request): Promise<Outcome<SignedIn | undefined>>
}

/** Who asks, or the refusal that nobody is signed in. */
export async function actorOf(guard: Guard, request: Request): Promise<Outcome<Actor>> {
  const admitted = await guard.admit(request)
  if (!admitted.ok) return admitted
  return admitted.value ? done(admitted.value.actor) : refuse('not-signed-in')
}

const reads = new Set(['GET', 'HEAD'])

export function createGuard(
  authentication: Authentication,
  publicUrl: string | undefined,
  trusted: TrustedProxies,
): Guard {
  return {
    addressOf: request => addressOf(request, trusted),
    async admit(request) {
      const byToken = bearerOf(request) !== undefined
      if (!reads.has(request.method) && !byToken && !isSameSite(request.headers, publicUrl))
        return refuse('forbidden')
      return done(await authentication.ofRequest(request))
    },
  }
}
