/** The images of a report: up as bytes, with how far they are, and where they are shown from. */
import type { ImageAddresses } from '../../shared/html/blocks.ts'
import { idShape } from '../../shared/ids.ts'
import { ApiError, call, fillPath } from './call.ts'

/** Addresses for the markup of shared/html; a text may name images by anything. */
export function imagesOf(reportId: string): ImageAddresses {
  return imageId => (idShape.test(imageId) ? `/api/v1/reports/${reportId}/images/${imageId}` : undefined)
}

type Section = { readonly reportId: string; readonly sectionId: string }
type Sending = { readonly onProgress: (done: number) => void; readonly signal: AbortSignal }
type Added = { readonly imageId: string }

/** Hands an image in; throws ApiError, or the signal's reason. fetch does not tell how far it is. */
export function uploadImage(section: Section, file: File, { onProgress, signal }: Sending): Promise<Added> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', fillPath('/api/v1/reports/:reportId/sections/:sectionId/images', section))
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    )
    request.addEventListener('load', () => {
      const answer = answerOf(request.responseText)
      if (request.status === 200 && answer?.imageId !== undefined) return resolve({ imageId: answer.imageId })
      const { code = 'internal', message = '' } = answer?.error ?? {}
      reject(new ApiError(code, message, request.status))
    })
    request.addEventListener('error', () => reject(new ApiError('unreachable', 'no answer', 0)))
    const abort = () => {
      request.abort()
      reject(new ApiError('cancelled', 'cancelled', 0))
    }
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    request.send(file)
  })
}

export const isCancelled = (error: unknown) => error instanceof ApiError && error.code === 'cancelled'

/** Images that a text took over from another report, or (null) from the one that its section was carried over from. */
export async function adoptImages(
  section: Section,
  imageIds: readonly string[],
  fromReportId: string | null,
): Promise<void> {
  await call('adoptImages', section, { imageIds: [...new Set(imageIds)], fromReportId })
}

type Answer = {
  readonly imageId?: string
  readonly error?: { readonly code: ApiError['code']; readonly message: string }
}

function answerOf(text: string): Answer | undefined {
  try {
    const answer: Answer = JSON.parse(text)
    return answer
  } catch {
    return undefined
  }
}
