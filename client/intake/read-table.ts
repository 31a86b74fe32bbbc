/** A spreadsheet's first sheet read by the server into rows. Nothing is stored by it. Throws ApiError. */
import type { TableAnswer } from '../../shared/api/tables.ts'
import { ApiError, reach } from '../api/call.ts'

export async function readTable(file: File): Promise<TableAnswer['rows']> {
  const response = await reach('/api/v1/tables', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  })
  const answer = await response.json().catch(() => ({}))
  if (response.ok && Array.isArray(answer.rows)) return answer.rows
  throw new ApiError(answer.error?.code ?? 'unavailable', answer.error?.message ?? '', response.status)
}
