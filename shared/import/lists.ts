/**
 * Lines with bullets, and items that their source is sure of, as lists: nested by their depth, with more than one
 * paragraph where an item goes on.
 *
 * 1. An item one deeper than the one before it is part of that one; depths that are skipped count as one.
 * 2. What stands between two items of one list (a table, an image) is part of the first.
 */
import type { Block, List, ListItem } from '../schema/text.ts'
import type { DocumentBlock, DocumentLine, ListedItem } from './document-model.ts'

type OpenItem = ListItem & { readonly content: Block[] }
type OpenList = { readonly name: string; readonly depth: number; readonly items: OpenItem[] }

export function joinItems(blocks: readonly DocumentBlock[]): DocumentBlock[] {
  const joined: DocumentBlock[] = []
  /** The list that is open, and those open inside it. */
  let open: OpenList[] = []
  for (const [at, block] of blocks.entries()) {
    const item = block.kind === 'line' ? itemOf(block) : undefined
    if (block.kind === 'line' && item) open = place(block, item, open, joined)
    else if (block.kind === 'whole' && goesOn(open, blocks[at + 1]))
      open.at(-1)?.items.at(-1)?.content.push(block.block)
    else {
      open = []
      joined.push(block)
    }
  }
  return joined
}

const itemOf = (line: DocumentLine): ListedItem | undefined =>
  line.item ?? (line.bullet ? { list: '', ordinal: null, depth: 0 } : undefined)

/** A page break is part of no item. */
function goesOn(open: readonly OpenList[], next: DocumentBlock | undefined): boolean {
  const name = next?.kind === 'line' ? next.item?.list : undefined
  return name !== undefined && name !== '' && open.some(list => list.name === name)
}

/** Puts a line where it belongs; answers the lists that are open behind it. */
function place(
  line: DocumentLine,
  item: ListedItem,
  open: readonly OpenList[],
  joined: DocumentBlock[],
): OpenList[] {
  const paragraph: Block = { type: 'paragraph', content: line.content }
  const around = open.filter(({ depth }) => depth <= item.depth)
  const last = around.at(-1)
  if (item.continues && last) {
    last.items.at(-1)?.content.push(paragraph)
    return around
  }
  const made: OpenItem = { type: 'listItem', content: [paragraph] }
  if (last?.depth === item.depth && last.name === item.list) {
    last.items.push(made)
    return around
  }
  const list: OpenList = { name: item.list, depth: item.depth, items: [made] }
  const outer = around.filter(({ depth }) => depth < item.depth)
  const holder = outer.at(-1)?.items.at(-1)
  const block = listOf(list.items, item.ordinal)
  if (holder) holder.content.push(block)
  else joined.push({ kind: 'whole', block })
  return [...outer, list]
}

const listOf = (content: readonly ListItem[], start: number | null): List =>
  start === null
    ? { type: 'bulletList', content }
    : { type: 'orderedList', attrs: { start, type: null }, content }
