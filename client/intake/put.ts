/**
 * A read document on its way into a section: its images are stored first, then its text is put there as one
 * edit. The original file goes beside it. Throws ApiError.
 */
import type { HandIn } from '../../shared/api.ts'
import type { DocumentImage } from '../../shared/import/document-model.ts'
import type { PutMode } from '../../shared/schema/put-modes.ts'
import { renameImages } from '../../shared/schema/rename-images.ts'
import type { Block, Text } from '../../shared/schema/text.ts'
import { call, fillPath, reach, throwRefusal } from '../api/call.ts'

type At = { readonly reportId: string; readonly sectionId: string }

/** The text with the names that the server gave its images; one that the server does not take keeps its words. */
export async function storeImages(
  at: At,
  text: Text,
  images: readonly DocumentImage[],
  onProgress?: (done: number) => void,
): Promise<{ readonly text: Text; readonly failed: number }> {
  const wanted = images.filter(({ key }) => text.content.some(block => names(block, key)))
  const stored = new Map<string, string>()
  for (const [nth, { key, bytes }] of wanted.entries()) {
    const imageId = await storeImage(at, bytes).catch(() => undefined)
    if (imageId !== undefined) stored.set(key, imageId)
    onProgress?.((nth + 1) / wanted.length)
  }
  return {
    text: renameImages(text, stored),
    failed: wanted.length - stored.size,
  }
}

async function storeImage(at: At, bytes: Uint8Array): Promise<string> {
  const path = fillPath('/api/v1/reports/:reportId/sections/:sectionId/images', at)
  const response = await reach(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Blob([new Uint8Array(bytes)]),
  })
  const answer = await response.json().catch(() => undefined)
  if (!response.ok) throwRefusal(response.status, answer)
  return answer.imageId
}

const names = (block: Block, key: string): boolean => JSON.stringify(block).includes(`"${key}"`)

export function putText(at: At, text: Text, base: number, mode: PutMode): Promise<HandIn> {
  return call('putText', at, { text, base, mode })
}
