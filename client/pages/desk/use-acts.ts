/** Taking, moving and undoing from the page: the call, what is said of it, and the way back. */
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskAct, Report } from '../../../shared/api.ts'
import { ApiError, call } from '../../api/call.ts'
import { tell } from '../../ui/notice.ts'
import { tellWithUndo } from '../../ui/undo-notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useTakeActed } from './desk-texts.ts'
import type { Picked, Target } from './picked.ts'

export type Asked = {
  readonly picked: Picked
  readonly target: Target
  /** Where the same words stand already. */
  readonly sectionIds: readonly string[]
}

export function useActs(report: Report, onDone: () => void) {
  const { t } = useTranslation()
  const reportId = report.id
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState<Asked>()
  const take = useTakeActed(reportId)
  const fail = useTellFailure()
  const nameOf = (id: string) => {
    const section = report.sections.find(one => one.id === id)
    return section ? section.number + section.heading : t('desk.goneSection')
  }
  const undo = async (act: DeskAct) => {
    try {
      take(await call('undoDeskAct', { reportId, actId: act.id }))
      tell(t('desk.undone', { quote: act.quote }))
    } catch (error) {
      fail(error)
    }
  }
  /** What is being put down; nothing, when its answer is here. */
  const underway = useRef<Promise<DeskAct | undefined>>(Promise.resolve(undefined))
  const puttingDown = async (picked: Picked, target: Target, again: boolean) => {
    setBusy(true)
    try {
      const { from, piece } = picked
      const acted =
        from.kind === 'material'
          ? await call(
              'takePiece',
              { reportId },
              { from: { submissionId: from.submissionId, piece }, to: target, again },
            )
          : await call(
              'movePiece',
              { reportId },
              { from: { sectionId: from.sectionId, base: from.base, piece }, to: target },
            )
      take(acted)
      setAsked(undefined)
      onDone()
      const said = from.kind === 'material' ? 'desk.taken' : 'desk.moved'
      tellWithUndo(t(said, { section: nameOf(target.sectionId) }), () => void undo(acted.act))
      return acted.act
    } catch (error) {
      if (error instanceof ApiError && error.code === 'taken-already')
        setAsked({ picked, target, sectionIds: sectionsIn(error.details) })
      else fail(error)
      return undefined
    } finally {
      setBusy(false)
      underway.current = Promise.resolve(undefined)
    }
  }
  const put = (picked: Picked, target: Target, again = false) => {
    underway.current = puttingDown(picked, target, again)
  }
  /** The text may show an act before its answer is here: then that one is the newest, whatever is known. */
  const undoNewest = async (known: DeskAct | undefined) => {
    const newest = (await underway.current) ?? known
    if (newest) await undo(newest)
  }
  return { busy, put, undo, undoNewest, asked, forget: () => setAsked(undefined), nameOf }
}

function sectionsIn(details: unknown): string[] {
  if (typeof details !== 'object' || details === null || !('sectionIds' in details)) return []
  const { sectionIds } = details
  return Array.isArray(sectionIds) ? sectionIds.filter(id => typeof id === 'string') : []
}
