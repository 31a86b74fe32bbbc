/**
 * The page of GB/T 9704-2012 in Word's units: twips (1/20 pt), half points for sizes of type, EMU for drawings.
 * 22 lines of 28 characters come from an exact pitch and characters set 0.25pt closer, because what Word has
 * for it (a grid of lines and characters) is not read alike by LibreOffice and ONLYOFFICE.
 */

/** A4 with 37 mm above, 28 mm on the left, 156 × 225 mm of type area. */
export const page = {
  width: 11906,
  height: 16838,
  top: 2098,
  bottom: 1984,
  left: 1588,
  right: 1474,
  /** The dash of the page number ends 7 mm below the type area. */
  footer: 1446,
} as const

export const textWidth = page.width - page.left - page.right

/** 22 of it are less than 225 mm; 580 would be more. */
export const linePitch = 579

/** 三号, the body's size. */
export const bodySize = 32
/** Set closer by 0.25pt: 28 characters of 15.75pt are 155.6 mm. */
export const bodySpacing = -5
/** A character of the body with its spacing. */
export const cell = 315
/** What Word calls a character in indents is one of the size of the style. */
export const character = 320
/** 二号 */
export const titleSize = 44
/** Characters of a title that stand in one line. */
export const titleCharacters = 20
/** 四号 */
export const smallSize = 28

/** Ems that characters take: a half-width one takes half of one. */
export function emsOf(text: string): number {
  let ems = 0
  for (const character of text) ems += isHalf(character.codePointAt(0) ?? 0) ? 0.5 : 1
  return ems
}

// Quotation marks, dashes and dots of Chinese text are wide here, as the hint on their runs makes them.
const isHalf = (point: number) => point < 0x2000 && point !== 0xb7 && point !== 0xd7
