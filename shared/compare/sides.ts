/**
 * What can stand on a side of a comparison, and how an address names it: now, submitted, last-year,
 * version:<id>, submission:<id>.
 */
export type Side =
  /** The text as it is; the latest 来稿 of every section; the report that this one was begun from. */
  | { readonly kind: 'now' | 'submitted' | 'last-year' }
  | { readonly kind: 'version' | 'submission'; readonly id: string }

/** The side that a name means, or undefined. */
export function parseSide(name: string): Side | undefined {
  if (name === 'now' || name === 'submitted' || name === 'last-year') return { kind: name }
  const found = /^(version|submission):([\w-]{1,64})$/.exec(name)
  if (!found) return undefined
  return { kind: found[1] === 'version' ? 'version' : 'submission', id: found[2] ?? '' }
}
