/**
 * Sections' texts as they were at positions of their logs.
 *
 * 1. A text that is still the newest comes from the memory of texts; what is little is worked out at once, what
 *    is more in a thread of its own: those who type must not wait for somebody who looks back.
 * 2. A log that is damaged or does not reach back so far is a refusal, never an empty or another text.
 */
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import type { Actor } from '../../shared/permissions.ts'
import type { Text } from '../../shared/schema/text.ts'
import { textsOfUpdates } from '../convert/past-texts.ts'
import { readUpdatesAt } from '../store/history.ts'
import { LogDamage } from '../store/log-damage.ts'
import type { Database } from '../store/store.ts'
import type { ReportDeps } from './deps.ts'
import type { PlacedSection } from './rows.ts'

export type Position = { readonly sectionId: string; readonly seq: number }

export type PastDeps = Pick<ReportDeps, 'db' | 'texts' | 'conversions'>

/** Up to so many bytes are worked out between two keystrokes of others. */
const atOnceBytes = 64 * 1024

/** `live`: the report's sections as they are, for texts that are still the newest. Whose turn it is: `owner`. */
export async function textsAt(
  deps: PastDeps,
  { id: owner }: Pick<Actor, 'id'>,
  positions: readonly Position[],
  live: readonly PlacedSection[],
): Promise<Outcome<Map<string, Text>>> {
  const texts = new Map<string, Text>()
  const past = new Map<string, readonly Uint8Array[]>()
  try {
    for (const { sectionId, seq } of positions) {
      const section = live.find(({ id }) => id === sectionId)
      if (section?.head === seq) {
        const newest = await deps.texts.ofSection(deps.db, section)
        if (newest.seq === seq) {
          texts.set(sectionId, newest.text)
          continue
        }
      }
      const updates = await updatesAt(deps.db, { sectionId, seq })
      if (!updates) return refuse('unavailable', { sections: [sectionId] })
      past.set(sectionId, updates)
    }
  } catch (error) {
    if (error instanceof LogDamage) return refuse('unavailable')
    throw error
  }
  const worked = await workOut(deps, owner, past)
  if (!worked.ok) return worked
  for (const [id, text] of worked.value) texts.set(id, text)
  return done(texts)
}

async function updatesAt(
  db: Database,
  { sectionId, seq }: Position,
): Promise<readonly Uint8Array[] | undefined> {
  return (await readUpdatesAt(db, sectionId, seq))?.updates
}

async function workOut(
  { conversions }: PastDeps,
  owner: string,
  past: ReadonlyMap<string, readonly Uint8Array[]>,
): Promise<Outcome<Map<string, Text>>> {
  const size = [...past.values()].flat().reduce((sum, bytes) => sum + bytes.length, 0)
  return size <= atOnceBytes ? done(textsOfUpdates(past)) : conversions.run('past-texts', past, { owner })
}
