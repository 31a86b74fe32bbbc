/**
 * A file read by the server into lines and blocks: progress while it lasts, cancelled by a signal. Nothing is
 * stored by it. Throws ApiError.
 */
import type { DocumentAnswer } from '../../shared/api/documents.ts'
import type { ReadDocument, TrackedChoice } from '../../shared/import/document-model.ts'
import type { FileKind } from '../../shared/import/file-kind.ts'
import { ApiError, searchOf } from '../api/call.ts'
import { type ProgressOptions, sendForProgress } from './progress-lines.ts'

export type ReadFile = {
  readonly name: string
  readonly kind: FileKind
  readonly text: string | null
  readonly document: ReadDocument
}

export type ReadOptions = ProgressOptions & { readonly changes?: TrackedChoice }

export async function readDocument(
  file: File,
  { changes = 'accept', ...rest }: ReadOptions = {},
): Promise<ReadFile> {
  const path = `/api/v1/documents${searchOf({ name: file.name, changes })}`
  const { document } = await sendForProgress<{ document: DocumentAnswer }>(path, file, rest)
  if (!document) throw new ApiError('unavailable', '', 0)
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

const bytesOf = (data: string) => Uint8Array.from(atob(data), letter => letter.charCodeAt(0))
