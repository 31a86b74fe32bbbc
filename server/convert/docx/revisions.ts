/**
 * Tracked changes (ISO/IEC 29500-1 17.13.5): what came, what went, what was moved, each with who and when.
 * Author and moment are arguments; ids count up, so that the same comparison gives the same bytes.
 */
import type { Tracking } from './writing.ts'
import { asDeleted, join, nothing, w, type Xml } from './xml.ts'

export type Reviser = {
  readonly author: string
  /** 2026-11-23T01:00:00Z */
  readonly date: string
}

export type RevisionKind = 'ins' | 'del' | 'moveFrom' | 'moveTo'

export class Revisions {
  readonly #reviser: Reviser
  #next = 1

  constructor(reviser: Reviser) {
    this.#reviser = reviser
  }

  /** Everything that is written meanwhile is one kind of change. */
  tracking(kind: RevisionKind): Tracking {
    return {
      runs: runs => this.runs(kind, runs),
      end: () => w(kind, this.#said()),
      // A row knows no moves.
      row: () => w(kind === 'ins' || kind === 'moveTo' ? 'ins' : 'del', this.#said()),
    }
  }

  runs(kind: RevisionKind, runs: Xml): Xml {
    return runs.xml === '' ? nothing : w(kind, this.#said(), kind === 'del' ? asDeleted(runs) : runs)
  }

  /** What was moved stands between two marks of one name, where it was and where it is. */
  moved(kind: 'moveFrom' | 'moveTo', name: string, inner: Xml): Xml {
    const said = this.#said()
    return join([w(`${kind}RangeStart`, { ...said, name }), inner, w(`${kind}RangeEnd`, { id: said.id })])
  }

  #said() {
    const id = this.#next
    this.#next += 1
    return { id, author: this.#reviser.author, date: this.#reviser.date }
  }
}
