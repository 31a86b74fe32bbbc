/** 字数 of a section while it is written. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { SectionSession, SectionSnapshot } from '../collab/types.ts'

function useSectionSnapshot(session: SectionSession): SectionSnapshot {
  return useSyncExternalStore(
    listener => session.subscribe(listener),
    () => session.snapshot(),
  )
}

/** 字数 of a section as it stands now, counted while nobody types; null until its text is here. */
export function useLiveWords(session: SectionSession): number | null {
  const { loaded } = useSectionSnapshot(session)
  const { mirror } = session
  const [words, setWords] = useState<number | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    if (!loaded) return
    const count = async () => {
      const [{ docToText, plainText }, { wordCount }] = await Promise.all([
        import('../../shared/schema/text.ts'),
        import('../../shared/words.ts'),
      ])
      setWords(wordCount(plainText(docToText(mirror))))
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
  return words
}
