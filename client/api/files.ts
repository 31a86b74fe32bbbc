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

/** A file that the server makes, with the name that it gives it; throws ApiError, or as `signal` ends. */
export async function fetchFile(
  path: string,
  signal: AbortSignal,
): Promise<{ readonly name: string; readonly blob: Blob }> {
  const response = await fetch(path, { credentials: 'same-origin', signal }).catch((error: unknown) => {
    throw new ApiError('unreachable', String(error), 0)
  })
  if (!response.ok) throw refusalOf(response.status, await response.json().catch(() => undefined))
  const [, name = 'file'] =
    /filename\*=UTF-8''([^;]+)/u.exec(response.headers.get('content-disposition') ?? '') ?? []
  return { name: decodeURIComponent(name), blob: await response.blob() }
}
