/**
 * A strict, small reader of XML for the parts of office files.
 *
 * 1. Any DOCTYPE is refused: no entity is ever declared, so nothing expands (billion laughs) and nothing is
 *    fetched (external entities). The five predefined entities and character references are read.
 * 2. Elements, their depth and their number are bounded; reading is a loop, so depth costs no stack.
 * 3. Names come out with the prefixes that this program knows the namespaces by, whatever the file calls them;
 *    attributes keep their prefix likewise. An element of another namespace has none.
 */
import { done, type Outcome, refuse } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'

export type XmlElement = {
  /** With its prefix: w:p. */
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly (XmlElement | string)[]
}

type Open = {
  readonly name: string
  readonly raw: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: (XmlElement | string)[]
  readonly prefixes: Prefixes
}
type Prefixes = ReadonlyMap<string, string>

/** Namespaces of ECMA-376, transitional and strict, by the prefix that everybody writes. */
const known: readonly (readonly [RegExp, string])[] = [
  [
    /^http:\/\/(?:schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml)\/wordprocessingml\/(?:2006\/)?main$/,
    'w',
  ],
  [
    /^http:\/\/(?:schemas\.openxmlformats\.org\/officeDocument\/2006|purl\.oclc\.org\/ooxml\/officeDocument)\/relationships$/,
    'r',
  ],
  [/^http:\/\/(?:schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml)\/drawingml\/(?:2006\/)?main$/, 'a'],
  [
    /^http:\/\/(?:schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml)\/drawingml\/(?:2006\/)?wordprocessingDrawing$/,
    'wp',
  ],
  [
    /^http:\/\/(?:schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml)\/officeDocument\/(?:2006\/)?math$/,
    'm',
  ],
  [/^http:\/\/schemas\.openxmlformats\.org\/markup-compatibility\/2006$/, 'mc'],
  [/^urn:schemas-microsoft-com:vml$/, 'v'],
  [/^http:\/\/www\.w3\.org\/XML\/1998\/namespace$/, 'xml'],
]
const none: Prefixes = new Map([['xml', 'xml']])

/** The root of a document; refuses with `file-refused` or `file-broken`. */
export function readXml(text: string): Outcome<XmlElement> {
  const root: Open = { name: '', raw: '', attributes: new Map(), children: [], prefixes: none }
  const path: Open[] = [root]
  let elements = 0
  let at = 0
  while (at < text.length) {
    const parent = path.at(-1) ?? root
    const from = text.indexOf('<', at)
    const words = text.slice(at, from === -1 ? text.length : from)
    if (path.length > 1 && words !== '') {
      const read = unescape(words)
      if (read === undefined) return broken('entity')
      parent.children.push(read)
    } else if (words.trim() !== '' && words !== '\uFEFF') return broken('text outside of the root')
    if (from === -1) break
    const special = skipSpecial(text, from)
    if (typeof special === 'string')
      return special === 'doctype' ? refuse('file-refused', { why: 'doctype' }) : broken(special)
    if (special) {
      if (special.words !== undefined) parent.children.push(special.words)
      at = special.end
      continue
    }
    const end = tagEnd(text, from)
    if (end === -1) return broken('a tag that does not end')
    const inside = text.slice(from + 1, end)
    at = end + 1
    if (inside.startsWith('/')) {
      const closed = path.length > 1 ? path.pop() : undefined
      if (closed?.raw !== inside.slice(1).trimEnd()) return broken('tags that cross')
      path.at(-1)?.children.push(elementOf(closed))
      continue
    }
    elements += 1
    if (elements > limits.xmlElements) return refuse('file-refused', { why: 'elements' })
    if (path.length > limits.xmlDepth) return refuse('file-refused', { why: 'depth' })
    const opened = readTag(inside.endsWith('/') ? inside.slice(0, -1) : inside, parent.prefixes)
    if (!opened) return broken('a tag')
    if (inside.endsWith('/')) parent.children.push(elementOf(opened))
    else path.push(opened)
  }
  const [found, ...others] = root.children.filter(child => typeof child !== 'string')
  if (path.length > 1 || !found || others.length > 0) return broken('no single root')
  return done(found)
}

const broken = (what: string) => refuse('file-broken', { xml: what })

const elementOf = ({ name, attributes, children }: Open): XmlElement => ({ name, attributes, children })

