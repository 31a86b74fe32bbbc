/**
 * HTML by construction: the only two ways to make Markup are text(), which escapes, and element(), which
 * knows its tags and attributes. Nothing that a person wrote can become a tag, an attribute or a link.
 *
 * 1. Attribute values are escaped and always quoted; undefined leaves the attribute out.
 * 2. A link leads to an anchor in the same page or to a file beside or below it, or the writer throws.
 * 3. An image comes from this program or stands in the page itself, or the writer throws.
 */
class Written {
  readonly html: string
  // Makes the type nominal: no other object passes for markup.
  protected readonly written = true

  constructor(html: string) {
    this.html = html
  }
}
export type Markup = Written

export type Tag =
  | 'a'
  | 'article'
  | 'br'
  | 'col'
  | 'colgroup'
  | 'del'
  | 'details'
  | 'div'
  | 'em'
  | 'figcaption'
  | 'figure'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'h4'
  | 'h5'
  | 'h6'
  | 'header'
  | 'hr'
  | 'img'
  | 'ins'
  | 'footer'
  | 'li'
  | 'main'
  | 'nav'
  | 'ol'
  | 'p'
  | 'section'
  | 'span'
  | 'strong'
  | 'summary'
  | 'table'
  | 'tbody'
  | 'td'
  | 'th'
  | 'thead'
  | 'time'
  | 'title'
  | 'tr'
  | 'u'
  | 'ul'
  | 'wbr'

/** A route of this program that answers an image, or the image itself. */
export type ImageAddress = `/api/v1/${string}` | `data:image/${'png' | 'jpeg'};base64,${string}`

export type Attributes = {
  readonly id?: string | undefined
  readonly class?: string | undefined
  readonly href?: `#${string}` | `./${string}` | undefined
  readonly src?: ImageAddress | undefined
  readonly alt?: string | undefined
  readonly width?: `${number}%` | undefined
  readonly lang?: string | undefined
  readonly open?: '' | undefined
  readonly start?: number | undefined
  readonly colspan?: number | undefined
  readonly rowspan?: number | undefined
  readonly 'aria-label'?: string | undefined
  readonly 'data-level'?: number | undefined
  readonly 'data-heading-span'?: number | undefined
}

const alone: ReadonlySet<Tag> = new Set(['br', 'col', 'hr', 'img', 'wbr'])

const imageAddress = /^(?:\/api\/v1\/[\w/-]+|data:image\/(?:png|jpeg);base64,[\w+/=]*)$/

/** Names as encodeURIComponent leaves them; none of them climbs. */
const fileBelow = /^\.(?:\/(?!\.{1,2}(?:\/|$))[\w%.!~*'()-]+)+$/

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // A parser would turn these into something else: a line feed, and nothing.
  '\r': '&#13;',
  '\0': '\uFFFD',
}

/** Characters as they are, for content and for attribute values alike. */
export function text(characters: string): Markup {
  return new Written(escape(characters))
}

export function element(tag: Tag, attributes: Attributes, ...children: readonly Markup[]): Markup {
  const opening = `<${tag}${Object.entries(attributes).map(attribute).join('')}>`
  return new Written(alone.has(tag) ? opening : `${opening}${join(children).html}</${tag}>`)
}

/** Pieces one after another, with `between` between them. */
export function join(pieces: readonly Markup[], between: Markup = nothing): Markup {
  return new Written(pieces.map(piece => piece.html).join(between.html))
}

export const nothing: Markup = new Written('')

/** Parts blocks in the source; it shows as nothing. */
export const newLine: Markup = new Written('\n')

function escape(characters: string): string {
  return characters.replace(/[&<>"'\r\0]/g, character => entities[character] ?? '')
}

function attribute([name, value]: [string, string | number | undefined]): string {
  if (value === undefined) return ''
  if (name === 'href' && !String(value).startsWith('#') && !fileBelow.test(String(value)))
    throw new Error('a link may only lead to an anchor or to a file below')
  if (name === 'src' && !imageAddress.test(String(value)))
    throw new Error('an image may only come from this program')
  return value === '' ? ` ${name}` : ` ${name}="${escape(String(value))}"`
}
