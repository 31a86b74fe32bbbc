/** Going back to a version, and forward again: what stood there before is a version too. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../api/call.ts'
import { keys } from '../api/queries.ts'
import { tell, tellWithUndo } from '../ui/notice.ts'
import { useTellFailure } from '../ui/tell-failure.ts'

type What = {
  readonly versionId: string
  /** How the version is called, or the section whose text goes back. */
  readonly words: string
  /** Without it the whole report. */
  readonly sectionId?: string
}

export function useRestore(reportId: string): {
  readonly busy: boolean
  readonly restore: (what: What) => Promise<void>
} {
  const { t } = useTranslation()
  const client = useQueryClient()
  const tellFailure = useTellFailure()
  const [busy, setBusy] = useState(false)
  const send = async ({ versionId, sectionId }: Omit<What, 'words'>) => {
    const body = sectionId === undefined ? {} : { sectionId }
    const answer = await call('restoreVersion', { reportId, versionId }, body)
    await client.invalidateQueries({ queryKey: keys.report(reportId) })
    return answer
  }
  const undo = (what: Omit<What, 'words'>) => send(what).then(() => tell(t('versions.undone')), tellFailure)
  const restore = async (what: What) => {
    const { sectionId, words } = what
    setBusy(true)
    try {
      const { before, sectionIds } = await send(what)
      if (sectionId !== undefined && sectionIds.length === 0) return tell(t('versions.nothingToRestore'))
      const done =
        sectionId === undefined
          ? t('versions.restored', { version: words })
          : t('versions.restoredSection', { place: words })
      const back = sectionId === undefined ? { versionId: before } : { versionId: before, sectionId }
      tellWithUndo(done, () => void undo(back))
    } catch (error) {
      tellFailure(error)
    } finally {
      setBusy(false)
    }
  }
  return { busy, restore }
}
