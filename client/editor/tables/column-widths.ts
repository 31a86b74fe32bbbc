/**
 * Columns made wider and narrower by dragging the line between two of them: what one gains the other gives, so
 * that the table stays as wide as the text.
 *
 * 1. A width is stored as pixels of a text as wide as the sheet's (shared/assemble/columns.ts), for every column at
 *    once, whatever the screen; one drag is one step.
 * 2. While it is dragged only this editor's columns move; the others see the result.
 */
import type { Node } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { TableMap } from '@tiptap/pm/tables'
import type { EditorView } from '@tiptap/pm/view'
import { textPixels } from '../../../shared/assemble/columns.ts'
import { drawShares } from './table-view.ts'

/** How near to a line it is taken hold of, pixels. */
const reach = 5
/** No column becomes narrower, per cent. */
const least = 4

/** The line behind column `column` of a table. */
type Line = {
  readonly table: HTMLTableElement
  readonly column: number
  readonly position: number
  readonly node: Node
}

export function columnWidths(): Plugin {
  const point = (view: EditorView, event: MouseEvent) => {
    const over = event.buttons === 0 && lineAt(view, event) !== undefined
    view.dom.classList.toggle('tg-between-columns', over)
  }
  return new Plugin({
    props: {
      handleDOMEvents: {
        mousemove(view, event) {
          point(view, event)
          return false
        },
        mouseleave(view) {
          view.dom.classList.remove('tg-between-columns')
          return false
        },
        mousedown(view, event) {
          const line = event.button === 0 && view.editable ? lineAt(view, event) : undefined
          if (!line) return false
          event.preventDefault()
          drag(view, line, event.clientX)
          return true
        },
      },
    },
  })
}

function lineAt(view: EditorView, { target, clientX }: MouseEvent): Line | undefined {
  const cell = target instanceof Element ? target.closest('td, th') : null
  const table = cell?.closest('table')
  if (!cell || !table || !view.dom.contains(table)) return undefined
  const { left, right } = cell.getBoundingClientRect()
  const isLeft = clientX - left <= reach
  if (!isLeft && right - clientX > reach) return undefined
  const $cell = view.state.doc.resolve(view.posAtDOM(cell, 0))
  for (let { depth } = $cell; depth > 1; depth -= 1) {
    if ($cell.node(depth).type.spec.tableRole === undefined) continue
    if (!/cell/.test(String($cell.node(depth).type.spec.tableRole))) continue
    const node = $cell.node(depth - 2)
    const map = TableMap.get(node)
    const position = $cell.before(depth - 2)
    const rect = map.findCell($cell.before(depth) - position - 1)
    const column = (isLeft ? rect.left : rect.right) - 1
    // The table's own edges stay where the text ends.
    return column < 0 || column >= map.width - 1 ? undefined : { table, column, position, node }
  }
  return undefined
}

function drag(view: EditorView, line: Line, startX: number): void {
  const { table, column } = line
  const whole = table.getBoundingClientRect().width
  const before = measured(view, line).map(width => (width / whole) * 100)
  let shares = before
  const move = ({ clientX }: MouseEvent) => {
    const [left = 0, right = 0] = [before[column], before[column + 1]]
    const most = right - least
    const gain = Math.min(most, Math.max(least - left, ((clientX - startX) / whole) * 100))
    shares = before.map((share, at) =>
      at === column ? left + gain : at === column + 1 ? right - gain : share,
    )
    drawShares(table, shares)
  }
  const end = () => {
    document.removeEventListener('mousemove', move)
    document.removeEventListener('mouseup', end)
    if (shares !== before && !view.isDestroyed) store(view, line, shares)
  }
  document.addEventListener('mousemove', move)
  document.addEventListener('mouseup', end)
}

/** Pixels of every column as it is drawn; a column that only merged cells lie over has its part of them. */
function measured(view: EditorView, { node, position }: Line): number[] {
  const map = TableMap.get(node)
  const widths = Array.from({ length: map.width }, () => 0)
  for (const inside of new Set(map.map)) {
    const dom = view.nodeDOM(position + 1 + inside)
    if (!(dom instanceof HTMLElement)) continue
    const { left, right } = map.findCell(inside)
    const part = dom.getBoundingClientRect().width / (right - left)
    const isAlone = right - left === 1
    for (let at = left; at < right; at += 1) if (isAlone || widths[at] === 0) widths[at] = part
  }
  return widths
}

function store(view: EditorView, { node, position }: Line, shares: readonly number[]): void {
  // Somebody may have changed the table meanwhile: then this drag is over.
  if (view.state.doc.nodeAt(position) !== node) return view.updateState(view.state)
  const map = TableMap.get(node)
  const pixels = shares.map(share => Math.max(1, Math.round((share / 100) * textPixels)))
  const { tr } = view.state
  for (const inside of new Set(map.map)) {
    const { left, right } = map.findCell(inside)
    tr.setNodeAttribute(position + 1 + inside, 'colwidth', pixels.slice(left, right))
  }
  view.dispatch(tr)
}
