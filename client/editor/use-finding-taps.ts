/** A finger has no pointer to rest on underlined words: a tap on them asks for the finding's explanation. */
import type { Editor } from '@tiptap/core'
import { type RefObject, useEffect, useEffectEvent } from 'react'
import type { ToldFinding } from '../checks/findings.ts'
import { findingAt } from './finding-marks.ts'

export function useFindingTaps(
  sheet: RefObject<HTMLElement | null>,
  mounted: RefObject<Map<string, Editor>>,
  onTap: (finding: ToldFinding) => void,
): void {
  const tell = useEffectEvent(onTap)
  useEffect(() => {
    const place = sheet.current
    let isFinger = false
    // Not every browser says of a click what made it.
    const press = ({ pointerType }: PointerEvent) => {
      isFinger = pointerType === 'touch' || pointerType === 'pen'
    }
    const click = ({ target }: MouseEvent) => {
      if (!isFinger || !(target instanceof Element) || !getSelection()?.isCollapsed) return
      const mark = target.closest('.tg-finding')
      const sectionId = mark?.closest<HTMLElement>('[data-section-text]')?.dataset.sectionText
      const editor = mounted.current.get(sectionId ?? '')
      const finding = mark && editor && !editor.isDestroyed ? findingAt(editor, mark) : undefined
      if (finding) tell(finding)
    }
    place?.addEventListener('pointerdown', press)
    place?.addEventListener('click', click)
    return () => {
      place?.removeEventListener('pointerdown', press)
      place?.removeEventListener('click', click)
    }
  }, [sheet, mounted])
}
