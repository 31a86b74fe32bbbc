/**
 * One mounted editor. It is made before the browser paints and destroyed with the component; what belongs
 * to the document (text, undo) stays.
 */
import type { Editor } from '@tiptap/core'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { Bound } from './binding.ts'
import { redrawNumbers } from './numbers.ts'
import type { FigureRegister } from '../figures/register.ts'
import type { FigureTitle } from './figures/figure-view.ts'
import type { ImageHome, UploadOptions } from './images/uploads.ts'
import { createTextEditor, type TextNotice } from './text-editor.ts'

export type LiveTextProps = {
  readonly bound: Bound
  readonly level: number
  /** What a screen reader calls this text: number and heading. */
  readonly label: string
  readonly describedBy: string
  readonly placeholder: string
  /** Where somebody asked for the caret before there was an editor. */
  readonly caretAt: CaretAt | undefined
  readonly onMount: (editor: Editor | null) => void
  readonly onFocus: (editor: Editor) => void
  readonly home: ImageHome
  readonly figures: FigureRegister
  readonly figureTitle: FigureTitle
  readonly onFigure: (figureId: string) => void
  readonly uploadWords: UploadOptions['words']
  readonly notify: (notice: TextNotice) => void
}

/** A place on the screen, or where the text begins; a new object asks anew. */
export type CaretAt = { readonly left: number; readonly top: number } | { readonly start: true }

export function LiveText(props: LiveTextProps) {
  const { bound, level, label, describedBy, caretAt } = props
  const host = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  const [editor, setEditor] = useState<Editor | null>(null)
  useLayoutEffect(() => {
    latest.current = props
  })
  const mounted = useEffectEvent((made: Editor | null) => props.onMount(made))

  useLayoutEffect(() => {
    if (!host.current) return undefined
    const made = createTextEditor({
      element: host.current,
      bound,
      sectionLevel: () => latest.current.level,
      placeholder: () => latest.current.placeholder,
      attributes: attributesOf(bound, latest.current.label, latest.current.describedBy),
      home: latest.current.home,
      figures: latest.current.figures,
      onFigure: figureId => latest.current.onFigure(figureId),
      figureTitle: figureId => latest.current.figureTitle(figureId),
      uploadWords: () => latest.current.uploadWords(),
      notify: notice => latest.current.notify(notice),
    })
    made.on('focus', () => latest.current.onFocus(made))
    setEditor(made)
    mounted(made)
    return () => {
      mounted(null)
      made.destroy()
    }
  }, [bound])

  useLayoutEffect(() => {
    if (editor && !editor.isDestroyed) redrawNumbers(editor.view, level)
  }, [editor, level])

  useEffect(() => {
    if (editor && !editor.isDestroyed)
      editor.view.setProps({ attributes: attributesOf(bound, label, describedBy) })
  }, [editor, bound, label, describedBy])

  useLayoutEffect(() => {
    if (editor && !editor.isDestroyed && caretAt) placeCaret(editor, caretAt)
  }, [editor, caretAt])

  return <div className="tg-text tg-live" ref={host} />
}

function attributesOf(bound: Bound, label: string, describedBy: string): Record<string, string> {
  const common = { 'aria-label': label, lang: 'zh-CN', spellcheck: 'false', translate: 'no' }
  if (!bound.writes) return { ...common, role: 'group' }
  return { ...common, role: 'textbox', 'aria-multiline': 'true', 'aria-describedby': describedBy }
}

function placeCaret(editor: Editor, at: CaretAt): void {
  const found = 'start' in at ? null : editor.view.posAtCoords(at)
  editor.commands.focus(found ? found.pos : 'start', { scrollIntoView: false })
}
