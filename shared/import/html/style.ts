/**
 * What an element of foreign HTML says about itself. Word's own properties (mso-…) are no CSS to a browser,
 * so style attributes are read as the text they are.
 */
import type { MarkName, Marks } from '../line.ts'
import type { HtmlElement } from './node.ts'

/** The value of a property in the style attribute, in lower case; '' where it has none. */
function styleOf(element: HtmlElement, property: string): string {
  const style = element.getAttribute('style') ?? ''
  const declaration = new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]*)`, 'i').exec(style)
  return (declaration?.[1] ?? '').trim().toLowerCase()
}

/** Not shown where it came from: instructions to programs, hidden text, scripts. */
export function isUnseen(element: HtmlElement): boolean {
  return (
    unseenTags.has(element.localName) ||
    styleOf(element, 'display') === 'none' ||
    styleOf(element, 'mso-hide') === 'all' ||
    (element.getAttribute('hidden') ?? 'until-found') !== 'until-found'
  )
}

const unseenTags = new Set([
  'style',
  'script',
  'noscript',
  'template',
  'meta',
  'link',
  'title',
  'head',
  'xml',
  'object',
  'embed',
  'iframe',
  'select',
  'option',
  'button',
  'audio',
  'video',
  'canvas',
  'map',
])

/** The marks inside an element, given those around it. */
export function marksInside(element: HtmlElement, around: Marks): Marks {
  const marks = new Set<MarkName>(around)
  const set = (mark: MarkName, on: boolean | undefined) => {
    if (on !== undefined) marks[on ? 'add' : 'delete'](mark)
  }
  set('bold', tagMarks.bold.has(element.localName) || undefined)
  set('italic', tagMarks.italic.has(element.localName) || undefined)
  set('underline', element.localName === 'u' || undefined)
  set('bold', boldness(styleOf(element, 'font-weight')))
  set('italic', slant(styleOf(element, 'font-style')))
  set('underline', /underline/.test(styleOf(element, 'text-decoration(?:-line)?')) || undefined)
  return [...marks]
}

const tagMarks = { bold: new Set(['b', 'strong']), italic: new Set(['i', 'em']) }

function boldness(weight: string): boolean | undefined {
  if (weight === '') return undefined
  return weight.startsWith('bold') || Number.parseInt(weight, 10) >= 600
}

function slant(style: string): boolean | undefined {
  return style === '' ? undefined : /^(italic|oblique)/.test(style)
}

/** Word's outline level or the tag's, 1…9. */
export function outlineOf(element: HtmlElement): number | undefined {
  const tag = /^h([1-6])$/.exec(element.localName)
  if (tag) return Number(tag[1])
  const level = Number.parseInt(styleOf(element, 'mso-outline-level'), 10)
  if (level >= 1 && level <= 9) return level
  const role = element.getAttribute('role') === 'heading' ? Number(element.getAttribute('aria-level')) : 0
  return role >= 1 && role <= 6 ? role : undefined
}

/** The bullet or number that Word and WPS draw before a paragraph of a list stands in such a span. */
export function isDrawnMark(element: HtmlElement): boolean {
  return styleOf(element, 'mso-list').startsWith('ignore')
}

/** A paragraph of a list of Word's or WPS's. */
export function isListed(element: HtmlElement): boolean {
  return /\bl\d+\b/.test(styleOf(element, 'mso-list'))
}

/** How deep in Word's or WPS's lists it stands, from 0. */
export function depthOf(element: HtmlElement): number {
  const level = /\blevel([1-9])\b/.exec(styleOf(element, 'mso-list'))?.[1]
  return level === undefined ? 0 : Number(level) - 1
}

/** Where a cell's text stands, if not at the left. */
export function alignOf(element: HtmlElement): 'center' | 'right' | null {
  const said = styleOf(element, 'text-align') || (element.getAttribute('align') ?? '').toLowerCase()
  return said === 'center' ? 'center' : said === 'right' || said === 'end' ? 'right' : null
}

/** The width that an element says, pixels at 96 dpi; per cent say none. */
export function pixelsOf(element: HtmlElement): number | undefined {
  const said = styleOf(element, 'width') || (element.getAttribute('width') ?? '')
  const match = /^([\d.]+)(pt|px|)$/.exec(said.trim())
  const pixels = Math.round(Number(match?.[1]) * (match?.[2] === 'pt' ? 4 / 3 : 1))
  return pixels > 0 && pixels < 4000 ? pixels : undefined
}
