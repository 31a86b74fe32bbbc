/**
 * One POST to an address that an administrator named: bounded in time and in what is read of the answer,
 * without following a redirect, and without a trace of the address in what it says of a failure.
 */
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Sent } from './letter.ts'

export type Post = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON. */
  readonly body: string
}

export type Bounds = { readonly timeoutMs: number; readonly answerBytes: number }

/** `ok`: a 2xx answer. */
export type Posted = { readonly ok: true; readonly text: string } | Extract<Sent, { ok: false }>

export async function sendPost({ url, headers, body }: Post, bounds: Bounds): Promise<Posted> {
  const signal = AbortSignal.timeout(bounds.timeoutMs)
  try {
    return await new Promise<Posted>((resolve, reject) => {
      const send = url.startsWith('https:') ? requestHttps : requestHttp
      const options = {
        method: 'POST',
        agent: false,
        signal,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Tonggao',
          ...headers,
        },
      } as const
      const request = send(url, options, response => {
        const chunks: Buffer[] = []
        let size = 0
        response.on('error', reject)
        response.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size <= bounds.answerBytes) return void chunks.push(chunk)
          resolve({ ok: false, error: 'the answer is too long', final: true })
          request.destroy()
        })
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          resolve(judge(response.statusCode ?? 0, response.headers['retry-after'], text))
        })
      })
      request.on('error', reject)
      request.end(body)
    })
  } catch (error) {
    return { ok: false, error: signal.aborted ? 'no answer in time' : codeOf(error), final: false }
  }
}

/** "Later" by HTTP; any other 4xx stays as it is however often it is tried. */
const later = new Set([408, 409, 425, 429])
const longestPauseMs = 60 * 60 * 1000

function judge(status: number, retryAfter: string | undefined, text: string): Posted {
  if (status >= 200 && status < 300) return { ok: true, text }
  const error = `HTTP ${status}`
  if (status >= 300 && status < 400)
    return { ok: false, error: `${error}: redirects are not followed`, final: true }
  const seconds = Number(retryAfter)
  const pause = seconds > 0 ? { pauseMs: Math.min(seconds * 1000, longestPauseMs) } : {}
  return { ok: false, error, final: status >= 400 && status < 500 && !later.has(status), ...pause }
}

/** ECONNREFUSED, ENOTFOUND, CERT_HAS_EXPIRED…; a message could hold the address. */
function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : 'the connection failed'
}
