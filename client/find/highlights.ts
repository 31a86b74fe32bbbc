/**
 * What was found, coloured where it stands on the sheet, in mounted editors and static text alike: by ranges of
 * the page (CSS Custom Highlight API), so that no text is touched. Browsers without it show the list alone.
 */
import type { FoundPlace } from './order.ts'

const names = { all: 'tg-found', current: 'tg-found-current' } as const

/** Of more than so many only the current one is coloured. */
const colouredMost = 500

export function highlight(places: readonly FoundPlace[], current: FoundPlace | undefined): void {
  if (!('highlights' in CSS)) return
  const ranges = places.length > colouredMost ? [] : places.flatMap(place => rangeOf(place) ?? [])
  CSS.highlights.set(names.all, new Highlight(...ranges))
  const here = current && rangeOf(current)
  CSS.highlights.set(names.current, new Highlight(...(here ? [here] : [])))
}

export function clearHighlights(): void {
  if (!('highlights' in CSS)) return
  for (const name of Object.values(names)) CSS.highlights.delete(name)
}

/** Brings a place into view. */
export function scrollToPlace(place: FoundPlace): void {
  blockOf(place)?.scrollIntoView({ block: 'center' })
}

function blockOf({ sectionId, line }: FoundPlace): Element | undefined {
  return document.querySelectorAll(
    `#sheet [data-section-text="${CSS.escape(sectionId)}"] :is(p, h1, h2, h3, h4, h5, h6):not(figure *)`,
  )[line]
}

function rangeOf(place: FoundPlace): Range | undefined {
  const block = blockOf(place)
  if (!block) return undefined
  const nodes = textNodes(block)
  const whole = nodes.map(node => node.data).join('')
  // Citations and line breaks print more or fewer characters than they count for.
  const stands = whole.startsWith(place.words, place.from)
  const from = stands ? place.from : whole.indexOf(place.words)
  if (from === -1) return undefined
  const range = document.createRange()
  const [start, end] = [pointAt(nodes, from), pointAt(nodes, from + place.words.length)]
  if (!start || !end) return undefined
  range.setStart(start.node, start.offset)
  range.setEnd(end.node, end.offset)
  return range
}

/** The letters of a block, without what stands among them for others' carets. */
function textNodes(block: Element): Text[] {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  const nodes: Text[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (
      node instanceof Text &&
      !node.parentElement?.closest('.ProseMirror-widget, [contenteditable="false"] *')
    )
      nodes.push(node)
  return nodes
}

function pointAt(nodes: readonly Text[], at: number): { node: Text; offset: number } | undefined {
  let left = at
  for (const node of nodes) {
    if (left <= node.data.length) return { node, offset: left }
    left -= node.data.length
  }
  return undefined
}
