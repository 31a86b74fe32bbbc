/**
 * Arriving at a section while the texts of the sheet are still on their way: it is kept in its place as they
 * push it down, until all are drawn or the person moves the sheet themselves.
 */
import { type RefObject, useEffect, useState } from 'react'

const ownMoves = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const
/** The sheet draws a text a little after it came; see live-texts.ts. */
const drawnMs = 1000

/** `place` finds the section in the sheet; `waiting` ends once every text came. */
export function useArriving(
  sheet: RefObject<HTMLElement | null>,
  place: string | undefined,
  waiting: boolean,
): void {
  const [drawn, setDrawn] = useState(false)
  useEffect(() => {
    if (waiting) return undefined
    const timer = setTimeout(() => setDrawn(true), drawnMs)
    return () => clearTimeout(timer)
  }, [waiting])
  useEffect(() => {
    const element = sheet.current
    if (drawn || place === undefined || !element) return undefined
    const pushes = new ResizeObserver(() => element.querySelector(place)?.scrollIntoView({ block: 'start' }))
    const stop = () => {
      pushes.disconnect()
      for (const move of ownMoves) removeEventListener(move, stop, true)
    }
    pushes.observe(element)
    for (const move of ownMoves) addEventListener(move, stop, { capture: true, passive: true })
    return stop
  }, [sheet, place, drawn])
}
