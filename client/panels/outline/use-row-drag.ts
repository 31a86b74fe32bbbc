/** Dragging one row of the outline, and dropping others onto it. Off for people who may not edit. */
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import {
  attachInstruction,
  extractInstruction,
  type Instruction,
} from '@atlaskit/pragmatic-drag-and-drop-hitbox/tree-item'
import { type RefObject, useEffect, useState } from 'react'

/** Pixels that a level is indented by; the style sheet has the same. */
export const indent = 18

type Row = {
  readonly sectionId: string
  readonly level: number
  readonly lastOfItsLevel: boolean
  readonly enabled: boolean
}
export type RowDrag = { readonly dragging: boolean; readonly over: Instruction | null }

const kind = 'tonggao-section'

export function useRowDrag(row: RefObject<HTMLElement | null>, options: Row): RowDrag {
  const { sectionId, level, lastOfItsLevel, enabled } = options
  const [dragging, setDragging] = useState(false)
  const [over, setOver] = useState<Instruction | null>(null)
  useEffect(() => {
    const element = row.current
    if (!element || !enabled) return
    return combine(
      draggable({
        element,
        getInitialData: () => ({ kind, sectionId }),
        onDragStart: () => setDragging(true),
        onDrop: () => setDragging(false),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.kind === kind && source.data.sectionId !== sectionId,
        getIsSticky: () => true,
        getData: ({ input }) =>
          attachInstruction(
            { kind, sectionId },
            {
              element,
              input,
              currentLevel: level - 1,
              indentPerLevel: indent,
              mode: lastOfItsLevel ? 'last-in-group' : 'standard',
            },
          ),
        onDrag: ({ self }) => setOver(extractInstruction(self.data)),
        onDragLeave: () => setOver(null),
        onDrop: () => setOver(null),
      }),
    )
  }, [row, sectionId, level, lastOfItsLevel, enabled])
  return { dragging, over }
}

export type Drop = {
  readonly sectionId: string
  readonly targetId: string
  readonly instruction: Instruction
}

/** The innermost row that the section was dropped on, and how. */
export function dropOf(
  source: Record<string | symbol, unknown>,
  targets: readonly { data: Record<string | symbol, unknown> }[],
): Drop | undefined {
  const target = targets[0]
  const instruction = target && extractInstruction(target.data)
  if (!instruction || source.kind !== kind) return undefined
  return { sectionId: String(source.sectionId), targetId: String(target.data.sectionId), instruction }
}
