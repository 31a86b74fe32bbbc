/** Copying with a word about how it went, also over plain http. */
import { useCallback, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import { copyText } from '../ui/copy.ts'

export type Copying = {
  readonly copy: (text: string) => void
  /** What to tell; empty before the first copy. */
  readonly words: string
}

export function useCopying(): Copying {
  const { t } = useTranslation()
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const copy = useCallback((text: string) => {
    void copyText(text).then(copied => setState(copied ? 'copied' : 'failed'))
  }, [])
  const words = state === 'idle' ? '' : state === 'copied' ? t('common.copied') : t('setAside.copyFailed')
  return { copy, words }
}
