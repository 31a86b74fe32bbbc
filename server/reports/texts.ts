/**
 * The sections' texts as committed, read from the log and remembered by (section, generation, head): a text
 * that nobody changed is worked out once. The memory is an object of the program, and bounded.
 *
 * A text that cites figures is answered with what they print now (`shown`): the register is asked each time, and
 * its own report's alone. So whatever leaves, is searched, counted or kept as 来稿 has the values.
 */
import type { FigureValues } from '../../shared/figures/figure.ts'
import { figureIds, showFigures } from '../../shared/figures/in-text.ts'
import type { Text } from '../../shared/schema/text.ts'
import { plainText, updatesToText } from '../../shared/schema/text.ts'
import { wordCount } from '../../shared/words.ts'
import { LogDamage } from '../store/log-damage.ts'
import { readFigureValues, readValuesOfSection } from './figure-rows.ts'
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

type Remembered = SectionText & { readonly generation: number; readonly cites: boolean }

/** From so many unknown texts on, one query for the whole report is cheaper than one each. */
const singlyMost = 6

export function createTexts(most = 4000): Texts {
  const memory = new Map<string, Remembered>()
  const known = ({ id, head, generation }: TextState): Remembered | undefined => {
    const text = memory.get(id)
    return text?.seq === head && text.generation === generation ? text : undefined
  }
  const remember = ({ id, generation }: TextState, stored: StoredUpdates): Remembered => {
    const text = updatesToText(stored.updates)
    const plain = plainText(text)
    const cites = figureIds(text).length > 0
    const entry = { text, plain, words: wordCount(plain), seq: stored.seq, generation, cites }
    memory.delete(id)
    memory.set(id, entry)
    for (const oldest of memory.keys()) {
      if (memory.size <= most) break
      memory.delete(oldest)
    }
    return entry
  }
  const bare = async (db: Database, section: TextState) =>
    known(section) ?? remember(section, await readUpdates(db, section.id))

  return {
    async ofSection(db, section) {
      const text = await bare(db, section)
      return text.cites ? shown(text, await readValuesOfSection(db, section.id)) : text
    },
    async ofReport(db, reportId, sections) {
      const unknown = sections.filter(section => !known(section))
      const stored =
        unknown.length > singlyMost ? await readReportUpdates(db, reportId) : new Map<string, StoredUpdates>()
      const texts = new Map<string, SectionText>()
      let figures: FigureValues | undefined
      for (const section of sections) {
        const updates = known(section) ? undefined : stored.get(section.id)
        const text = updates ? remember(section, updates) : await unlessDamaged(bare(db, section))
        if (!text) continue
        if (text.cites) figures ??= await readFigureValues(db, reportId)
        texts.set(section.id, text.cites && figures ? shown(text, figures) : text)
      }
      return texts
    },
  }
}

/** The text with what its citations print. */
function shown({ text: bare, seq }: SectionText, figures: FigureValues): SectionText {
  const text = showFigures(bare, figures)
  const plain = plainText(text)
  return { text, plain, words: wordCount(plain), seq }
}

async function unlessDamaged(reading: Promise<Remembered>): Promise<Remembered | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof LogDamage) return undefined
    throw error
  }
}
