/**
 * What can be said about the words that are selected, in a bar at their end: 批注, and 领导批示 for who keeps them.
 * It never takes the selection away before it is asked, and shows for texts that are only read too.
 */
import { Button, Portal } from '@mantine/core'
import { IconMessagePlus, IconSignature } from '@tabler/icons-react'
import { type RefObject, useEffect, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import type { ThreadKind } from '../../shared/comments/thread.ts'

type Props = {
  readonly sheet: RefObject<HTMLElement | null>
  readonly mayMark: (sectionId: string) => boolean
  readonly onSay: (sectionId: string, kind: ThreadKind) => void
}

type Place = { readonly sectionId: string; readonly left: number; readonly top: number }

export function SelectionBar({ sheet, mayMark, onSay }: Props) {
  const { t } = useTranslation()
  const place = useSelectionPlace(sheet)
  if (!place) return null
  const { sectionId, left, top } = place
  return (
    <Portal>
      {/* Pressing it must not move the selection. */}
      <div
        className="tg-selection-bar"
        role="toolbar"
        aria-label={t('editor.comment')}
        style={{ left, top }}
        onPointerDown={event => event.preventDefault()}
      >
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconMessagePlus size={15} stroke={1.7} />}
          title={t('editor.commentKey')}
          onClick={() => onSay(sectionId, 'comment')}
        >
          {t('editor.comment')}
        </Button>
        {mayMark(sectionId) && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconSignature size={15} stroke={1.7} />}
            onClick={() => onSay(sectionId, 'mark')}
          >
            {t('editor.mark')}
          </Button>
        )}
      </div>
    </Portal>
  )
}

/** So long a selection rests before the bar shows, milliseconds: it is not chased while it is drawn. */
const restMs = 250
const barWidth = 210

function useSelectionPlace(sheet: RefObject<HTMLElement | null>): Place | undefined {
  const [place, setPlace] = useState<Place>()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => setPlace(placeOf(sheet.current))
    const changed = () => {
      clearTimeout(timer)
      if (getSelection()?.isCollapsed) setPlace(undefined)
      else timer = setTimeout(look, restMs)
    }
    // What was selected before this was here.
    changed()
    document.addEventListener('selectionchange', changed)
    // The sheet scrolls in a frame of its own.
    document.addEventListener('scroll', changed, { capture: true, passive: true })
    return () => {
      clearTimeout(timer)
      document.removeEventListener('selectionchange', changed)
      document.removeEventListener('scroll', changed, { capture: true })
    }
  }, [sheet])
  return place
}

function placeOf(sheet: HTMLElement | null): Place | undefined {
  const selection = getSelection()
  if (!sheet || !selection || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  if (range.toString().trim() === '') return undefined
  const [from, to] = [sectionOf(range.startContainer), sectionOf(range.endContainer)]
  if (from === undefined || from !== to || !sheet.contains(range.startContainer)) return undefined
  const last = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect()
  const left = Math.max(8, Math.min(last.right, innerWidth - barWidth))
  return { sectionId: from, left, top: Math.min(last.bottom + 8, innerHeight - 48) }
}

function sectionOf(node: Node): string | undefined {
  const element = node instanceof Element ? node : node.parentElement
  if (!element?.closest('.ProseMirror')) return undefined
  return element.closest<HTMLElement>('[data-section-text]')?.dataset.sectionText
}
