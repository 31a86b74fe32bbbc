/** Taking, moving and undoing from the page: the call, what is said of it, and the way back. */
import { useRef, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
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
  /** What was done and undone from here: the list of acts hears of it a moment later. */
  const done = useRef(new Map<string, DeskAct>())
  const undone = useRef(new Set<string>())
  const undo = async (act: DeskAct) => {
    undone.current.add(act.id)
    try {
      take(await call('undoDeskAct', { reportId, actId: act.id }))
      tell(t('desk.undone', { quote: act.quote }))
    } catch (error) {
      undone.current.delete(act.id)
      fail(error)
    }
  }
  const underway = useRef(Promise.resolve())
  const puttingDown = async (picked: Picked, target: Target, again: boolean) => {
    setBusy(true)
    try {
      const { from, piece } = picked
      const acted =
        from.kind === 'paper'
          ? await call(
              'takePiece',
              { reportId },
              {
                from:
                  from.paper.kind === 'submission'
                    ? { submissionId: from.paper.id, piece }
                    : { materialId: from.paper.id, piece },
                to: target,
                again,
              },
            )
          : await call(
              'movePiece',
              { reportId },
              { from: { sectionId: from.sectionId, base: from.base, piece }, to: target },
            )
      take(acted)
      done.current.set(acted.act.id, acted.act)
      setAsked(undefined)
      onDone()
      const said = from.kind === 'paper' ? 'desk.taken' : 'desk.moved'
      tellWithUndo(t(said, { section: nameOf(target.sectionId) }), () => void undo(acted.act))
    } catch (error) {
      if (error instanceof ApiError && error.code === 'taken-already')
        setAsked({ picked, target, sectionIds: sectionsIn(error.details) })
      else fail(error)
    } finally {
      setBusy(false)
    }
  }
  const put = (picked: Picked, target: Target, again = false) => {
    underway.current = puttingDown(picked, target, again)
  }
  /** The text may show an act before its answer is here, and the answer comes before the list of acts. */
  const undoNewest = async (known: readonly DeskAct[]) => {
    await underway.current
    const [newest] = [...done.current.values(), ...known]
      .filter(act => !act.undone && !undone.current.has(act.id))
      .sort((a, b) => b.at.localeCompare(a.at))
    if (newest) await undo(newest)
  }
  return { busy, put, undo, undoNewest, asked, forget: () => setAsked(undefined), nameOf }
}

function sectionsIn(details: unknown): string[] {
  if (typeof details !== 'object' || details === null || !('sectionIds' in details)) return []
  const { sectionIds } = details
  return Array.isArray(sectionIds) ? sectionIds.filter(id => typeof id === 'string') : []
}
