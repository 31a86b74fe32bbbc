/** The images of a text under other names: those that a reader gave them, and then those that a report stores them by. */
import type { Text } from './text.ts'

/** Names that the map has not stay: such an image prints its words. Lists and cells are walked too. */
export function renameImages(text: Text, names: ReadonlyMap<string, string>): Text {
  return { ...text, content: text.content.map(block => renamed(block, names)) }
}

function renamed<Node extends { readonly type: string }>(
  node: Node,
  names: ReadonlyMap<string, string>,
): Node {
  if (isImage(node)) {
    const { imageId } = node.attrs
    return { ...node, attrs: { ...node.attrs, imageId: names.get(imageId) ?? imageId } }
  }
  if (!hasChildren(node)) return node
  return { ...node, content: node.content.map(child => renamed(child, names)) }
}

const isImage = (node: object): node is { readonly attrs: { readonly imageId: string } } =>
  'type' in node && node.type === 'image'
const hasChildren = (node: object): node is { readonly content: readonly { readonly type: string }[] } =>
  'content' in node && Array.isArray(node.content)
