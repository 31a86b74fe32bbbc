/**
 * One form for each block, so that two that say the same are told to be the same: defaults left out, attributes
 * and marks in one order, neighbouring runs that are set alike together.
 */
import type { Block, ListItem, TableCell, TableRow } from '../schema/text.ts'
import { normalInlines } from './inlines.ts'

type Node = Block | ListItem | TableCell | TableRow

/** What an attribute says where it is not there. */
const usual: Readonly<Record<string, unknown>> = {
  level: 1,
  numbered: true,
  colspan: 1,
  rowspan: 1,
  start: 1,
  alt: '',
  caption: '',
}

/** Equal for blocks that say and show the same. */
export const keyOf = (node: Node): string => JSON.stringify(normal(node))

function normal<One extends Node>(node: One): One {
  const { type } = node
  const attrs = 'attrs' in node ? normalAttributes(node.attrs) : undefined
  const content = 'content' in node ? contentOf(node) : undefined
  return { type, ...(attrs && { attrs }), ...(content && { content }) } as unknown as One
}

function contentOf(node: Node): readonly unknown[] {
  if (node.type === 'paragraph' || node.type === 'heading') return normalInlines(node.content)
  return 'content' in node ? ((node.content ?? []) as readonly Node[]).map(normal) : []
}

function normalAttributes(attributes: object | undefined): object | undefined {
  const said = Object.entries(attributes ?? {})
    .filter(([name, value]) => value !== null && value !== undefined && value !== usual[name])
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return said.length === 0 ? undefined : Object.fromEntries(said)
}
