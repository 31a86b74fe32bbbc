/** Which heading the reader has reached: the last one above the upper third of the window. */
import { useEffect, useState } from 'react'

/** The id among `ids` (parted by blanks, in document order), or undefined above the first. */
export function useCurrentHeading(ids: string): string | undefined {
  const [current, setCurrent] = useState<string>()
  useEffect(() => {
    let frame = 0
    const look = () => {
      frame = 0
      const line = innerHeight / 3
      const above = ids.split(' ').filter(id => {
        const place = document.getElementById(id)
        return place !== null && place.getBoundingClientRect().top <= line
      })
      setCurrent(above.at(-1))
    }
    const soon = () => {
      frame ||= requestAnimationFrame(look)
    }
    look()
    addEventListener('scroll', soon, { passive: true })
    addEventListener('resize', soon)
    return () => {
      cancelAnimationFrame(frame)
      removeEventListener('scroll', soon)
      removeEventListener('resize', soon)
    }
  }, [ids])
  return current
}
