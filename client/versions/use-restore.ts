/** Going back to a version, and forward again: what stood there before is a version too. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../i18n.ts'
import type { BodyOf } from '../../shared/api.ts'
import { call } from '../api/call.ts'
import { keys } from '../api/queries.ts'
import { tell } from '../ui/notice.ts'
import { tellWithUndo } from '../ui/undo-notice.ts'
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
  const send = async (versionId: string, body: BodyOf<'restoreVersion'>) => {
    const answer = await call('restoreVersion', { reportId, versionId }, body)
    await client.invalidateQueries({ queryKey: keys.report(reportId) })
    return answer
  }
  const undo = (versionId: string, body: BodyOf<'restoreVersion'>) =>
    send(versionId, body).then(() => tell(t('versions.undone')), tellFailure)
  const restore = async ({ versionId, sectionId, words }: What) => {
    setBusy(true)
    try {
      const { before, sectionIds } = await send(versionId, sectionId === undefined ? {} : { sectionId })
      if (sectionId !== undefined && sectionIds.length === 0) return tell(t('versions.nothingToRestore'))
      const done =
        sectionId === undefined
          ? t('versions.restored', { version: words })
          : t('versions.restoredSection', { place: words })
      // What others have written since in other sections is theirs.
      const back = sectionId === undefined ? { texts: sectionIds } : { sectionId }
      tellWithUndo(done, () => void undo(before, back))
    } catch (error) {
      tellFailure(error)
    } finally {
      setBusy(false)
    }
  }
  return { busy, restore }
}
