/**
 * The sections' texts as committed, read from the log and remembered by (section, generation, head): a text
 * that nobody changed is worked out once. The memory is an object of the program, and bounded.
 */
import type { Text } from '../../shared/schema/text.ts'
import { plainText, updatesToText } from '../../shared/schema/text.ts'
import { wordCount } from '../../shared/words.ts'
import { LogDamage } from '../store/log-damage.ts'
import { readReportUpdates, readUpdates, type StoredUpdates } from '../store/log.ts'
import type { Database } from '../store/store.ts'

export type SectionText = {
  readonly text: Text
  readonly plain: string
  readonly words: number
  /** The log position that this is the text of. */
  readonly seq: number
}

/** What a row says about its text. */
type TextState = {
  readonly id: string
  readonly head: number
  readonly generation: number
}

export type Texts = {
  /** Every section's text, by section id; a section whose log is damaged is left out, never empty. */
  ofReport(db: Database, reportId: string, sections: readonly TextState[]): Promise<Map<string, SectionText>>
  ofSection(db: Database, section: TextState): Promise<SectionText>
}

type Remembered = SectionText & { readonly generation: number }

/** From so many unknown texts on, one query for the whole report is cheaper than one each. */
const singlyMost = 6

export function createTexts(most = 4000): Texts {
  const memory = new Map<string, Remembered>()
  const known = ({ id, head, generation }: TextState): Remembered | undefined => {
    const text = memory.get(id)
    return text?.seq === head && text.generation === generation ? text : undefined
  }
  const remember = ({ id, generation }: TextState, stored: StoredUpdates): SectionText => {
    const text = updatesToText(stored.updates)
    const plain = plainText(text)
    const entry = { text, plain, words: wordCount(plain), seq: stored.seq, generation }
    memory.delete(id)
    memory.set(id, entry)
    for (const oldest of memory.keys()) {
      if (memory.size <= most) break
      memory.delete(oldest)
    }
    return entry
  }
  const ofSection = async (db: Database, section: TextState) =>
    known(section) ?? remember(section, await readUpdates(db, section.id))

  return {
    ofSection,
    async ofReport(db, reportId, sections) {
      const unknown = sections.filter(section => !known(section))
      const stored =
        unknown.length > singlyMost ? await readReportUpdates(db, reportId) : new Map<string, StoredUpdates>()
      const texts = new Map<string, SectionText>()
      for (const section of sections) {
        const updates = known(section) ? undefined : stored.get(section.id)
        const text = updates ? remember(section, updates) : await unlessDamaged(ofSection(db, section))
        if (text) texts.set(section.id, text)
      }
      return texts
    },
  }
}

async function unlessDamaged(reading: Promise<SectionText>): Promise<SectionText | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof LogDamage) return undefined
    throw error
  }
}
