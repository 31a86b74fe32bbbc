/**
 * XML by construction, as the parts of a Word file are made of: chars() escapes what a person wrote, element()
 * quotes attributes, and nothing else makes Xml.
 *
 * 1. Characters that XML 1.0 does not have (most control characters, lone surrogates) become U+FFFD.
 * 2. w() is element() in WordprocessingML's namespace: names and attributes get its prefix.
 */
class Written {
  readonly xml: string
  // Makes the type nominal: no other object passes for XML.
  protected readonly written = true

  constructor(xml: string) {
    this.xml = xml
  }
}
export type Xml = Written

export type Attributes = Readonly<Record<string, string | number | undefined>>

export const nothing: Xml = new Written('')

export function chars(text: string): Xml {
  return new Written(escape(text))
}

export function element(name: string, attributes: Attributes, ...children: readonly Xml[]): Xml {
  return tag(name, '', attributes, children)
}

/** An element of the namespace `w`. */
export function w(name: string, attributes: Attributes = {}, ...children: readonly Xml[]): Xml {
  return tag(`w:${name}`, 'w:', attributes, children)
}

/** An element whose only word is its value: <w:jc w:val="center"/>. */
export function val(name: string, value: string | number): Xml {
  return w(name, { val: value })
}

export function join(pieces: readonly Xml[]): Xml {
  return new Written(pieces.map(piece => piece.xml).join(''))
}

/** A part of the file: the declaration and its root. */
export function part(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${root.xml}`
}

/** Runs as those of a deletion, whose characters stand under another name (ISO/IEC 29500-1 17.3.3.7). */
export function asDeleted(runs: Xml): Xml {
  return new Written(runs.xml.replaceAll(/<(\/?)w:t(?=[ >/])/g, '<$1w:delText'))
}

function tag(name: string, prefix: string, attributes: Attributes, children: readonly Xml[]): Xml {
  const said = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key.includes(':') ? '' : prefix}${key}="${escape(String(value))}"`)
    .join('')
  const inner = join(children).xml
  return new Written(inner === '' ? `<${name}${said}/>` : `<${name}${said}>${inner}</${name}>`)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser would turn these into blanks in attributes.
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}

function escape(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex -- these are the characters it is about
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '\uFFFD')
      .replace(/[&<>"\n\r\t]/gu, character => entities[character] ?? '')
  )
}
