/** Dragging a piece, and the places that take one. What is dragged travels as itself, within this page. */
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type RefObject, useEffect, useState } from 'react'
import type { Picked, Target } from './picked.ts'

const kind = 'tonggao-piece'

/** Lets the element be dragged; undefined: it is not to be. */
export function usePieceDrag(
  element: RefObject<HTMLElement | null>,
  handle: RefObject<HTMLElement | null>,
  picked: Picked | undefined,
): void {
  useEffect(() => {
    if (!element.current || !picked) return
    return draggable({
      element: element.current,
      ...(handle.current ? { dragHandle: handle.current } : {}),
      getInitialData: () => ({ kind, picked }),
    })
  }, [element, handle, picked])
}

/** Answers whether something is held over it. */
export function usePlace(element: RefObject<HTMLElement | null>, target: Target, enabled: boolean): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    if (!element.current || !enabled) return
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => source.data.kind === kind,
      getData: () => ({ kind, target }),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    })
  }, [element, target, enabled])
  return over
}

type Data = Readonly<Record<string | symbol, unknown>>

export const isPiece = (data: Data) => data.kind === kind
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- put there by usePieceDrag
export const pickedOf = (data: Data) => data.picked as Picked | undefined
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- put there by usePlace
export const targetOf = (data: Data) => data.target as Target
