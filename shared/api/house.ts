/** The contract of the house's list (单位用语表), and of what the checks count. */
import { z } from 'zod'
import { houseKinds } from '../house-list.ts'
import { limits } from '../limits.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { id, line, nothing, time } from './values.ts'

const words = z.object({
  kind: z.enum(houseKinds),
  wording: line.min(1).max(limits.houseWording),
  /** What is right, the short form, or the post, as the kind has it; empty for the others. */
  instead: line.max(limits.houseWording),
  /** The order of leaders, from 1. */
  rank: z.int().min(1).max(limits.houseEntries).nullable(),
  note: line.max(limits.houseNote),
})

const entry = words.extend({ id, updatedAt: time })
export type HouseEntry = z.infer<typeof entry>

const ids = z.object({ ids: z.array(id).min(1).max(limits.houseEntries) })

const sectionCount = z.object({
  /** Empty: the report's own title. */
  sectionId: z.string(),
  errors: z.int(),
  warnings: z.int(),
  infos: z.int(),
})
export type FindingCount = z.infer<typeof sectionCount>

export const houseApi = define({
  /** By kind, order and wording. */
  listHouse: { ...routes.listHouse, access: 'signed-in', response: z.array(entry) },
  addHouseEntry: { ...routes.addHouseEntry, access: 'signed-in', body: words, response: entry },
  changeHouseEntry: {
    ...routes.changeHouseEntry,
    access: 'signed-in',
    body: words,
    response: entry,
  },
  /** All of them or none; undone by restoreHouseEntries. */
  deleteHouseEntries: { ...routes.deleteHouseEntries, access: 'signed-in', body: ids, response: nothing },
  restoreHouseEntries: { ...routes.restoreHouseEntries, access: 'signed-in', body: ids, response: nothing },
  /** New ones are added, those of a kind and wording that is there are changed; nothing is deleted. */
  importHouse: {
    ...routes.importHouse,
    access: 'signed-in',
    body: z.object({ entries: z.array(words).min(1).max(limits.houseEntries) }),
    response: z.object({ addedIds: z.array(id), changedIds: z.array(id) }),
  },
  /** Findings that nobody ignored, counted for each section that has any. */
  countFindings: { ...routes.countFindings, access: 'signed-in', response: z.array(sectionCount) },
})
