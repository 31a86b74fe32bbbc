/** Files that people handed in to a report that is in the store, without an upload. */
import type { Database } from '../../server/store/store.ts'

export async function insertAttachments(
  db: Database,
  ids: readonly string[],
  bytes: Uint8Array,
): Promise<void> {
  const { report_id } = await db.selectFrom('sections').select('report_id').limit(1).executeTakeFirstOrThrow()
  const { id: created_by } = await db.selectFrom('persons').select('id').limit(1).executeTakeFirstOrThrow()
  for (const id of ids)
    await db
      .insertInto('attachments')
      .values({
        id,
        report_id,
        section_id: null,
        name: '照片.jpg',
        media_type: 'image/jpeg',
        size: bytes.length,
        bytes,
        created_by,
        created_at: '2026-01-01T00:00:00.000Z',
      })
      .execute()
}
