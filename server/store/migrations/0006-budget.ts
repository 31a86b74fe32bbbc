/** How a report's length budget is said: in 字, pages or minutes. */
import type { Kysely } from 'kysely'

export async function addBudgetUnit({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('reports')
    .addColumn('budget_unit', 'text', column => column.notNull().defaultTo('words'))
    .execute()
}
