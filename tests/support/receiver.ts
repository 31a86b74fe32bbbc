/** A program that takes webhooks, on a free port: keeps what it got, answers as it is told, checks what is signed. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'

export type Got = {
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

type Answer = (got: Got, response: ServerResponse) => void

export type Receiver = {
  readonly url: string
  readonly got: readonly Got[]
  /** From now on. */
  answer(how: Answer): void
  close(): Promise<void>
}

/** What a group robot says when all is well; other programs are content with any 200. */
export const wellDone: Answer = (_got, response) => void response.end('{"errcode":0,"errmsg":"ok"}')

export async function openReceiver(): Promise<Receiver> {
  const got: Got[] = []
  let answer = wellDone
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const address = new URL(request.url ?? '/', 'http://receiver.test')
      const one = {
        path: address.pathname,
        query: address.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      }
      got.push(one)
      answer(one, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    got,
    answer: how => {
      answer = how
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** As the robot of 钉钉 does where 加签 is on: an hour's difference at most, and the same signature. */
export function isSignedForDingtalk({ query }: Got, secret: string, now: number): boolean {
  const timestamp = query.get('timestamp') ?? ''
  if (Math.abs(now - Number(timestamp)) > 60 * 60 * 1000) return false
  const expected = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')
  return same(query.get('sign') ?? '', expected)
}

/** As Standard Webhooks asks of a receiver: five minutes' difference at most, and one signature that holds. */
export function isSignedWebhook({ headers, body }: Got, secret: string, now: number): boolean {
  const timestamp = String(headers['webhook-timestamp'])
  if (Math.abs(now / 1000 - Number(timestamp)) > 5 * 60) return false
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signed = `${String(headers['webhook-id'])}.${timestamp}.${body}`
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  return String(headers['webhook-signature'])
    .split(' ')
    .some(given => same(given, expected))
}

const same = (given: string, expected: string) =>
  given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
