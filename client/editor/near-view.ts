/**
 * Whether an element is in view or about to be, within the scroller that holds it. While words of it are selected
 * the answer stays: with another one they would be drawn anew, and be selected no more.
 */
import { type RefObject, useEffect, useState } from 'react'

/** A section is mounted this far before it is seen, pixels. */
const ahead = 900

export function useNearView(ref: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element) return undefined
    let isNear = false
    const settle = () => {
      if (isSelectedIn(element)) return
      document.removeEventListener('selectionchange', settle)
      setNear(isNear)
    }
    const observer = new IntersectionObserver(
      entries => {
        isNear = entries.at(-1)?.isIntersecting ?? false
        document.addEventListener('selectionchange', settle)
        settle()
      },
      // Without the scroller as root its edge would cut the margin off.
      { root: scrollerOf(element), rootMargin: `${ahead}px 0px` },
    )
    observer.observe(element)
    return () => {
      observer.disconnect()
      document.removeEventListener('selectionchange', settle)
    }
  }, [ref])
  return near
}

function isSelectedIn(element: HTMLElement): boolean {
  const selection = getSelection()
  return selection?.isCollapsed === false && selection.getRangeAt(0).intersectsNode(element)
}

/** The nearest ancestor that scrolls up and down; null is the page itself. */
function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at
  }
  return null
}
