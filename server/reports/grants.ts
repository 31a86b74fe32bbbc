/**
 * `grants` of sections: it rises with whatever may change who may write, in the transaction of that change,
 * so that an append judged by the old rights finds another number and is judged again.
 */
import { sql } from 'kysely'
import type { Tell } from '../ops/transaction.ts'
import type { Database } from '../store/store.ts'

export async function raiseGrants(tx: Database, sectionIds: readonly string[]): Promise<void> {
  if (sectionIds.length === 0) return
  await tx.updateTable('sections').set({ grants: sql`grants + 1` }).where('id', 'in', sectionIds).execute()
}

export async function raiseReportGrants(tx: Database, reportId: string): Promise<void> {
  await tx
    .updateTable('sections')
    .set({ grants: sql`grants + 1` })
    .where('report_id', '=', reportId)
    .execute()
}

/** A person's rights changed: they may bear on any section of any report. */
export async function raiseAllGrants(tx: Database, tell: Tell): Promise<void> {
  await tx.updateTable('sections').set({ grants: sql`grants + 1` }).execute()
  const reports = await tx.selectFrom('reports').select('id').where('deleted_at', 'is', null).execute()
  for (const { id } of reports) tell({ type: 'grants', reportId: id })
}
