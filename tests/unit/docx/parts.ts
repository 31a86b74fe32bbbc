/** A Word file's parts as trees, for tests: what is in it, in which order. */
import { unzipSync } from 'fflate'

export type Node = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Node[]
  readonly text: string
}

export function partsOf(docx: Uint8Array): ReadonlyMap<string, string> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  const files = Object.entries(unzipSync(docx))
  return new Map(
    files.map(([name, bytes]) => [name, name.startsWith('word/media/') ? '' : utf8.decode(bytes)]),
  )
}

const tag = /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gu

/** A strict little reader: whatever is not well-formed throws. */
export function treeOf(xml: string): Node {
  type Open = { name: string; attributes: Record<string, string>; children: Node[]; text: string }
  const root: Open = { name: '', attributes: {}, children: [], text: '' }
  const open: Open[] = [root]
  let at = xml.startsWith('<?xml') ? xml.indexOf('?>') + 2 : 0
  tag.lastIndex = at
  for (let match = tag.exec(xml); match; match = tag.exec(xml)) {
    if (match.index !== at) throw new Error(`not well-formed: ${xml.slice(at, at + 80)}`)
    at = tag.lastIndex
    const [, closing, name = '', attributes = '', alone, text] = match
    const top = open.at(-1) ?? root
    if (text !== undefined) top.text += unescaped(text)
    else if (closing) {
      if (open.pop()?.name !== name) throw new Error(`${name} closes what is not open`)
    } else {
      const said = [...attributes.matchAll(/([\w:.-]+)="([^"]*)"/gu)].map(([, key = '', value = '']) => [
        key,
        value,
      ])
      if (new Set(said.map(([key]) => key)).size < said.length)
        throw new Error(`${name} says something twice`)
      const made: Open = { name, attributes: Object.fromEntries(said), children: [], text: '' }
      top.children.push(made)
      if (!alone) open.push(made)
    }
  }
  const [only] = root.children
  if (at !== xml.length || open.length !== 1 || !only) throw new Error('not well-formed: it does not end')
  return only
}

const unescaped = (text: string) => {
  if (/&(?!(?:amp|lt|gt|quot|#\d+);)/u.test(text)) throw new Error(`a bare ampersand: ${text}`)
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&')
}

export function* within(node: Node): Generator<Node> {
  yield node
  for (const child of node.children) yield* within(child)
}

export const named = (node: Node, name: string): Node[] => [...within(node)].filter(one => one.name === name)

/** The words of a paragraph, fields counted by their result. */
export const wordsOf = (node: Node): string =>
  [...within(node)]
    .map(one => (one.name === 'w:r' ? one.children : []))
    .flat()
    .map(one =>
      one.name === 'w:t' ? one.text : one.name === 'w:br' ? '\n' : one.name === 'w:tab' ? '\t' : '',
    )
    .join('')
