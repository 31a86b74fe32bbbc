/**
 * What became of each line of a 来稿 in the report as it is now (rule Y9 of server/reports/desk/SPEC.md).
 *
 * 1. Told by the words: a line is found where nearly all of its grams are, whoever put them there and however.
 * 2. Where only a part of them is, or little, but the desk took the line over, it was reworded there.
 * 3. White space and marks do not count: who sets a comma right rewords nothing.
 * 4. A few letters stand in many a sentence by chance: they are found where they are a line or a table's cell, or
 *    where the desk took them.
 */
export const fates = [
  'kept', // 采用: stands in its own section
  'merged', // 并入: stands in another one
  'reworded', // 改写
  'unused', // 未采用
] as const
export type Fate = (typeof fates)[number]

export type LineFate = { readonly fate: Fate; readonly sectionIds: readonly string[] }

/** A line that the desk took over. */
export type Taken = { readonly line: number; readonly sectionId: string }

const gramLength = 3
const nearlyAll = 0.9
const much = 0.4
/** Of a line that was taken over, so much is enough. */
const some = 0.15

/** One fate for each line, by its number; blank ones have none. `homeId`: its own section; 材料 has none. */
export function fatesOf(
  lines: readonly { readonly line: number; readonly text: string }[],
  homeId: string | null,
  shelves: readonly Shelf[],
  taken: readonly Taken[],
): Map<number, LineFate> {
  const found = new Map<number, LineFate>()
  for (const { line, text } of lines) {
    const words = wordsOf(text)
    if (words === '') continue
    const went = taken.filter(one => one.line === line).map(one => one.sectionId)
    found.set(line, fateOf(words, homeId, shelves, went))
  }
  return found
}

/** The report's sections, read once for many 来稿. */
export function shelvesOf(sections: readonly { readonly id: string; readonly text: string }[]): Shelf[] {
  return sections.map(({ id, text }) => {
    const words = wordsOf(text)
    // Cells are parted by tabs (plainText).
    return { id, words, lines: new Set(text.split(/[\n\t]/).map(wordsOf)), grams: gramsOf(words) }
  })
}

export type Shelf = {
  readonly id: string
  readonly words: string
  readonly lines: ReadonlySet<string>
  readonly grams: ReadonlySet<string>
}

function fateOf(
  words: string,
  homeId: string | null,
  shelves: readonly Shelf[],
  went: readonly string[],
): LineFate {
  const grams = gramsOf(words)
  const found = shelves.map(shelf => ({ id: shelf.id, share: shareIn(words, grams, shelf, went) }))
  const here = (least: number) => found.filter(({ share }) => share >= least).map(({ id }) => id)
  const whole = here(nearlyAll)
  if (homeId !== null && whole.includes(homeId)) return { fate: 'kept', sectionIds: [homeId] }
  if (whole.length > 0) return { fate: 'merged', sectionIds: whole }
  const takenTo = found.filter(({ id, share }) => went.includes(id) && share >= some).map(({ id }) => id)
  if (takenTo.length > 0) return { fate: 'reworded', sectionIds: takenTo }
  const best = found.toSorted((one, other) => other.share - one.share)[0]
  return best && best.share >= much
    ? { fate: 'reworded', sectionIds: [best.id] }
    : { fate: 'unused', sectionIds: [] }
}

/** Words of up to so many letters are found whole or not at all. */
const shortest = 6

function shareIn(words: string, own: ReadonlySet<string>, shelf: Shelf, went: readonly string[]): number {
  const stands = shelf.words.includes(words)
  if (words.length <= shortest) return stands && (shelf.lines.has(words) || went.includes(shelf.id)) ? 1 : 0
  if (stands) return 1
  let common = 0
  for (const gram of own) if (shelf.grams.has(gram)) common += 1
  return common / own.size
}

/** Hanzi, letters and digits alone. */
const wordsOf = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '')

function gramsOf(words: string): Set<string> {
  const grams = new Set<string>()
  for (let at = 0; at + gramLength <= words.length; at += 1) grams.add(words.slice(at, at + gramLength))
  return grams
}
