/**
 * Where a title may break into lines: between phrases, never inside a word (GB/T 9704-2012 7.3.1).
 * The phrases put together are the title again, character by character.
 */

/** The title in pieces between which a line may end. */
export function titlePhrases(title: string): string[] {
  // Firefox before 125 has no segmenter: there the title breaks wherever the line ends.
  if (typeof Intl.Segmenter === 'undefined') return [title]
  const phrases: string[] = []
  let before = ''
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(title)) {
    if (phrases.length > 0 && holdsTo(before, segment)) phrases.push(`${phrases.pop()}${segment}`)
    else phrases.push(segment)
    before = segment
  }
  return phrases
}

/** Opens what follows: a conjunction, a quotation mark, a bracket. */
const opening = /^[“‘（《〈【和与及暨]$/u

/** Single characters (的, 年, 镇, closing marks) stay with what stands before them, openers with what follows. */
function holdsTo(before: string, segment: string): boolean {
  return opening.test(before) || (/^.$/su.test(segment) && !opening.test(segment))
}
