/** A table as an editor draws it: its columns have the shares that shared/assemble gives them, as on paper. */
import type { Node } from '@tiptap/pm/model'
import type { NodeView } from '@tiptap/pm/view'
import { columnShares } from '../../../shared/assemble/columns.ts'
import type { Table } from '../../../shared/schema/text.ts'

export function tableView(node: Node): NodeView {
  const table = document.createElement('table')
  const columns = table.appendChild(document.createElement('colgroup'))
  const body = table.appendChild(document.createElement('tbody'))
  drawShares(table, sharesOf(node))
  const { type } = node
  let drawn = node
  return {
    dom: table,
    contentDOM: body,
    update(next) {
      if (next.type !== type) return false
      if (next !== drawn) drawShares(table, sharesOf(next))
      drawn = next
      return true
    },
    ignoreMutation: mutation =>
      mutation.type !== 'selection' && (mutation.target === table || columns.contains(mutation.target)),
  }
}

function sharesOf(node: Node): readonly number[] | undefined {
  const table: Table = node.toJSON()
  return columnShares(table)
}

/** Per cent for each column; undefined: contents decide. */
export function drawShares(table: HTMLTableElement, shares: readonly number[] | undefined): void {
  const columns = table.querySelector(':scope > colgroup')
  if (!columns) return
  table.classList.toggle('set', shares !== undefined)
  columns.replaceChildren(
    ...(shares ?? []).map(share => {
      const column = document.createElement('col')
      column.style.width = `${share}%`
      return column
    }),
  )
}
