/**
 * Going through the findings by key, F8 and Shift+F8, or to the one that was tapped: each is shown in the text and
 * explained beside it. Mending and ignoring go on to the next one by themselves.
 */
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../i18n.ts'
import type { Report } from '../../shared/api.ts'
import { accessTo, type Actor, mayIgnoreFinding, mayWrite } from '../../shared/permissions.ts'
import { tell } from '../ui/notice.ts'
import { FindingCard } from './FindingCard.tsx'
import type { Findings, ToldFinding } from './findings.ts'
import { IgnoreDialog, isIgnorable } from './IgnoreDialog.tsx'
import { type Direction, isSame, nextFinding } from './next-finding.ts'

export type FindingWalkProps = {
  readonly report: Report
  readonly actor: Actor
  readonly findings: Findings
  readonly focusId: string | null
  /** Goes to the words; where they stand is asked of `placeOf`. */
  readonly onShow: (finding: ToldFinding) => void
  readonly placeOf: (finding: ToldFinding) => DOMRect | undefined
  readonly onMend: (finding: ToldFinding) => void
  /** The focus goes back to the text. */
  readonly onLeave: (finding: ToldFinding) => void
  /** A step that was asked for; a new object asks anew. */
  readonly step: Step
}

export type Step = { readonly direction: Direction } | { readonly tapped: ToldFinding }

export function FindingWalk(props: FindingWalkProps) {
  const { report, actor, findings, focusId, step } = props
  const { t } = useTranslation()
  const { list, isReady } = useSyncExternalStore(findings.subscribe, findings.current)
  const [last, setLast] = useState<ToldFinding | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [asked, setAsked] = useState<ToldFinding | null>(null)
  const order = ['', ...report.sections.map(({ id }) => id)]
  const go = (direction: Direction, from: ToldFinding | null = last) => {
    const found = nextFinding(list, { last: from, focusId, order }, direction)
    if (!found) {
      setIsOpen(false)
      return tell(isReady ? t('checks.none') : t('checks.running'))
    }
    open(found)
    props.onShow(found)
  }
  const open = (finding: ToldFinding) => {
    setLast(finding)
    setIsOpen(true)
  }
  const follow = useEffectEvent((asking: Step) =>
    'tapped' in asking ? open(asking.tapped) : go(asking.direction),
  )
  useEffect(() => {
    const frame = requestAnimationFrame(() => follow(step))
    return () => cancelAnimationFrame(frame)
  }, [step])
  // What was mended, ignored or written over by somebody else is explained no longer.
  const current = isOpen && last ? list.find(finding => isSame(finding, last)) : undefined
  const section = report.sections.find(({ id }) => id === current?.place.section)
  const mayMend =
    current?.fix !== undefined && section !== undefined && mayWrite(actor, accessTo(report, section))
  const mayIgnore =
    current !== undefined &&
    isIgnorable(current) &&
    mayIgnoreFinding(actor, report, section ? accessTo(report, section) : null)
  return (
    <>
      {current && asked === null && (
        <FindingCard
          key={`${current.rule} ${current.place.section} ${current.place.at} ${current.place.from} ${current.quote}`}
          finding={current}
          where={section ? `${section.number}${section.heading}` : t('checks.title')}
          nth={list.indexOf(current) + 1}
          all={list.length}
          place={() => props.placeOf(current)}
          mayMend={mayMend}
          mayIgnore={mayIgnore}
          onMend={() => {
            props.onMend(current)
            setIsOpen(false)
          }}
          onIgnore={() => setAsked(current)}
          onStep={direction => go(direction)}
          onClose={() => {
            setIsOpen(false)
            props.onLeave(current)
          }}
        />
      )}
      <IgnoreDialog
        reportId={report.id}
        // As it stands now: it is known again by the words around it.
        asked={asked && (list.find(finding => isSame(finding, asked)) ?? asked)}
        onClose={() => setAsked(null)}
        onIgnored={() => setIsOpen(false)}
      />
    </>
  )
}
