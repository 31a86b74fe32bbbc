/**
 * A section's text on the sheet: an editor near the view, the same words as plain DOM elsewhere.
 *
 * 1. Nothing is editable before the text is here.
 * 2. Who may not write gets the mirror; when that changes the editor is made anew on the other document.
 * 3. An editor that has the focus or composes stays, however far it is scrolled away.
 */
import type { Editor } from '@tiptap/core'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import type { Text } from '../../shared/schema/text.ts'
import type { SectionSession } from '../collab/types.ts'
import type { Bound } from './binding.ts'
import { deskOf } from './desk.ts'
import type { FigureTitle } from './figures/figure-view.ts'
import type { FigureRegister } from '../figures/register.ts'
import { type CaretAt, LiveText } from './LiveText.tsx'
import { useNearView } from './near-view.ts'
import type { TextNotice } from './text-editor.ts'
import { useRegister } from '../figures/react.tsx'
import { useReportConnection } from '../collab/react.tsx'
import { StaticText } from './StaticText.tsx'

type Props = {
  readonly sectionId: string
  readonly session: SectionSession
  readonly level: number
  readonly text: Text
  readonly loaded: boolean
  readonly writes: boolean
  readonly label: string
  readonly describedBy: string
  readonly placeholder: string
  /** Changes when the caret is asked for from outside the sheet. */
  readonly caretAsked: CaretAt | undefined
  readonly onEditor: (sectionId: string, editor: Editor | null) => void
  readonly onFocus: (sectionId: string, editor: Editor) => void
  readonly notify: (notice: TextNotice) => void
}

export function SectionText(props: Props) {
  const { sectionId, session, level, text, loaded, writes, caretAsked, onEditor, onFocus } = props
  const { t } = useTranslation()
  const { reportId } = useReportConnection()
  const { register: figures, open: openFigure } = useRegister()
  const figureTitle = useFigureTitle(figures)
  const home = useMemo(() => ({ reportId, sectionId }), [reportId, sectionId])
  const uploadWords = useCallback(
    () => ({ uploading: (name: string) => t('blocks.uploading', { name }), cancel: t('common.cancel') }),
    [t],
  )
  const place = useRef<HTMLDivElement>(null)
  const near = useNearView(place)
  const [held, setHeld] = useState(false)
  const [caretAt, setCaretAt] = useState<CaretAt>()
  const [asked, setAsked] = useState<CaretAt>()
  if (asked !== caretAsked) {
    setAsked(caretAsked)
    setCaretAt(caretAsked)
  }
  const { doc, mirror, awareness } = session
  const bound = useMemo<Bound>(
    () => (writes ? { writes, desk: deskOf(doc), awareness } : { writes, mirror, awareness }),
    [writes, doc, mirror, awareness],
  )
  const mount = useCallback((editor: Editor | null) => onEditor(sectionId, editor), [onEditor, sectionId])
  const focus = useCallback((editor: Editor) => onFocus(sectionId, editor), [onFocus, sectionId])
  const mounted = loaded && (near || held || caretAt !== undefined)
  const clickable = !mounted && loaded && writes
  useEffect(() => {
    const element = place.current
    const focusIn = () => setHeld(true)
    const focusOut = () => {
      setHeld(false)
      setCaretAt(undefined)
    }
    const press = (event: MouseEvent) => {
      if (clickable && event.button === 0) setCaretAt({ left: event.clientX, top: event.clientY })
    }
    element?.addEventListener('focusin', focusIn)
    element?.addEventListener('focusout', focusOut)
    element?.addEventListener('mousedown', press)
    return () => {
      element?.removeEventListener('focusin', focusIn)
      element?.removeEventListener('focusout', focusOut)
      element?.removeEventListener('mousedown', press)
    }
  }, [clickable])
  return (
    <div ref={place} className="tg-place" data-section-text={sectionId}>
      {mounted ? (
        <LiveText
          bound={bound}
          level={level}
          label={props.label}
          describedBy={props.describedBy}
          placeholder={props.placeholder}
          caretAt={caretAt}
          onMount={mount}
          onFocus={focus}
          home={home}
          figures={figures}
          figureTitle={figureTitle}
          onFigure={openFigure}
          uploadWords={uploadWords}
          notify={props.notify}
        />
      ) : loaded ? (
        <StaticText sectionId={sectionId} level={level} text={text} />
      ) : (
        <TextSkeleton />
      )}
    </div>
  )
}

/** What a citation is, for who points at it. */
function useFigureTitle(register: FigureRegister): FigureTitle {
  const { t } = useTranslation()
  return useCallback(
    figureId => {
      const figure = register.current().get(figureId)
      if (!figure) return t('figures.gone')
      const { name, value, standing, asOf } = figure
      const asOfWords = asOf === null ? [] : [t('figures.asOfDay', { day: asOf })]
      const state = value === null ? t('figures.blank') : t(`figures.standing_${standing}`)
      return [name, state, ...asOfWords].join(' · ')
    },
    [register, t],
  )
}

function TextSkeleton() {
  return (
    <div className="tg-skeleton" aria-hidden="true">
      <span />
      <span />
      <span />
    </div>
  )
}
