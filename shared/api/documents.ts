/** What POST /documents answers: a read document, its images as base64. */
import type { DocumentBlock, Remark } from '../import/document-model.ts'
import type { FileKind } from '../import/file-kind.ts'

export type DocumentAnswer = {
  readonly kind: FileKind
  /** Of a plain-text file its text, to the letter; else null. */
  readonly text: string | null
  readonly blocks: readonly DocumentBlock[]
  readonly remarks: readonly Remark[]
  /** Named by the image blocks' imageId, until they are stored. */
  readonly images: readonly { readonly key: string; readonly data: string }[]
}
