/**
 * Keys of the outline, on the row that has the focus: arrows choose, Enter goes to the text, F2 renames,
 * Alt with arrows moves, Insert adds, Delete removes.
 */
import type { KeyboardEvent } from 'react'
import type { Section } from '../../../shared/api.ts'
import type { Step } from './moves.ts'
import type { OutlineEdits } from './use-outline-edits.ts'

type Options = {
  readonly sections: readonly Section[]
  readonly mayEdit: boolean
  readonly edits: OutlineEdits
  readonly focusRow: (sectionId: string) => void
  readonly rename: (sectionId: string) => void
  readonly open: (sectionId: string, write: boolean) => void
}

const moves: Readonly<Record<string, Step>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
}

export function useOutlineKeys(options: Options): (event: KeyboardEvent) => void {
  return event => {
    const row = event.target
    // Keys inside the rename field and the menus are theirs.
    const sectionId = row instanceof HTMLElement ? row.dataset.section : undefined
    if (sectionId === undefined || event.ctrlKey || event.metaKey) return
    const act = event.altKey ? moving(event, sectionId, options) : plain(event, sectionId, options)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
}

type Act = (() => void) | undefined

function moving(event: KeyboardEvent, sectionId: string, { mayEdit, edits, focusRow }: Options): Act {
  const step = moves[event.key]
  if (!step || !mayEdit) return undefined
  return () => {
    edits.move(sectionId, step)
    // The row may be another element after the move.
    requestAnimationFrame(() => requestAnimationFrame(() => focusRow(sectionId)))
  }
}

function plain(event: KeyboardEvent, sectionId: string, options: Options): Act {
  const { sections, mayEdit, edits, focusRow, rename, open } = options
  const at = sections.findIndex(section => section.id === sectionId)
  const go = (section: Section | undefined): Act => section && (() => focusRow(section.id))
  switch (event.key) {
    case 'ArrowUp':
      return go(sections[at - 1])
    case 'ArrowDown':
      return go(sections[at + 1])
    case 'ArrowLeft':
      return go(sections.find(section => section.id === sections[at]?.parentId))
    case 'ArrowRight':
      return go(sections.find(section => section.parentId === sectionId))
    case 'Home':
      return go(sections[0])
    case 'End':
      return go(sections.at(-1))
    case 'Enter':
      return () => open(sectionId, true)
    case ' ':
      return () => open(sectionId, false)
    case 'F2':
      return mayEdit ? () => rename(sectionId) : undefined
    case 'Insert':
      return mayEdit ? () => edits.addAfter(sectionId) : undefined
    case 'Delete':
      return mayEdit ? () => deleteRow(sections, at, sectionId, options) : undefined
    default:
      return undefined
  }
}

function deleteRow(sections: readonly Section[], at: number, sectionId: string, options: Options): void {
  const level = sections[at]?.level ?? 0
  const next = sections.slice(at + 1).find(section => section.level <= level) ?? sections[at - 1]
  options.edits.remove(sectionId)
  if (next) requestAnimationFrame(() => options.focusRow(next.id))
}
