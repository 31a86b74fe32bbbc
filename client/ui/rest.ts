/** What a page needs later is fetched once it is at rest: its own parts and its text come first. */
import { useEffect, useState } from 'react'

/** After the start, milliseconds: longer than an old computer takes to open a long report. */
export const restMs = 8000

export function useAtRest(): boolean {
  const [atRest, setAtRest] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setAtRest(true), restMs)
    return () => clearTimeout(timer)
  }, [])
  return atRest
}
