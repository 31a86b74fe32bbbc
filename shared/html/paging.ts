/**
 * Which page each thing is on, found by the engine that prints: the sheet is laid out in columns as wide and
 * high as the type area, so that the column is the page (Chromium has no target-counter()). With that known,
 * the contents get their numbers, the text begins on an odd page, and 版记 goes to the foot of the last even
 * page (GB/T 9704-2012 7.4).
 *
 * 1. Handed the page that shows the sheet; run there by the preview, the print button and the PDF maker. The
 *    functions name nothing outside of each other, so that `pagingScript` can carry them into a page.
 * 2. Measured with the rules of print: the page's @media rules are turned over meanwhile.
 * 3. Pages are the same as in print; tests/print holds one against the other.
 */

/** Pages of the contents (without a blank one behind them), of the text, and how many of those have a number. */
export type Laid = { readonly contents: number; readonly text: number; readonly numbered: number }

/** Lays the sheet out for printing, in place. */
export function layPages(page: Document): Laid {
  const sheet = page.querySelector<HTMLElement>('article.paper')
  if (!sheet) return { contents: 0, text: 0, numbered: 0 }
  const turnBack = showAsPrinted(page)
  const contents = page.querySelector<HTMLElement>('.contents-page')
  const front = contents ? layContents(page, contents, sheet) : 0
  const text = layImprint(page, sheet)
  turnBack()
  page.documentElement.classList.add('laid')
  // 版记 behind a blank page: neither is numbered.
  return { contents: front, text, numbered: sheet.querySelector('.blank-page') ? text - 2 : text }
}

/** The numbers into the contents, and a blank page behind an odd one. Answers the pages of the contents. */
function layContents(page: Document, contents: HTMLElement, sheet: HTMLElement): number {
  const { pageOf } = measurePages(page, sheet)
  for (const line of contents.querySelectorAll('a')) {
    const number = line.querySelector('.page')
    if (number) number.textContent = String(pageOf.get(line.hash.slice(1)) ?? '')
  }
  const { pages } = measurePages(page, contents)
  page.querySelector('.contents-page + .blank-page')?.remove()
  if (pages % 2 === 0) return pages
  const blank = page.createElement('div')
  blank.className = 'blank-page print-only'
  contents.after(blank)
  return pages
}

/** 版记 to the foot of the last even page; where it needs a blank page before it neither has a number. */
function layImprint(page: Document, sheet: HTMLElement): number {
  for (const old of sheet.querySelectorAll('.foot-space, .blank-page')) old.remove()
  const imprint = sheet.querySelector<HTMLElement>('.imprint')
  if (!imprint) return measurePages(page, sheet).pages
  const height = measurePages(page, sheet, '.imprint').height
  imprint.remove()
  const { pages, left, pageHeight } = measurePages(page, sheet)
  const fits = pages % 2 === 0 && left > height
  const space = page.createElement('div')
  space.className = fits ? 'foot-space' : 'foot-space on-new-page'
  // A pixel less: rounding must not push 版记 over the edge.
  space.style.height = `${Math.max(0, (fits ? left : pageHeight) - height - 1)}px`
  if (!fits && pages % 2 === 0) {
    const blank = page.createElement('div')
    blank.className = 'blank-page'
    sheet.append(blank)
    space.classList.add('unnumbered')
    imprint.classList.add('unnumbered')
  }
  sheet.append(space, imprint)
  return fits ? pages : pages % 2 === 0 ? pages + 2 : pages + 1
}

/**
 * A copy of `root` in columns: the page of every anchor, how many pages there are, what is free on the last
 * one and how high a page and `part` are, in pixels.
 */
function measurePages(page: Document, root: HTMLElement, part?: string) {
  const copy = layColumns(page, root)
  const box = copy.getBoundingClientRect()
  if (box.width === 0) throw new Error('a sheet that is not shown has no pages')
  const columnOf = (rect: DOMRect) => Math.floor((rect.left - box.left + 1) / box.width)
  repeatHeads(copy, columnOf)
  const end = page.createElement('div')
  copy.append(end)
  const last = end.getBoundingClientRect()
  const pageOf = new Map<string, number>()
  for (const anchor of copy.querySelectorAll('[id]')) {
    // A section begins where its heading stands, which may be pushed over to the next page.
    const first = anchor.matches('section') ? (anchor.firstElementChild ?? anchor) : anchor
    const rect = first.getClientRects()[0]
    if (rect) pageOf.set(anchor.id, columnOf(rect) + 1)
  }
  const height = (part && copy.querySelector(part)?.getBoundingClientRect().height) || 0
  const pages = Math.floor((last.left - box.left + 1) / box.width) + 1
  copy.remove()
  return { pageOf, pages, height, left: box.bottom - last.top, pageHeight: box.height }
}

/** The copy itself, out of sight; the look of `.laying` stands in print.css. */
export function layColumns(page: Document, root: HTMLElement): HTMLElement {
  const copy = page.createElement(root.localName)
  copy.className = `${root.className} laying`
  copy.append(...[...root.childNodes].map(child => child.cloneNode(true)))
  page.body.append(copy)
  return copy
}

/** Print repeats a table's head on every page, columns do not: it is put back at the start of each. */
export function repeatHeads(copy: HTMLElement, columnOf: (rect: DOMRect) => number): void {
  for (const table of copy.querySelectorAll('table')) {
    const head = table.tHead
    if (!head || table.closest('.wide')) continue
    let column = columnOf(head.getBoundingClientRect())
    for (const row of [...table.tBodies].flatMap(body => [...body.rows])) {
      const at = columnOf(row.getBoundingClientRect())
      if (at > column) for (const line of head.rows) row.before(line.cloneNode(true))
      column = Math.max(column, at)
    }
  }
}

/** Turns the rules for print on and those for screens off. Answers how to turn them back. */
export function showAsPrinted(page: Document): () => void {
  const turned: [MediaList, string][] = []
  for (const sheet of page.styleSheets)
    for (const rule of sheet.cssRules) {
      // Not by class: the page may be a frame, whose classes are others.
      if (!('media' in rule)) continue
      const media = rule.media as MediaList
      const text = media.mediaText
      turned.push([media, text])
      media.mediaText = text === 'print' ? 'all' : text.includes('screen') ? 'not all' : text
    }
  return () => {
    for (const [media, text] of turned) media.mediaText = text
  }
}

/** The same as a script for a page of its own: it declares the functions and calls none. */
export const pagingScript = [
  layPages,
  layContents,
  layImprint,
  measurePages,
  layColumns,
  repeatHeads,
  showAsPrinted,
]
  .map(String)
  .join('\n')
