/**
 * The little of a DOM that reading HTML needs: browsers' own nodes fit it, and so do those of a parser on the
 * server. Nothing is ever written to it.
 */
export type HtmlNode = {
  /** 1 element, 3 text; others are passed over. */
  readonly nodeType: number
  readonly textContent: string | null
  readonly childNodes: Iterable<HtmlNode>
}

export type HtmlElement = HtmlNode & {
  readonly localName: string
  getAttribute(name: string): string | null
}

export const isText = (node: HtmlNode) => node.nodeType === 3
export const isElement = (node: HtmlNode): node is HtmlElement => node.nodeType === 1

export const elementsIn = (parent: HtmlNode): HtmlElement[] => [...parent.childNodes].filter(isElement)
