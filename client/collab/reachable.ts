/** Does our server answer over HTTP at the address of a WebSocket? Anything else that answers is not it. */
import { limits } from '../../shared/limits.ts'
import { routes } from '../../shared/routes.ts'

export async function answersHttp(webSocketUrl: string): Promise<boolean> {
  const url = new URL(`/api/v1${routes.getMe.path}`, webSocketUrl.replace(/^ws/, 'http'))
  try {
    const response = await fetch(url, {
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(limits.unansweredMs),
    })
    const answer: unknown = await response.json()
    return typeof answer === 'object' && answer !== null && 'installationId' in answer
  } catch {
    return false
  }
}
