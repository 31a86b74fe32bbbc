/** What can be done to the outline, each with its words, its undo and its announcement. */
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import { type Place, subtree, withSectionMoved } from '../../api/outline-edits.ts'
import {
  useAddSection,
  useChangeSection,
  useDeleteSection,
  useMoveSection,
  useRestoreSection,
} from '../../api/queries.ts'
import { tellWithUndo } from '../../ui/undo-notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useSectionName } from '../../ui/words.ts'
import { placeByDrop, placeByStep, type Step } from './moves.ts'
import type { Drop } from './use-row-drag.ts'

export type OutlineEdits = {
  /** Adds a sibling right after the section; null: the first section of all. */
  readonly addAfter: (sectionId: string | null) => void
  readonly addChild: (sectionId: string) => void
  readonly rename: (sectionId: string, heading: string) => void
  readonly move: (sectionId: string, step: Step) => void
  readonly mayMove: (sectionId: string, step: Step) => boolean
  readonly moveByDrop: (drop: Drop) => void
  readonly remove: (sectionId: string) => void
}

type Ears = { readonly say: (words: string) => void; readonly onAdded: (sectionId: string) => void }

export function useOutlineEdits(report: Report, { say, onAdded }: Ears): OutlineEdits {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const sectionName = useSectionName()
  const { sections } = report
  const { mutate: add } = useAddSection(report.id)
  const { mutate: change } = useChangeSection(report.id)
  const { mutate: move } = useMoveSection(report.id)
  const { mutate: remove } = useDeleteSection(report.id)
  const { mutate: restore } = useRestoreSection(report.id)
  const headingOf = (sectionId: string) => {
    const section = sections.find(one => one.id === sectionId)
    return section ? sectionName(section) : t('outline.untitled')
  }

  const moveTo = (sectionId: string, place: Place | undefined) => {
    if (!place) return say(t('outline.cannotMove'))
    move({ sectionId, place }, { onError: fail })
    const number = withSectionMoved(report, sectionId, place).sections.find(
      one => one.id === sectionId,
    )?.number
    const heading = headingOf(sectionId)
    say(number ? t('outline.movedTo', { heading, number }) : t('outline.movedUnnumbered', { heading }))
  }

  const addAt = (place: Place) =>
    add(
      { ...place, heading: t('outline.newHeading') },
      { onSuccess: ({ sectionId }) => onAdded(sectionId), onError: fail },
    )

  const undo = (sectionId: string, heading: string) =>
    restore(sectionId, { onSuccess: () => say(t('outline.restored', { heading })), onError: fail })

  return {
    addAfter: sectionId =>
      addAt({ parentId: sections.find(one => one.id === sectionId)?.parentId ?? null, afterId: sectionId }),
    addChild: sectionId =>
      addAt({
        parentId: sectionId,
        afterId: sections.findLast(section => section.parentId === sectionId)?.id ?? null,
      }),
    rename: (sectionId, heading) => change({ sectionId, change: { heading } }, { onError: fail }),
    move: (sectionId, step) => moveTo(sectionId, placeByStep(sections, sectionId, step)),
    mayMove: (sectionId, step) => placeByStep(sections, sectionId, step) !== undefined,
    moveByDrop: drop =>
      moveTo(drop.sectionId, placeByDrop(sections, drop.sectionId, drop.targetId, drop.instruction)),
    remove: sectionId => {
      const heading = headingOf(sectionId)
      const n = subtree(sections, sectionId).length
      remove(sectionId, { onError: fail })
      const words =
        n > 1 ? t('outline.deletedWithChildren', { heading, n }) : t('outline.deleted', { heading })
      say(words)
      tellWithUndo(words, () => undo(sectionId, heading))
    },
  }
}
