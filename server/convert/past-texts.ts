/** Texts of their logs' updates, by section id: many at once are worked out in a thread of their own. */
import { type Text, updatesToText } from '../../shared/schema/text.ts'

export type UpdatesOfSections = ReadonlyMap<string, readonly Uint8Array[]>

export function textsOfUpdates(sections: UpdatesOfSections): Map<string, Text> {
  return new Map([...sections].map(([id, updates]) => [id, updatesToText(updates)]))
}
