/** From change to change: by two buttons, by N and P, and by F7 as Word's reviewers know it. */
import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import { isWriting } from '../../ui/is-writing.ts'

export type Steps = {
  /** From 1; 0: none yet. */
  readonly at: number
  readonly go: (by: 1 | -1) => void
}

export const changeId = (nth: number) => `change-${nth}`

/** `count` changes are on the page, the nth (from 1) under changeId(nth). `of` is another comparison: begin anew. */
export function useSteps(count: number, of: unknown): Steps {
  const [place, setPlace] = useState<{ readonly of: unknown; readonly at: number }>({ of, at: 0 })
  const at = place.of === of ? Math.min(place.at, count) : 0
  const go = useCallback(
    (by: 1 | -1) => {
      if (count === 0) return
      const next = ((Math.max(at, by === 1 ? 0 : 1) - 1 + by + count) % count) + 1
      setPlace({ of, at: next })
      const element = document.getElementById(changeId(next))
      element?.scrollIntoView({ block: 'center' })
      element?.focus({ preventScroll: true })
    },
    [at, count, of],
  )
  const act = useEffectEvent((event: KeyboardEvent) => {
    const by = stepOf(event)
    if (by === 0 || event.isComposing || isWriting(event.target)) return
    event.preventDefault()
    go(by)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => act(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
  return { at, go }
}

function stepOf({ key, ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent): 1 | -1 | 0 {
  if (ctrlKey || altKey || metaKey) return 0
  if (key === 'F7') return shiftKey ? -1 : 1
  const letter = key.toLowerCase()
  return letter === 'n' ? 1 : letter === 'p' ? -1 : 0
}
