/** The contract of 材料: text of a department that is bound to no section. It is handed in as bytes (server/http/material.ts). */
import { z } from 'zod'
import { fates } from '../fates.ts'
import { routes } from '../routes.ts'
import { define } from './route.ts'
import { id, time } from './values.ts'

const material = z.object({
  id,
  name: z.string(),
  departmentId: id.nullable(),
  departmentName: z.string().nullable(),
  personName: z.string(),
  enteredFor: z.string().nullable(),
  at: time,
  words: z.int(),
  /** The original: GET /reports/:reportId/attachments/:attachmentId. */
  attachmentId: id,
  fileName: z.string(),
  /** Something of it was taken over: it is not withdrawn. */
  taken: z.boolean(),
  mayWithdraw: z.boolean(),
  /** What became of each line; a blank one has no fate. `places`: the numbers of the sections, or their headings. */
  lines: z.array(z.object({ text: z.string(), fate: z.enum(fates).nullable(), places: z.array(z.string()) })),
})
export type HandedInMaterial = z.infer<typeof material>

const named = z.object({ id, name: z.string() })

const list = z.object({
  reportTitle: z.string(),
  /** Closed reports take none. */
  open: z.boolean(),
  /** The departments that the asking person hands in for. */
  departments: z.array(named),
  /** Departments that were asked though they may hold no section: for a coordinator; null for others. */
  askedIds: z.array(id).nullable(),
  /** The newest first. */
  material: z.array(material),
})
export type MaterialList = z.infer<typeof list>

export const materialApi = define({
  /** All of the report for a coordinator, of one's own departments for an author. */
  listMaterial: { ...routes.listMaterial, access: 'signed-in', response: list },
  /** Names the departments that are asked, in place of those that were; who is new among them is told. */
  askForMaterial: {
    ...routes.askForMaterial,
    access: 'signed-in',
    body: z.object({ departmentIds: z.array(id).max(500) }),
    response: list,
  },
  /** Refused with `material-used` where something of it was taken over. */
  withdrawMaterial: { ...routes.withdrawMaterial, access: 'signed-in', response: list },
  /** Reports that an author's departments were asked for material of, or handed some in; the newest first. */
  listMyMaterial: {
    ...routes.listMyMaterial,
    access: 'signed-in',
    response: z.array(
      z.object({
        reportId: id,
        reportTitle: z.string(),
        open: z.boolean(),
        /** How many their departments handed in. */
        handedIn: z.int(),
      }),
    ),
  },
})
