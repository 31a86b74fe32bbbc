/**
 * The true pages on a screen: the sheet laid out as it prints, each page a window onto a copy of it in columns.
 * Copies come as their pages come near the view, so that a long report costs what is looked at. Where a page is
 * wider than the view it is shown smaller, never laid out anew.
 */
import { layColumns, layPages, repeatHeads, showAsPrinted } from '../../../shared/html/paging.ts'

const look = `
  html, body { background: none !important; }
  body { margin: 0; overflow-x: hidden; }
  .desk { display: none !important; }
  .sheet-strip { overflow: hidden; margin: 0 auto; }
  .sheet-pages { display: grid; width: max-content; padding: 16px; gap: 16px; transform-origin: 0 0; }
  .sheet-page { position: relative; overflow: hidden; width: 210mm; height: 297mm; background: #fff; box-shadow: 0 1px 6px rgb(0 0 0 / 20%); }
  .sheet-window { position: absolute; overflow: hidden; inset: 37mm auto auto 28mm; width: 156mm; height: 225.2mm; }
  .sheet-window > .laying { visibility: visible; }
  .sheet-number { position: absolute; top: 266mm; left: calc(28mm + 14pt); font: 14pt / 1 "宋体", SimSun, "Songti SC", "Noto Serif SC", serif; }
  .sheet-number.odd { right: calc(26mm + 14pt); left: auto; }
`

/** Fills the page with its pages once its faces are there. Answers how many; `stop` ends the watching. */
export async function showPages(
  page: Document,
): Promise<{ readonly pages: number; readonly stop: () => void }> {
  await page.fonts.ready
  const laid = layPages(page)
  showAsPrinted(page)
  const style = page.createElement('style')
  style.textContent = look
  page.head.append(style)
  const strip = page.createElement('div')
  strip.className = 'sheet-pages'
  const around = page.createElement('div')
  around.className = 'sheet-strip'
  around.append(strip)
  page.body.append(around)
  const windows = new Map<Element, () => void>()
  const watch = new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) windows.get(target)?.()
        else target.querySelector('.sheet-window')?.replaceChildren()
      }
    },
    { rootMargin: '600px' },
  )
  const add = (root: HTMLElement | null, at: number, number: string, isOdd: boolean) => {
    const sheet = page.createElement('div')
    sheet.className = 'sheet-page'
    const opening = page.createElement('div')
    opening.className = 'sheet-window'
    const foot = page.createElement('div')
    foot.className = isOdd ? 'sheet-number odd' : 'sheet-number'
    foot.textContent = number === '' ? '' : `— ${number} —`
    sheet.append(opening, foot)
    strip.append(sheet)
    if (root) windows.set(sheet, () => fillWindow(page, opening, root, at))
    watch.observe(sheet)
  }
  const contents = page.querySelector<HTMLElement>('.contents-page')
  for (let at = 0; at < laid.contents; at += 1) add(contents, at, roman(at + 1), at % 2 === 0)
  if (laid.contents % 2 === 1) add(null, 0, '', false)
  const sheet = page.querySelector<HTMLElement>('article.paper')
  for (let at = 0; at < laid.text; at += 1)
    add(sheet, at, at < laid.numbered ? String(at + 1) : '', at % 2 === 0)
  const fit = new ResizeObserver(() => fitInto(around, strip, page.documentElement.clientWidth))
  fit.observe(page.documentElement)
  const stop = () => {
    watch.disconnect()
    fit.disconnect()
  }
  return { pages: strip.childElementCount, stop }
}

/** As large as it is where there is room, else as wide as the view. */
function fitInto(around: HTMLElement, strip: HTMLElement, room: number): void {
  const scale = Math.min(1, room / strip.offsetWidth)
  strip.style.transform = scale === 1 ? '' : `scale(${scale})`
  around.style.width = `${strip.offsetWidth * scale}px`
  around.style.height = `${strip.offsetHeight * scale}px`
}

/** A copy of the whole in columns, of which the window shows one. */
function fillWindow(page: Document, opening: Element, root: HTMLElement, at: number): void {
  const copy = layColumns(page, root)
  opening.replaceChildren(copy)
  const box = copy.getBoundingClientRect()
  repeatHeads(copy, rect => Math.floor((rect.left - box.left + 1) / box.width))
  copy.style.transform = `translateX(-${at * 100}%)`
}

const ones = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX']
const roman = (value: number) => 'X'.repeat(Math.floor(value / 10)) + (ones[value % 10] ?? '')
