/**
 * Headers that keep pages safe, right for plain http on an intranet: no HSTS, no upgrade of requests, and
 * WebSockets allowed. Scripts are our own files only; styles carry the page's nonce.
 */
import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** `nonce` of one page; none for the API. In development Vite injects scripts of its own. */
export function pagePolicy(nonce: string, dev: boolean): string {
  return Object.entries({
    'default-src': "'self'",
    'script-src': dev ? "'self' 'unsafe-inline'" : "'self'",
    'style-src-elem': dev ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`,
    'style-src-attr': "'unsafe-inline'",
    'connect-src': "'self' ws: wss:",
    'img-src': "'self' data: blob:",
    'font-src': "'self' data:",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'self'",
  })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ')
}

/** What an exported file may do when it is opened here: show itself. */
export const exportPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

/** An answer that is no page may do nothing at all. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'"

export function secureHeaders(): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: false,
      strictTransportSecurity: false,
      // Both count in secure contexts only, and warn on the console of every plain-http page.
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
      referrerPolicy: { policy: 'same-origin' },
    }),
    (_request, response, next) => {
      response.set('content-security-policy', dataPolicy)
      next()
    },
  ]
}
