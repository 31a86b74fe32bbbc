/** The way of every route about 材料 to its verb; see handlers.ts. Handing in is bytes: material.ts. */
import type { materialApi } from '../../shared/api/material.ts'
import type { Program } from '../program.ts'
import { askForMaterial, withdrawMaterial } from '../reports/material/asking.ts'
import { listMaterial, listMyMaterial } from '../reports/material/list.ts'
import type { Handlers } from './handlers.ts'

export type MaterialRoute = keyof typeof materialApi

export function materialHandlers(program: Program): Pick<Handlers, MaterialRoute> {
  return {
    listMaterial: ({ actor, params }) => listMaterial(program, actor, params.reportId),
    askForMaterial: ({ actor, params, body }) => askForMaterial(program, actor, params.reportId, body),
    withdrawMaterial: ({ actor, params }) =>
      withdrawMaterial(program, actor, params.reportId, params.materialId),
    listMyMaterial: ({ actor }) => listMyMaterial(program, actor),
  }
}
