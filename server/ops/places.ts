/**
 * Places of what costs the server time: so many for everybody, so many for each person, taken before the work
 * comes (an upload, a turn) and given back after it. Whoever gets none is refused at once and waits for nothing.
 */
export type Places = {
  /** Without an owner it is the program's own, which counts for all and for nobody. Undefined: there is none. */
  enter(owner?: string): Place | undefined
}

export type Place = {
  /** Given back once, however often it is said. */
  leave(): void
}

export function createPlaces({ all, each }: { readonly all: number; readonly each: number }): Places {
  const taken = new Map<symbol, string | undefined>()
  return {
    enter(owner) {
      const own = [...taken.values()].filter(one => one === owner).length
      if (taken.size >= all || (owner !== undefined && own >= each)) return undefined
      const place = Symbol('place')
      taken.set(place, owner)
      return { leave: () => void taken.delete(place) }
    },
  }
}
