/**
 * A file sent for something that takes its time: lines of progress while it lasts, what came of it in the last
 * one (server/http/progress.ts). Cancelled by a signal. Throws ApiError.
 */
import type { RefusalCode } from '../../shared/errors.ts'
import { ApiError, reach } from '../api/call.ts'

export type ProgressOptions = {
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number) => void
}

type Line<Value> = Partial<Value> & {
  readonly progress?: number
  readonly error?: {
    readonly code: RefusalCode
    readonly message: string
    readonly status: number
    readonly details?: unknown
  }
}

/** The last line, whose keys are the caller's to look for. */
export async function sendForProgress<Value>(
  path: string,
  file: File,
  { signal, onProgress }: ProgressOptions,
): Promise<Partial<Value>> {
  const response = await reach(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': file.type || 'application/octet-stream', accept: 'application/x-ndjson' },
    body: file,
    ...(signal ? { signal } : {}),
  })
  const answer: Line<Value> = response.ok
    ? await lastLine<Value>(response, onProgress)
    : await response.json().catch(() => ({}))
  const { error } = answer
  if (error)
    throw new ApiError(error.code, error.message, response.ok ? error.status : response.status, error.details)
  return answer
}

/** Lines as they come; the last one is the answer. */
async function lastLine<Value>(
  response: Response,
  onProgress: ((done: number) => void) | undefined,
): Promise<Line<Value>> {
  const reader = response.body?.getReader()
  if (!reader) throw new ApiError('unavailable', '', response.status)
  const decoder = new TextDecoder()
  let rest = ''
  let last: Line<Value> | undefined
  for (;;) {
    const { done, value } = await reader.read()
    rest += decoder.decode(value, { stream: !done })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      last = JSON.parse(line) as Line<Value>
      if (last.progress !== undefined) onProgress?.(last.progress)
    }
    if (!done) continue
    if (!last) throw new ApiError('unavailable', '', response.status)
    return last
  }
}
