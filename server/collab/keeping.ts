/**
 * Keeping: what becomes of text that a section did not take and a tab asks to set aside.
 *
 * 1. One keep at a time for each person: it reads a section's log and occupies the merge worker.
 * 2. `kept` is answered after COMMIT; whatever goes wrong is answered too, so that the tab keeps the text.
 * 3. A draft that is there already costs one look; so does one that is over the quota.
 */
import { createHash } from 'node:crypto'
import type { Keep, KeepAnswer, KeepRefusal } from '../../shared/frames.ts'
import { limits } from '../../shared/limits.ts'
import type { Actor } from '../../shared/permissions.ts'
import type { Refusal } from '../../shared/errors.ts'
import type { Deps, Origin } from '../ops/deps.ts'
import { findSetAside, storeSetAside } from '../reports/set-aside.ts'
import { readUpdates } from '../store/log.ts'
import type { Render } from './merger.ts'

export type KeepingDeps = Pick<Deps, 'db' | 'bus' | 'clock' | 'random'> & {
  readonly render: Render
  onError(error: unknown, sectionId: string): void
}

/** A socket's own address is not kept; its session says where it was opened. */
const overSocket: Origin = { via: 'web', address: null }

/** `malformed` costs the session. `cpuMs`: what the person has to pay for. */
export type KeepOutcome = {
  readonly answer: KeepAnswer | 'malformed'
  readonly cpuMs: number
}

export class Keeping {
  readonly #deps: KeepingDeps
  /** By person: the end of the last keep that was asked for. */
  readonly #turns = new Map<string, Promise<unknown>>()

  constructor(deps: KeepingDeps) {
    this.#deps = deps
  }

  async keep(actor: Actor, reportId: string, ask: Keep): Promise<KeepOutcome> {
    const before = this.#turns.get(actor.id)
    const turn = (before ?? Promise.resolve()).then(() => this.#keepSafely(actor, reportId, ask))
    this.#turns.set(actor.id, turn)
    const outcome = await turn
    if (this.#turns.get(actor.id) === turn) this.#turns.delete(actor.id)
    return outcome
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#turns.size > 0) await Promise.all(this.#turns.values())
  }

  /** Never rejects. */
  async #keepSafely(actor: Actor, reportId: string, ask: Keep): Promise<KeepOutcome> {
    try {
      return await this.#keep(actor, reportId, ask)
    } catch (error) {
      this.#deps.onError(error, ask.sectionId)
      return unkept(ask, 'unavailable')
    }
  }

  async #keep(actor: Actor, reportId: string, ask: Keep): Promise<KeepOutcome> {
    const { sectionId, generation, state } = ask
    if (state.length > limits.updateBytes) return { answer: 'malformed', cpuMs: 0 }
    const about = { reportId, sectionId, hash: hashOf(ask) }
    const found = await findSetAside(this.#deps.db, actor, about)
    if (!found.ok) return unkept(ask, reasonOf(found))
    if (found.value.draftId !== undefined) return kept(ask, found.value.draftId)
    const { seq, updates } = await readUpdates(this.#deps.db, sectionId)
    const standsAlone = generation !== found.value.generation
    const { rendering, cpuMs } = await this.#deps.render({ committed: updates, state, standsAlone })
    switch (rendering.is) {
      case 'malformed':
        return { answer: 'malformed', cpuMs }
      case 'gap':
      case 'too-large':
        return unkept(ask, rendering.is, cpuMs)
      case 'same':
        return kept(ask, '', cpuMs)
      case 'text': {
        const { text, words } = rendering
        const stored = await storeSetAside({ ...this.#deps, origin: overSocket }, actor, {
          ...about,
          seq,
          generation,
          state,
          text,
          words,
        })
        return stored.ok ? kept(ask, stored.value.draftId, cpuMs) : unkept(ask, reasonOf(stored), cpuMs)
      }
    }
  }
}

const kept = ({ sectionId }: Keep, draftId: string, cpuMs = 0): KeepOutcome => ({
  answer: { type: 'kept', sectionId, draftId },
  cpuMs,
})

const unkept = ({ sectionId }: Keep, reason: KeepRefusal, cpuMs = 0): KeepOutcome => ({
  answer: { type: 'unkept', sectionId, reason },
  cpuMs,
})

const reasonOf = ({ code }: Refusal): KeepRefusal => (code === 'not-found' ? 'not-found' : 'quota')

/** The generation stands in it: the same bytes over another text read otherwise. */
function hashOf({ generation, state }: Keep): string {
  return createHash('sha256').update(`${generation}:`).update(state).digest('hex')
}
