/** What one route of the contract says; see api.ts. */
import type { z } from 'zod'

export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  /** Who may call at all; what a signed-in person may do is decided by permissions.ts in the verb. */
  readonly access: 'public' | 'signed-in'
  readonly body?: z.ZodType
  readonly query?: z.ZodType
  readonly response: z.ZodType
}

export const define = <const Routes extends Record<string, Route>>(routes: Routes): Routes => routes
