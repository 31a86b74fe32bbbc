/**
 * The coordinator's notes at sentences before they go back with the section. They stay in this tab's session
 * storage, so that looking at another section, or a reload, loses none.
 */
import { useState } from 'react'
import type { ReturnNote } from '../../../shared/api.ts'

export type DraftNotes = {
  readonly list: readonly ReturnNote[]
  readonly set: (list: readonly ReturnNote[]) => void
}

const keyOf = (sectionId: string) => `tonggao.notes.${sectionId}`

export function useDraftNotes(sectionId: string): DraftNotes {
  const [list, setList] = useState(() => read(sectionId))
  return {
    list,
    set(next) {
      setList(next)
      write(sectionId, next)
    },
  }
}

/** A browser that forbids storage keeps them as long as the panel shows the section. */
function read(sectionId: string): readonly ReturnNote[] {
  try {
    const notes: ReturnNote[] = JSON.parse(sessionStorage.getItem(keyOf(sectionId)) ?? '[]')
    return notes
  } catch {
    return []
  }
}

function write(sectionId: string, list: readonly ReturnNote[]): void {
  try {
    if (list.length === 0) sessionStorage.removeItem(keyOf(sectionId))
    else sessionStorage.setItem(keyOf(sectionId), JSON.stringify(list))
  } catch {
    // Kept in memory.
  }
}
