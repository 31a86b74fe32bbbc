/** Where a report and its sections were carried over from; the text stays there. */
import type { Kysely } from 'kysely'

export async function addCarryOver({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('reports').addColumn('carried_from_report_id', 'text').execute()
  await schema.alterTable('sections').addColumn('carried_from_section_id', 'text').execute()
}
