/**
 * Long names of the house's list of which one character is written otherwise, found wherever they stand and however
 * often: the list says which one is right (read by `name-variant`).
 *
 * A place is looked at only where two characters of a name's beginning or of its second half stand, so that a
 * long list costs no more than the text is long.
 */

/** Shorter ones are too easily another's name. */
const shortest = 5

type NearName = { readonly at: number; readonly name: string; readonly meant: string }
export type ListedNames = (text: string) => NearName[]

type Half = { readonly name: string; readonly offset: number }

/** `mayDiffer` says whether two characters can be a slip of each other. */
export function listedNames(
  names: readonly string[],
  mayDiffer: (written: string, meant: string) => boolean,
): ListedNames {
  const known = new Set(names)
  const halves = new Map<string, Half[]>()
  for (const name of known) {
    if (name.length < shortest) continue
    for (const offset of [0, Math.ceil(name.length / 2)]) {
      const gram = name.slice(offset, offset + 2)
      halves.set(gram, [...(halves.get(gram) ?? []), { name, offset }])
    }
  }
  return text => {
    const near = new Map<number, NearName>()
    if (halves.size === 0) return []
    for (let place = 0; place < text.length - 1; place += 1)
      for (const { name, offset } of halves.get(text.slice(place, place + 2)) ?? []) {
        const at = place - offset
        if (at < 0 || !differsOnce(text, at, name, mayDiffer)) continue
        const written = text.slice(at, at + name.length)
        if (!known.has(written)) near.set(at, { at, name: written, meant: name })
      }
    return [...near.values()].sort((a, b) => a.at - b.at)
  }
}

/** The first character stays: 东山村 and 西山村 are two villages. */
function differsOnce(
  text: string,
  at: number,
  meant: string,
  mayDiffer: (written: string, meant: string) => boolean,
): boolean {
  if (text[at] !== meant[0] || at + meant.length > text.length) return false
  let other: number | undefined
  for (let nth = 1; nth < meant.length; nth += 1) {
    if (text[at + nth] === meant[nth]) continue
    if (other !== undefined) return false
    other = nth
  }
  return other !== undefined && mayDiffer(text[at + other] ?? '', meant[other] ?? '')
}
