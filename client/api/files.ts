/** Files of a section: bytes up and the address to get them down. */
import type { Attachment } from '../../shared/api.ts'
import { ApiError, fillPath, refusalOf } from './call.ts'

/** Hands a file in as it is; throws ApiError. */
export async function upload(reportId: string, sectionId: string, file: File): Promise<Attachment> {
  const path = fillPath('/api/v1/reports/:reportId/sections/:sectionId/attachments', { reportId, sectionId })
  const response = await fetch(`${path}?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': file.type || 'application/octet-stream' },
    body: file,
  }).catch((error: unknown) => {
    throw new ApiError('unreachable', String(error), 0)
  })
  if (!response.ok) throw new ApiError('internal', response.statusText, response.status)
  const attachment: Attachment = await response.json()
  return attachment
}

export function attachmentPath(reportId: string, attachmentId: string): string {
  return fillPath('/api/v1/reports/:reportId/attachments/:attachmentId', { reportId, attachmentId })
}

/** The address of 归档, a zip, with the reader's time zone in its words. */
export function archivePath(reportId: string): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const path = fillPath('/api/v1/reports/:reportId/archive', { reportId })
  return `${path}?zone=${encodeURIComponent(timeZone)}`
}

/** A file that the server makes, with the name that it gives it; throws ApiError, or as `signal` ends. */
export async function fetchFile(
  path: string,
  signal: AbortSignal,
  onProgress?: (bytes: number) => void,
): Promise<{ readonly name: string; readonly blob: Blob }> {
  const response = await fetch(path, { credentials: 'same-origin', signal }).catch((error: unknown) => {
    throw new ApiError('unreachable', String(error), 0)
  })
  if (!response.ok) throw refusalOf(response.status, await response.json().catch(() => undefined))
  const [, name = 'file'] =
    /filename\*=UTF-8''([^;]+)/u.exec(response.headers.get('content-disposition') ?? '') ?? []
  return { name: decodeURIComponent(name), blob: await readBlob(response, onProgress) }
}

async function readBlob(response: Response, onProgress?: (bytes: number) => void): Promise<Blob> {
  if (!onProgress || !response.body) return response.blob()
  let through = 0
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      through += chunk.length
      onProgress(through)
      controller.enqueue(chunk)
    },
  })
  // The browser keeps a large blob on its disk.
  return new Response(response.body.pipeThrough(counting)).blob()
}
