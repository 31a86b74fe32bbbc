/** 材料 handed in: its original goes to the server, which reads the text from it. Throws ApiError. */
import type { TrackedChoice } from '../../shared/import/document-model.ts'
import { ApiError, fillPath, searchOf } from '../api/call.ts'
import { type ProgressOptions, sendForProgress } from '../intake/progress-lines.ts'

export type NewMaterial = {
  readonly file: File
  readonly name: string
  /** Null: of none, a coordinator's own find. */
  readonly departmentId: string | null
  /** Of whom a coordinator says it is; '': the department's. */
  readonly enteredFor: string
  readonly changes: TrackedChoice
}

export async function handInMaterial(
  reportId: string,
  { file, name, departmentId, enteredFor, changes }: NewMaterial,
  options: ProgressOptions,
): Promise<{ readonly failedImages: number }> {
  const path = fillPath('/api/v1/reports/:reportId/material', { reportId })
  const asked = searchOf({
    file: file.name,
    name,
    changes,
    ...(departmentId === null ? {} : { department: departmentId }),
    ...(departmentId === null || enteredFor === '' ? {} : { for: enteredFor }),
  })
  const { material } = await sendForProgress<{ material: { failedImages: number } }>(
    `${path}${asked}`,
    file,
    options,
  )
  if (!material) throw new ApiError('unavailable', '', 0)
  return material
}
