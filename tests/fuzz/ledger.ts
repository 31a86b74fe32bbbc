/**
 * What people typed into a town's sections, in marks «n»; what a light called stored; and whether the disk has it.
 *
 * 1. What a light called stored is on the disk, whenever it is looked at.
 * 2. Whatever anybody typed is in the section or in a draft of theirs once all is quiet.
 */
import * as Y from 'yjs'
import type { SectionSession } from '../../client/collab/types.ts'
import { rootName } from '../../shared/schema/text.ts'
import type { Database } from '../../server/store/store.ts'
import { type SectionName, sections, storedText } from '../support/collab.ts'
import { type } from '../support/collab-visit.ts'
import type { Random } from './random.ts'

const empty = () => new Map<SectionName, Set<string>>(sections.map(id => [id, new Set()]))

export class Ledger {
  readonly #typed = empty()
  readonly #stored = empty()
  #count = 0

  get typed(): number {
    return this.#count
  }

  get stored(): number {
    return [...this.#stored.values()].reduce((sum, marks) => sum + marks.size, 0)
  }

  /** Somebody types a mark of its own. */
  type(id: SectionName, session: SectionSession): void {
    this.#count += 1
    const mark = `«${this.#count}»`
    type(session, mark)
    this.#typed.get(id)?.add(mark)
    session.whenStored().then(
      () => this.#stored.get(id)?.add(mark),
      () => {},
    )
  }

  /** `shown`: marks that somebody was shown, by section; they are on the disk too. */
  async lookAtDisk(db: Database, shown?: ReadonlyMap<SectionName, ReadonlySet<string>>): Promise<void> {
    for (const [id, marks] of this.#stored) {
      const promised = [...marks, ...(shown?.get(id) ?? [])]
      const disk = await storedText(db, id)
      const lost = promised.filter(mark => !disk.includes(mark))
      if (lost.length > 0) throw new Error(`${id}: shown or called stored, then lost: ${lost.join()}`)
    }
  }

  /** Answers how many drafts there are. */
  async lookForAll(db: Database): Promise<number> {
    const drafts = await db.selectFrom('set_aside').select(['section_id', 'text']).execute()
    for (const [id, marks] of this.#typed) {
      const own = drafts.filter(draft => draft.section_id === id).map(({ text }) => text)
      const places = [await storedText(db, id), ...own]
      const lost = [...marks].filter(mark => !places.some(place => place.includes(mark)))
      if (lost.length > 0) throw new Error(`${id}: typed, and nowhere now: ${lost.join()}`)
    }
    return drafts.length
  }
}

/** The marks that a text holds. */
export const marksIn = (text: string): ReadonlySet<string> => new Set(text.match(/«\d+»/g))

/** Small changes that leave marks whole: a letter before one, gone again, a bold one. */
export function retouch(random: Random, { doc }: SectionSession): void {
  const root = doc.getXmlFragment(rootName)
  const element = root.length > 0 ? root.get(random.below(root.length)) : undefined
  const text = element instanceof Y.XmlElement && element.length > 0 ? element.get(0) : undefined
  if (!(text instanceof Y.XmlText)) return
  doc.transact(() => {
    if (text.toDelta()[0]?.insert?.startsWith?.('稻') && random.below(2) === 0) text.delete(0, 1)
    else text.insert(0, '稻', { bold: random.pick([{}, null]) })
  }, 'typing')
}
