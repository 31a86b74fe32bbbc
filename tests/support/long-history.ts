/** A section with a long past: most of its rows are older than forty days, and submissions name some of them. */
import * as Y from 'yjs'
import { appendUpdates } from '../../server/store/append.ts'
import { readUpdatesAt } from '../../server/store/history.ts'
import { readUpdates } from '../../server/store/log.ts'
import type { Database } from '../../server/store/store.ts'
import { plainText, rootName, updatesToText } from '../../shared/schema/text.ts'
import { paragraph } from './raw-tab.ts'

export type Past = {
  readonly sectionId: string
  /** Of its log; those before `young` are old. */
  readonly rows: number
  readonly young: number
  /** Positions that a submission names. */
  readonly named: readonly number[]
}

/** In a town that nobody has typed in. */
export async function fillHistory(db: Database, { sectionId, rows, young, named }: Past): Promise<void> {
  const doc = new Y.Doc()
  doc.getXmlFragment(rootName)
  for (const update of (await readUpdates(db, sectionId)).updates) Y.applyUpdate(doc, update)
  const typed: { readonly personId: string; readonly bytes: Uint8Array }[] = []
  doc.on('update', (bytes: Uint8Array) => typed.push({ personId: 'li', bytes }))
  for (let row = 2; row <= rows; row += 1)
    doc.transact(() => {
      const root = doc.getXmlFragment(rootName)
      if (row % 3 > 0) root.delete(root.length - 1, 1)
      paragraph(`第${row}句`)(root)
    })
  const now = Date.now()
  const append = (head: number, part: typeof typed, at: number) =>
    appendUpdates(db, [{ sectionId, head, grants: head === 1 ? 1 : 2, rows: part, bindings: [] }], () => at)
  await append(1, typed.slice(0, young - 2), now - 40 * 24 * 60 * 60 * 1000)
  await append(young - 1, typed.slice(young - 2), now)
  for (const seq of named)
    await db
      .insertInto('submissions')
      .values({
        id: `at${seq}`,
        section_id: sectionId,
        round: seq,
        person_id: 'li',
        channel: 'editor',
        at: '2025-01-01T00:00:00.000Z',
        seq,
        text: '{}',
        words: 0,
        nil: 0,
        note: '',
        looked_at: null,
        recalled_at: null,
      })
      .execute()
}

export async function textAt(db: Database, sectionId: string, seq: number): Promise<string | undefined> {
  const stored = await readUpdatesAt(db, sectionId, seq)
  return stored && plainText(updatesToText(stored.updates))
}

/** The texts at all positions that a compaction has to keep, by position. */
export async function readKept(
  db: Database,
  { sectionId, rows, young, named }: Past,
): Promise<ReadonlyMap<number, string | undefined>> {
  const kept = new Map<number, string | undefined>()
  for (const seq of [...named, young - 1, young, rows]) kept.set(seq, await textAt(db, sectionId, seq))
  return kept
}

/** 0: the log has no rows. */
export async function oldestRow(db: Database, sectionId: string): Promise<number> {
  const row = await db
    .selectFrom('updates')
    .select('seq')
    .where('section_id', '=', sectionId)
    .orderBy('seq')
    .executeTakeFirst()
  return row?.seq ?? 0
}
