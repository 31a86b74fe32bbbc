/**
 * The colour of a person: caret, avatar, name label. Derived from the id, so it is the same on every screen
 * and in every process, and nobody can choose somebody else's.
 */

/** White text on each of these has a contrast of at least 4.5 : 1 (WCAG 2.2, 1.4.3). */
const colors = [
  '#b3261e',
  '#a63d00',
  '#8a5000',
  '#6f6000',
  '#4f6b00',
  '#256f1c',
  '#00704a',
  '#006d6d',
  '#00699e',
  '#1f5fbf',
  '#4a53c4',
  '#6b48c0',
  '#873cb0',
  '#9c3290',
  '#ab2c6b',
  '#7a4a3a',
] as const

/** #rrggbb for a person's id. */
export function personColor(personId: string): string {
  let hash = 0x811c9dc5 // FNV-1a
  for (const character of personId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return colors[(hash >>> 0) % colors.length] ?? colors[0]
}
