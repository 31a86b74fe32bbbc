/**
 * The register of figures as this page knows it: one store for everything that shows a value, in React and
 * outside of it. It is told what the server answered and asks nobody itself.
 */
import type { Figure } from '../../shared/api.ts'

/** In the order of the register, by id. */
export type Figures = ReadonlyMap<string, Figure>

export type FigureRegister = {
  readonly current: () => Figures
  readonly set: (figures: readonly Figure[]) => void
  /** Returns the way to stop listening. */
  readonly subscribe: (listener: () => void) => () => void
}

export function createRegister(): FigureRegister {
  let figures: Figures = new Map()
  const listeners = new Set<() => void>()
  return {
    current: () => figures,
    set(list) {
      figures = new Map(list.map(figure => [figure.id, figure]))
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
