/** Who deleted a comment, and so may bring it back. Of what was deleted before nobody knows. */
import type { Kysely } from 'kysely'

export async function addDeletedBy({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable('comments')
    .addColumn('deleted_by', 'text', column => column.references('persons.id'))
    .execute()
}
