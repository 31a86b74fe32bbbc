/** The time, to the minute: what is due grows late while the page stands open. */
import { useEffect, useState } from 'react'

const minuteMs = 60_000

export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minuteMs)
    return () => clearInterval(timer)
  }, [])
  return now
}
