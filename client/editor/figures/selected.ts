/** The citation that is selected as a whole: what keys and tools act on. */
import { type EditorState, NodeSelection } from '@tiptap/pm/state'

export function selectedCitation({ selection }: EditorState): NodeSelection | undefined {
  return selection instanceof NodeSelection && selection.node.type.name === 'figure' ? selection : undefined
}
