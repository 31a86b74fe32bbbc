/** Whose each letter is: spans of clocks by client, in order, each with its source. */

/** Whom letters come from. */
export type Source = {
  /** Null: nobody's (a section's first text), or somebody's without an account. */
  readonly personId: string | null
  /** 代录: for whom. */
  readonly name: string | null
  /** As it was when the desk took the letters over; null: ask the person's departments. */
  readonly departmentId: string | null
  readonly at: string | null
  /** The 来稿 that they were taken from. */
  readonly submissionId: string | null
  /** The material that they were taken from. */
  readonly materialId: string | null
  /** The section that they came from. */
  readonly fromSectionId: string | null
}

type Span = { readonly clock: number; readonly until: number; readonly source: Source }

export type Sources = {
  /** Said beforehand of letters that are still to come: it goes before what `write` says of them. */
  know(client: number, clock: number, length: number, source: Source): void
  isKnown(client: number, clock: number): boolean
  /** Letters come in the order of their clocks. */
  write(client: number, clock: number, length: number, source: Source): void
  /** The source of a letter, and up to which clock it holds. */
  at(client: number, clock: number): { readonly source: Source; readonly until: number } | undefined
}

export function createSources(): Sources {
  const known = new Map<number, Span[]>()
  const written = new Map<number, Span[]>()
  const add = (spans: Map<number, Span[]>, client: number, span: Span) => {
    const own = spans.get(client)
    if (!own) spans.set(client, [span])
    else {
      const last = own.at(-1)
      if (last && last.until === span.clock && isSame(last.source, span.source))
        own[own.length - 1] = { ...last, until: span.until }
      else own.push(span)
    }
  }
  const sources: Sources = {
    know(client, clock, length, source) {
      const own = known.get(client) ?? []
      own.push({ clock, until: clock + length, source })
      own.sort((one, other) => one.clock - other.clock)
      known.set(client, own)
    },
    isKnown: (client, clock) => spanAt(known.get(client), clock) !== undefined,
    write(client, clock, length, source) {
      const until = clock + length
      let from = clock
      while (from < until) {
        const said = spanAt(known.get(client), from)
        const next = said ? said.until : (nextFrom(known.get(client), from) ?? until)
        const end = Math.min(until, next)
        add(written, client, { clock: from, until: end, source: said?.source ?? source })
        from = end
      }
    },
    at: (client, clock) => spanAt(written.get(client), clock),
  }
  return sources
}

const isSame = (one: Source, other: Source) =>
  one === other ||
  (one.personId === other.personId &&
    one.name === other.name &&
    one.departmentId === other.departmentId &&
    one.at === other.at &&
    one.submissionId === other.submissionId &&
    one.materialId === other.materialId &&
    one.fromSectionId === other.fromSectionId)

function spanAt(spans: readonly Span[] | undefined, clock: number): Span | undefined {
  if (!spans) return undefined
  let [low, high] = [0, spans.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const span = spans[middle]
    if (!span) return undefined
    if (clock < span.clock) high = middle - 1
    else if (clock >= span.until) low = middle + 1
    else return span
  }
  return undefined
}

const nextFrom = (spans: readonly Span[] | undefined, clock: number) =>
  spans?.find(span => span.clock > clock)?.clock
