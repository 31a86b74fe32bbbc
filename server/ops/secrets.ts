/** Secrets of links and tokens: only their hash is stored, so that a stolen database opens nothing. */
import { createHash } from 'node:crypto'

/** sha-256, hex. The secrets are 256 random bits, so a plain hash cannot be searched. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
