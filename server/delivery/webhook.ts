/**
 * Signed requests to any program, as Standard Webhooks 1.0 has them: webhook-id, webhook-timestamp (seconds)
 * and webhook-signature "v1,<base64>" of HMAC-SHA256 over "id.timestamp.body", keyed with the bytes behind
 * "whsec_". The id is the delivery's and the same at every try: a receiver that knows it has it already.
 */
import { createHmac } from 'node:crypto'
import type { RandomBytes } from '../../shared/ids.ts'
import type { Channel, Outgoing } from './letter.ts'
import type { Post } from './post.ts'

const prefix = 'whsec_'
/** Of the key, bytes. */
const leastKey = 24
const mostKey = 64

export function newSigningSecret(random: RandomBytes): string {
  return prefix + Buffer.from(random(32)).toString('base64')
}

export function isSigningSecret(secret: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret)) return false
  const { length } = keyOf(secret)
  return length >= leastKey && length <= mostKey
}

const keyOf = (secret: string) => Buffer.from(secret.slice(prefix.length), 'base64')

export function webhookPost({ url, secret }: Channel, letter: Outgoing, now: number): Post {
  const { id, event, title, text, url: page, facts, createdAt } = letter
  const body = JSON.stringify({
    type: `tonggao.${event}`,
    timestamp: createdAt,
    data: { title, text, url: page, ...facts },
  })
  const timestamp = String(Math.floor(now / 1000))
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp }
  if (secret === null) return { url, headers, body }
  const signature = webhookSignature(secret, `${id}.${timestamp}.${body}`)
  return { url, headers: { ...headers, 'webhook-signature': signature }, body }
}

function webhookSignature(secret: string, signed: string): string {
  return `v1,${createHmac('sha256', keyOf(secret)).update(signed).digest('base64')}`
}
