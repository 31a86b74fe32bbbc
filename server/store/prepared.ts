/**
 * Queries compiled once and asked many times: building one and turning it into SQL costs more than running it,
 * and a key waits for it. A prepared query is plain data, so that a worker can be handed it.
 */
import type { Compilable } from 'kysely'

/** SQL with its values. */
export type Query = { readonly sql: string; readonly parameters: readonly unknown[] }

/** `Row` is what the query answers. */
export type Prepared<Values, Row> = {
  readonly sql: string
  readonly parameters: readonly (Slot<Values> | Fixed)[]
  /** Only for its type. */
  readonly row?: Row
}

/** Stands where a value differs from one time to the next. */
type Slot<Values> = { readonly slot: keyof Values }
type Fixed = { readonly value: unknown }

/** `build` makes the query; what its argument answers stands for the value of that name. */
export function preparing<Values extends object>() {
  return <Row>(
    build: (slot: <Name extends keyof Values>(name: Name) => Values[Name]) => Compilable<Row>,
  ): Prepared<Values, Row> => {
    const slots = new Set<unknown>()
    const slot = <Name extends keyof Values>(name: Name) => {
      const made: Slot<Values> = { slot: name }
      slots.add(made)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Kysely hands values on unread
      return made as unknown as Values[Name]
    }
    const isSlot = (value: unknown): value is Slot<Values> => slots.has(value)
    const { sql, parameters } = build(slot).compile()
    return { sql, parameters: parameters.map(value => (isSlot(value) ? value : { value })) }
  }
}

export function bind<Values, Row>({ sql, parameters }: Prepared<Values, Row>, values: Values): Query {
  const valueOf = (one: Slot<Values> | Fixed) => ('slot' in one ? values[one.slot] : one.value)
  return { sql, parameters: parameters.map(valueOf) }
}
