/**
 * Where a section may go: the places that keys and drops mean, as the API's move wants them.
 * Undefined where there is no such place or the outline would grow too deep.
 */
import type { Instruction } from '@atlaskit/pragmatic-drag-and-drop-hitbox/tree-item'
import type { Section } from '../../../shared/api.ts'
import { fits, type Place, siblings } from '../../api/outline-edits.ts'

export type Step = 'up' | 'down' | 'in' | 'out'

/** The place one step away: among its siblings, or one level in or out. */
export function placeByStep(sections: readonly Section[], sectionId: string, step: Step): Place | undefined {
  const section = sections.find(one => one.id === sectionId)
  if (!section) return undefined
  const around = siblings(sections, section.parentId)
  const at = around.findIndex(one => one.id === sectionId)
  switch (step) {
    case 'up':
      return at === 0 ? undefined : { parentId: section.parentId, afterId: around[at - 2]?.id ?? null }
    case 'down': {
      const next = around[at + 1]
      return next && { parentId: section.parentId, afterId: next.id }
    }
    case 'in': {
      const before = around[at - 1]
      if (!before || !fits(sections, sectionId, before.id)) return undefined
      return { parentId: before.id, afterId: siblings(sections, before.id).at(-1)?.id ?? null }
    }
    case 'out': {
      const parent = sections.find(one => one.id === section.parentId)
      return parent && { parentId: parent.parentId, afterId: parent.id }
    }
  }
}

/** The place that dropping `sectionId` on `targetId` with this instruction means. */
export function placeByDrop(
  sections: readonly Section[],
  sectionId: string,
  targetId: string,
  instruction: Instruction,
): Place | undefined {
  const target = sections.find(one => one.id === targetId)
  if (!target || sectionId === targetId) return undefined
  const place = placeOn(sections, sectionId, target, instruction)
  return place && fits(sections, sectionId, place.parentId) ? place : undefined
}

function placeOn(
  sections: readonly Section[],
  sectionId: string,
  target: Section,
  instruction: Instruction,
): Place | undefined {
  const others = (parentId: string | null) => siblings(sections, parentId).filter(one => one.id !== sectionId)
  switch (instruction.type) {
    case 'reorder-above': {
      const around = others(target.parentId)
      const at = around.findIndex(one => one.id === target.id)
      return { parentId: target.parentId, afterId: around[at - 1]?.id ?? null }
    }
    case 'reorder-below':
      return { parentId: target.parentId, afterId: target.id }
    case 'make-child':
      return { parentId: target.id, afterId: others(target.id).at(-1)?.id ?? null }
    case 'reparent': {
      const ancestor = ancestorAt(sections, target, instruction.desiredLevel + 1)
      return ancestor && { parentId: ancestor.parentId, afterId: ancestor.id }
    }
    case 'instruction-blocked':
      return undefined
  }
}

/** The target itself or the section above it that stands on `level`, from 1. */
function ancestorAt(sections: readonly Section[], section: Section, level: number): Section | undefined {
  let one: Section | undefined = section
  while (one && one.level > level) {
    const { parentId }: Section = one
    one = sections.find(other => other.id === parentId)
  }
  return one
}
