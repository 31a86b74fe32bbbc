/** The two halves of the desk, what is picked up, and what becomes of every line of what lies on the left. */
import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import { blocksOfText } from '../../../shared/desk-lines.ts'
import { fatesOf, shelvesOf } from '../../../shared/fates.ts'
import { accessTo, mayEditOutline, mayWrite } from '../../../shared/permissions.ts'
import { plainText } from '../../../shared/schema/text.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useSession } from '../../ui/session.tsx'
import { useLobby } from '../../ui/use-lobby.ts'
import { ActsList } from './ActsList.tsx'
import { useDesk, useDeskTexts } from './desk-texts.ts'
import { isPiece, pickedOf, targetOf } from './drag.ts'
import { DraftHalf } from './DraftHalf.tsx'
import { MaterialHalf } from './MaterialHalf.tsx'
import { linesWithin, type Lying, takenFrom } from './lying.ts'
import type { Picked, Target } from './picked.ts'
import { PickedBar } from './PickedBar.tsx'
import { useActs } from './use-acts.ts'

export function Desk({ report }: { readonly report: Report }) {
  const { t } = useTranslation()
  const { actor } = useSession()
  useLobby(report)
  const desk = useDesk(report)
  const texts = useDeskTexts(report)
  const [picked, setPicked] = useState<Picked>()
  const acts = useActs(report, () => setPicked(undefined))
  const lying = useLying(desk.data, texts.data)
  const put = (target: Target, carried = picked) => {
    if (carried && !acts.busy) acts.put(carried, target)
  }
  useKeys({
    escape: () => setPicked(undefined),
    undo: () => void acts.undoNewest(desk.data?.acts ?? []),
  })
  useDrops(setPicked, put)
  if (desk.isError || texts.isError)
    return (
      <LoadFailure
        error={desk.error ?? texts.error}
        onRetry={() => void Promise.all([desk.refetch(), texts.refetch()])}
      />
    )
  if (!desk.data || !texts.data) return <PageLoading />
  const open = mayEditOutline(actor, report)
  return (
    <div className="desk" data-picked={picked ? '' : undefined}>
      <MaterialHalf report={report} lying={lying} picked={picked} onPick={open ? setPicked : undefined} />
      <DraftHalf
        report={report}
        texts={texts.data}
        mayPut={section => mayWrite(actor, accessTo(report, section))}
        picked={picked}
        onPick={setPicked}
        onPut={put}
      />
      <ActsList
        acts={desk.data.acts}
        papers={desk.data.papers}
        nameOf={acts.nameOf}
        onUndo={act => void acts.undo(act)}
      />
      {picked && (
        <PickedBar
          report={report}
          texts={texts.data}
          picked={picked}
          busy={acts.busy}
          onPut={put}
          onClose={() => setPicked(undefined)}
        />
      )}
      <Confirm
        opened={acts.asked !== undefined}
        title={t('desk.againTitle')}
        lead={t('desk.againLead', {
          sections: (acts.asked?.sectionIds ?? []).map(acts.nameOf).join(t('common.listComma')),
        })}
        action={t('desk.again')}
        busy={acts.busy}
        onClose={acts.forget}
        onConfirm={() => {
          if (acts.asked) acts.put(acts.asked.picked, acts.asked.target, true)
        }}
      />
    </div>
  )
}

type DeskData = ReturnType<typeof useDesk>['data']
type Texts = ReturnType<typeof useDeskTexts>['data']

/** Every 来稿 and all 材料 with what became of its lines, worked out anew when a text or the acts change. */
function useLying(desk: DeskData, texts: Texts): Lying[] {
  const shelves = useMemo(
    () => shelvesOf((texts ?? []).map(({ sectionId, text }) => ({ id: sectionId, text: plainText(text) }))),
    [texts],
  )
  return useMemo(
    () =>
      (desk?.papers ?? []).map(paper => {
        const blocks = blocksOfText(paper.text)
        const taken = (desk?.acts ?? [])
          .filter(act => takenFrom(act) === paper.id && !act.undone)
          .flatMap(act => linesWithin(blocks, act.piece).map(line => ({ line, sectionId: act.toSectionId })))
        const lines = blocks.flatMap(block => block.lines)
        return { paper, blocks, fates: fatesOf(lines, paper.sectionId, shelves, taken) }
      }),
    [desk, shelves],
  )
}

type Keys = { readonly escape: () => void; readonly undo: () => void }

function useKeys({ escape, undo }: Keys): void {
  const acts = useRef({ escape, undo })
  useEffect(() => {
    acts.current = { escape, undo }
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.target instanceof HTMLInputElement) return
      if (event.key === 'Escape' && document.querySelector('[role="dialog"]') === null) acts.current.escape()
      if (event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
        event.preventDefault()
        acts.current.undo()
      }
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

/** What is dragged is picked up, and put down where it is dropped. */
function useDrops(
  onPick: (picked: Picked | undefined) => void,
  onPut: (target: Target, picked: Picked) => void,
) {
  const acts = useRef({ onPick, onPut })
  useEffect(() => {
    acts.current = { onPick, onPut }
  })
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => isPiece(source.data),
        onDragStart: ({ source }) => acts.current.onPick(pickedOf(source.data)),
        onDrop: ({ source, location }) => {
          const target = location.current.dropTargets[0]
          const carried = pickedOf(source.data)
          if (target && carried) acts.current.onPut(targetOf(target.data), carried)
        },
      }),
    [],
  )
}
