/**
 * The shape of a section's text as Yjs holds it, derived from the schema: which element may stand in which,
 * with which attributes, and which marks a run of text may have.
 *
 * 1. Only what shared/schema has may come into being; there is no second list of nodes, marks or attributes.
 * 2. A child that the schema allows nowhere in its parent is refused; order and number are ProseMirror's to
 *    mend, since two honest edits at once may break them.
 */
import type { ContentMatch, NodeType } from '@tiptap/pm/model'
import { type Rules, rulesOf } from '../../shared/schema/attributes.ts'
import { textSchema } from '../../shared/schema/text.ts'
import type { Content } from './content.ts'

/** A type that holds structs. `depth`: elements and texts from the root down to it. */
export type Holder =
  | { readonly is: 'root'; readonly depth: 0 }
  | { readonly is: 'element'; readonly name: string; readonly depth: number }
  /** `within`: the element whose text it is. */
  | { readonly is: 'text'; readonly depth: number; readonly within: string }
  /** Deleted: what is put there is gone at once. */
  | { readonly is: 'gone' }
  /** A struct that holds nothing, or a type of another kind. */
  | { readonly is: 'none' }

/** Where a struct stands: among the children (`key` null), or as an attribute. */
export type Seat = { readonly holder: Holder; readonly key: string | null }

type ElementShape = { readonly children: ReadonlySet<string>; readonly attributes: Rules }

/** How ProseMirror calls runs of text, which Yjs holds in a Y.XmlText. */
const textName = 'text'

const elements = new Map<string, ElementShape>(
  Object.values(textSchema.nodes).map(type => [type.name, shapeOf(type)]),
)
const marks = new Map<string, Rules>(
  Object.values(textSchema.marks).map(({ name, spec }) => [name, rulesOf(spec.attrs)]),
)
const rootChildren = childrenOf(textSchema.topNodeType.contentMatch)

/** May this content stand there? */
export function fits(content: Content, { holder, key }: Seat): boolean {
  if (content.is === 'foreign' || holder.is === 'none') return false
  if (holder.is === 'gone') return true
  if (key !== null) return holder.is === 'element' && fitsAttribute(content, holder.name, key)
  if (content.is === 'gone') return true
  switch (holder.is) {
    case 'root':
      return isChild(content, rootChildren)
    case 'element':
      return isChild(content, elements.get(holder.name)?.children)
    case 'text':
      return (
        content.is === 'string' ||
        (content.is === 'format' && isMark(content.mark, content.value, holder.within))
      )
  }
}

function isChild(content: Content, children: ReadonlySet<string> | undefined): boolean {
  if (content.is === 'text') return children?.has(textName) === true
  return content.is === 'element' && content.name !== textName && children?.has(content.name) === true
}

function fitsAttribute(content: Content, element: string, key: string): boolean {
  const rule = elements.get(element)?.attributes.get(key)
  if (!rule) return false
  return content.is === 'gone' || (content.is === 'values' && content.values.every(rule))
}

/** null takes the mark away; else the mark's attributes, none of them unknown, where this element allows it. */
function isMark(mark: string, value: unknown, within: string): boolean {
  const rules = marks.get(mark)
  if (!rules) return false
  if (value === null) return true
  const type = textSchema.marks[mark]
  if (!type || textSchema.nodes[within]?.allowsMarkType(type) !== true) return false
  if (typeof value !== 'object' || Array.isArray(value)) return false
  return Object.entries(value ?? {}).every(([name, given]) => rules.get(name)?.(given) === true)
}

function shapeOf(type: NodeType): ElementShape {
  return { children: childrenOf(type.contentMatch), attributes: rulesOf(type.spec.attrs) }
}

/** Every node that stands anywhere in what a content expression matches. */
function childrenOf(start: ContentMatch): ReadonlySet<string> {
  const names = new Set<string>()
  const seen = new Set([start])
  // A set is walked on while it grows.
  for (const match of seen)
    for (let at = 0; at < match.edgeCount; at += 1) {
      const { type, next } = match.edge(at)
      names.add(type.name)
      seen.add(next)
    }
  return names
}
