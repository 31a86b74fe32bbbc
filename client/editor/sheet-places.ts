/** Where things stand on the sheet: sections, headings and blocks, with an editor mounted there or not. */

/** The title of the report, or a section's heading. */
export function placeOfHeading(sheet: HTMLElement | null, sectionId: string): Element | null | undefined {
  return sectionId === ''
    ? sheet?.querySelector('h1')
    : sheet?.querySelector(`#heading-${CSS.escape(sectionId)}, #section-${CSS.escape(sectionId)}`)
}

/** A paragraph or heading of a section's text by its number, mounted or not. */
export function findBlock(sheet: HTMLElement | null, sectionId: string, at: number): Element | undefined {
  const blocks = sheet?.querySelectorAll(
    `[data-section-text="${CSS.escape(sectionId)}"] :is(p, h1, h2, h3, h4, h5, h6):not(figure *)`,
  )
  return blocks?.[at]
}

export function scrollToSection(sheet: HTMLElement | null, sectionId: string): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  sheet
    ?.querySelector(`#section-${CSS.escape(sectionId)}`)
    ?.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' })
}
