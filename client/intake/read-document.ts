/**
 * A file read by the server into lines and blocks: progress while it lasts, cancelled by a signal. Nothing is
 * stored by it. Throws ApiError.
 */
import type { DocumentAnswer } from '../../shared/api/documents.ts'
import type { RefusalCode } from '../../shared/errors.ts'
import type { ReadDocument, TrackedChoice } from '../../shared/import/document-model.ts'
import type { FileKind } from '../../shared/import/file-kind.ts'
import { ApiError, reach, searchOf } from '../api/call.ts'

export type ReadFile = {
  readonly name: string
  readonly kind: FileKind
  readonly text: string | null
  readonly document: ReadDocument
}

type Line = {
  readonly progress?: number
  readonly document?: DocumentAnswer
  readonly error?: {
    readonly code: RefusalCode
    readonly message: string
    readonly status: number
    readonly details?: unknown
  }
}

export type ReadOptions = {
  readonly changes?: TrackedChoice
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number) => void
}

export async function readDocument(
  file: File,
  { changes = 'accept', signal, onProgress }: ReadOptions = {},
): Promise<ReadFile> {
  const response = await reach(`/api/v1/documents${searchOf({ name: file.name, changes })}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/octet-stream', accept: 'application/x-ndjson' },
    body: file,
    ...(signal ? { signal } : {}),
  })
  const answer = response.ok ? await lastLine(response, onProgress) : await response.json().catch(() => ({}))
  const { document, error } = answer as Line
  if (error)
    throw new ApiError(error.code, error.message, response.ok ? error.status : response.status, error.details)
  if (!document) throw new ApiError('unavailable', '', response.status)
  return {
    name: file.name,
    kind: document.kind,
    text: document.text,
    document: {
      blocks: document.blocks,
      remarks: document.remarks,
      images: document.images.map(({ key, data }) => ({ key, bytes: bytesOf(data) })),
    },
  }
}

/** Lines as they come; the last one is the answer. */
async function lastLine(response: Response, onProgress: ((done: number) => void) | undefined): Promise<Line> {
  const reader = response.body?.getReader()
  if (!reader) return {}
  const decoder = new TextDecoder()
  let rest = ''
  let last: Line = {}
  for (;;) {
    const { done, value } = await reader.read()
    rest += decoder.decode(value, { stream: !done })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      last = JSON.parse(line) as Line
      if (last.progress !== undefined) onProgress?.(last.progress)
    }
    if (done) return last
  }
}

const bytesOf = (data: string) => Uint8Array.from(atob(data), letter => letter.charCodeAt(0))
