/** What a section holds while it is written. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { SectionSession, SectionSnapshot } from '../collab/types.ts'

function useSectionSnapshot(session: SectionSession): SectionSnapshot {
  return useSyncExternalStore(
    listener => session.subscribe(listener),
    () => session.snapshot(),
  )
}

export type LiveLength = {
  readonly words: number
  /** Neither words nor an image. */
  readonly blank: boolean
}

/** A section as it stands now, counted while nobody types; null until its text is here. */
export function useLiveLength(session: SectionSession): LiveLength | null {
  const { loaded } = useSectionSnapshot(session)
  const { mirror } = session
  const [length, setLength] = useState<LiveLength | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    if (!loaded) return
    const count = async () => {
      const [{ docToText, hasContent, plainText }, { wordCount }] = await Promise.all([
        import('../../shared/schema/text.ts'),
        import('../../shared/words.ts'),
      ])
      const text = docToText(mirror)
      setLength({ words: wordCount(plainText(text)), blank: !hasContent(text) })
    }
    const soon = () => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void count(), 400)
    }
    void count()
    mirror.on('update', soon)
    return () => {
      clearTimeout(timer.current)
      mirror.off('update', soon)
    }
  }, [mirror, loaded])
  return length
}
