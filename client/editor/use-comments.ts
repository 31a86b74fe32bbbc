/**
 * Comments on the sheet: drawn in whatever editors are mounted, chosen by a click, begun at what is selected by the
 * bar or by Ctrl+Alt+M, which in a comment leads to it.
 */
import type { Editor } from '@tiptap/core'
import { type RefObject, useCallback, useEffect } from 'react'
import type { ThreadKind } from '../../shared/comments/thread.ts'
import type { Threads, ThreadsSnapshot } from '../comments/threads.ts'
import { later } from '../ui/lazy.ts'
import { useTellFailure } from '../ui/tell-failure.ts'
import type { CommentMark } from './comment-marks.ts'

type Mounted = RefObject<Map<string, Editor>>

const marks = later(() => import('./comment-marks.ts'))

/** `wanted`: the texts are here, and what is drawn in them may come. */
export function useComments(
  threads: Threads | null,
  mounted: Mounted,
  sheet: RefObject<HTMLElement | null>,
  wanted: boolean,
) {
  const fail = useTellFailure()
  const draw = useCallback(
    (sectionId: string, editor: Editor) => {
      if (threads && !editor.isDestroyed)
        marks.here()?.drawComments(editor.view, marksOf(threads.current(), sectionId))
    },
    [threads],
  )
  useEffect(() => {
    if (!wanted || !threads) return
    marks.use(
      () => {
        for (const [sectionId, editor] of mounted.current) draw(sectionId, editor)
      },
      // The next act asks again.
      () => {},
    )
  }, [wanted, threads, mounted, draw])
  useEffect(
    () =>
      threads?.subscribe(() => {
        for (const [sectionId, editor] of mounted.current) draw(sectionId, editor)
      }),
    [threads, mounted, draw],
  )
  const begin = useCallback(
    (sectionId: string, kind: ThreadKind) => {
      marks.use(({ selectedPlace, collapseSelection }) => {
        const editor = mounted.current.get(sectionId)
        const place = editor && !editor.isDestroyed ? selectedPlace(editor) : undefined
        if (!editor || !place) return
        threads?.begin({ kind, sectionId, place })
        collapseSelection(editor)
      }, fail)
    },
    [threads, mounted, fail],
  )
  useEffect(() => {
    const click = ({ target }: MouseEvent) => {
      const mark = target instanceof Element ? target.closest<HTMLElement>('[data-thread]') : null
      const id = mark?.dataset.thread
      if (id !== undefined && id !== draftId && getSelection()?.isCollapsed) threads?.choose(id, true)
    }
    const key = (event: KeyboardEvent) => {
      if (event.code !== 'KeyM' || !event.altKey || !(event.ctrlKey || event.metaKey)) return
      const sectionId = selectedSection(sheet.current)
      const editor = sectionId === undefined ? undefined : mounted.current.get(sectionId)
      if (sectionId === undefined || !editor) return
      event.preventDefault()
      marks.use(({ selectedPlace, threadAtCaret }) => {
        if (editor.isDestroyed) return
        const within = selectedPlace(editor) ? undefined : threadAtCaret(editor)
        if (within !== undefined) threads?.choose(within, true)
        else begin(sectionId, 'comment')
      }, fail)
    }
    const place = sheet.current
    place?.addEventListener('click', click)
    addEventListener('keydown', key)
    return () => {
      place?.removeEventListener('click', click)
      removeEventListener('keydown', key)
    }
  }, [threads, mounted, sheet, begin, fail])
  return { draw, begin }
}

const draftId = 'draft'

function marksOf({ threads, chosenId, draft }: ThreadsSnapshot, sectionId: string): CommentMark[] {
  const marks = threads
    .filter(thread => thread.sectionId === sectionId && (thread.resolved === null || thread.id === chosenId))
    .map(
      (thread): CommentMark => ({
        id: thread.id,
        place: thread,
        look: thread.kind,
        chosen: thread.id === chosenId,
      }),
    )
  if (draft?.sectionId === sectionId)
    marks.push({ id: draftId, place: draft.place, look: 'draft', chosen: true })
  return marks
}

/** The section in whose text the selection ends. */
function selectedSection(sheet: HTMLElement | null): string | undefined {
  const node = getSelection()?.focusNode
  const element = node instanceof Element ? node : node?.parentElement
  const place = element?.closest<HTMLElement>('[data-section-text]')
  return place && sheet?.contains(place) ? place.dataset.sectionText : undefined
}
