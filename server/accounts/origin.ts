/**
 * Whether a request comes from our own pages, so that another site cannot act with a person's cookie.
 * Compared with the Host header, hence right under whatever name or address the office uses; browsers send
 * Sec-Fetch-Site only where a page counts as secure, and Origin with every cross-site write. Who sends
 * neither is no browser and brings no cookie that was not given to it.
 */
import type { IncomingHttpHeaders } from 'node:http'

export function isSameSite(headers: IncomingHttpHeaders, publicUrl: string | undefined): boolean {
  const { origin, host } = headers
  if (origin !== undefined) return origin === publicUrl || hostOf(origin) === host
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none'
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