/** Comments and instructions, which say nothing, and CDATA, which is words; a string names what is wrong. */
function skipSpecial(text: string, from: number): { end: number; words?: string } | string | undefined {
  if (text.startsWith('<!--', from)) return skipTo(text, from, '-->')
  if (text.startsWith('<?', from)) return skipTo(text, from, '?>')
  if (text.startsWith('<![CDATA[', from)) {
    const skipped = skipTo(text, from, ']]>')
    return typeof skipped === 'string'
      ? skipped
      : { ...skipped, words: text.slice(from + 9, skipped.end - 3) }
  }
  return text.startsWith('<!', from) ? 'doctype' : undefined
}

function skipTo(text: string, from: number, mark: string): { end: number } | string {
  const end = text.indexOf(mark, from)
  return end === -1 ? 'a comment that does not end' : { end: end + mark.length }
}

/** The > that ends a tag: not one inside quotes. */
function tagEnd(text: string, from: number): number {
  let quote = ''
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (quote !== '') quote = sign === quote ? '' : quote
    else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '>') return at
  }
  return -1
}

const attribute = /\s+([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y

function readTag(inside: string, outer: Prefixes): Open | undefined {
  const raw = /^[^\s=<>"'/]+/.exec(inside)?.[0]
  if (raw === undefined) return undefined
  const given: [string, string][] = []
  attribute.lastIndex = raw.length
  let end = raw.length
  for (let match = attribute.exec(inside); match; match = attribute.exec(inside)) {
    const value = unescape(match[2] ?? match[3] ?? '')
    if (value === undefined) return undefined
    given.push([match[1] ?? '', value])
    end = attribute.lastIndex
  }
  if (inside.slice(end).trim() !== '') return undefined
  const prefixes = declared(given, outer)
  const attributes = new Map(
    given
      .filter(([name]) => name !== 'xmlns' && !name.startsWith('xmlns:'))
      .map(([name, value]) => [name.includes(':') ? rename(name, prefixes) : name, value]),
  )
  return { name: rename(raw, prefixes), raw, attributes, children: [], prefixes }
}

function declared(given: readonly (readonly [string, string])[], outer: Prefixes): Prefixes {
  const own = given.filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
  if (own.length === 0) return outer
  const prefixes = new Map(outer)
  for (const [name, uri] of own)
    prefixes.set(name.slice(6), known.find(([pattern]) => pattern.test(uri))?.[1] ?? '')
  return prefixes
}

function rename(raw: string, prefixes: Prefixes): string {
  const colon = raw.indexOf(':')
  const prefix = prefixes.get(colon === -1 ? '' : raw.slice(0, colon)) ?? ''
  const local = raw.slice(colon + 1)
  return prefix === '' ? local : `${prefix}:${local}`
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Undefined for an entity that nobody may declare, or a character that XML does not have. */
function unescape(text: string): string | undefined {
  if (!text.includes('&')) return text
  let wrong = false
  const read = text.replace(/&([^;&\s]{0,10};?)/g, (_whole, name: string) => {
    const value = name.endsWith(';') ? entityOf(name.slice(0, -1)) : undefined
    if (value === undefined) wrong = true
    return value ?? ''
  })
  return wrong ? undefined : read
}

function entityOf(name: string): string | undefined {
  const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name)
  if (!code) return entities[name]
  const point = code[1] === undefined ? Number(code[2]) : Number.parseInt(code[1], 16)
  const isCharacter = point === 9 || point === 10 || point === 13 || (point >= 32 && point <= 0x10ffff)
  return isCharacter && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : undefined
}

/* ---------- looking into it ---------- */

export const elementsOf = (parent: XmlElement | undefined): XmlElement[] =>
  (parent?.children ?? []).filter(child => typeof child !== 'string')

/** The first child of that name. */
export const childOf = (parent: XmlElement | undefined, name: string): XmlElement | undefined =>
  elementsOf(parent).find(child => child.name === name)

export const childrenOf = (parent: XmlElement | undefined, name: string): XmlElement[] =>
  elementsOf(parent).filter(child => child.name === name)

/** The w:val of a child, as most properties have it. */
export const valueOf = (parent: XmlElement | undefined, name: string): string | undefined =>
  childOf(parent, name)?.attributes.get('w:val')

/** All elements of that name at any depth, in order. Depth is bounded by the reader. */
export function descendantsOf(parent: XmlElement | undefined, name: string): XmlElement[] {
  return elementsOf(parent).flatMap(child =>
    child.name === name ? [child, ...descendantsOf(child, name)] : descendantsOf(child, name),
  )
}

/** The words that stand directly in an element. */
export const lettersOf = ({ children }: XmlElement): string =>
  children.filter(child => typeof child === 'string').join('')
