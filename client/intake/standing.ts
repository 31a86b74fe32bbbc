/** What stands in a section before a file goes into it, and the position of its log at which it was looked at. */
import { allSections, type AssembledReport } from '../../shared/assemble/assemble.ts'
import { emptyText, type Text } from '../../shared/schema/text.ts'
import { call, fillPath, reach } from '../api/call.ts'

export type Standing = {
  readonly seq: number
  readonly isEmpty: boolean
  /** Undefined where it could not be read as a whole: then it cannot be put back either. */
  readonly text: Text | undefined
}

/** Throws ApiError. */
export async function lookAt(at: {
  readonly reportId: string
  readonly sectionId: string
}): Promise<Standing> {
  // The position first: what is put in place at it is put in place of this text, or refused.
  const { seq } = await call('getHandIn', at)
  const text = await textOf(at)
  return { seq, text, isEmpty: text !== undefined && isBlank(text) }
}

async function textOf({ reportId, sectionId }: { reportId: string; sectionId: string }) {
  const response = await reach(fillPath('/api/v1/reports/:reportId/assembled', { reportId }), {
    credentials: 'same-origin',
    headers: { accept: 'application/json' },
  })
  if (!response.ok) return undefined
  const assembled: AssembledReport = await response.json()
  const found = allSections(assembled).find(({ id }) => id === sectionId)
  if (!found) return undefined
  const content = found.blocks.map(({ block }) => block)
  const text: Text = content.length === 0 ? emptyText : { type: 'doc', content }
  return text
}

export const isBlank = ({ content }: Text) =>
  content.every(block => block.type === 'paragraph' && (block.content ?? []).length === 0)
