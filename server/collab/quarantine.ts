/**
 * Quarantine: sections whose log is damaged. Each damage rings the alarm once; the section is not read
 * again for a while, however often tabs come back for it, and opens by itself when it has been repaired.
 */
import { LogDamage } from '../store/log-damage.ts'

export type QuarantineDeps = {
  now(): number
  /** Somebody has to look at the disk or the backup. */
  alarm(damage: LogDamage): void
}

/** After so long a damaged section is read again. */
const heldMs = 30_000

type Held = { readonly damage: LogDamage; until: number }

export class Quarantine {
  readonly #deps: QuarantineDeps
  readonly #held = new Map<string, Held>()

  constructor(deps: QuarantineDeps) {
    this.#deps = deps
  }

  /** Sections that are known to be damaged. */
  get size(): number {
    return this.#held.size
  }

  /** Reads a section, unless it is held: then throws what is the matter with it. */
  async reading<Value>(sectionId: string, read: () => Promise<Value>): Promise<Value> {
    const held = this.#held.get(sectionId)
    if (held && held.until > this.#deps.now()) throw held.damage
    try {
      const value = await read()
      this.#held.delete(sectionId)
      return value
    } catch (error) {
      if (error instanceof LogDamage) this.#hold(error)
      throw error
    }
  }

  #hold(damage: LogDamage): void {
    const before = this.#held.get(damage.sectionId)?.damage
    this.#held.set(damage.sectionId, { damage, until: this.#deps.now() + heldMs })
    if (before?.seq !== damage.seq || before.kind !== damage.kind) this.#deps.alarm(damage)
  }
}
