/** 代录: for whom a 来稿 was entered, and the original that it was entered from. */
import type { Kysely } from 'kysely'

export async function addEntered({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('submissions').addColumn('entered_for', 'text').execute()
  await schema
    .alterTable('submissions')
    .addColumn('attachment_id', 'text', column => column.references('attachments.id'))
    .execute()
}
