/**
 * Printing from the page: the sheet is fetched anew into a hidden frame, laid out in pages, and printed from there.
 * If the frame did not become the print view, a message leads to the way by a new tab.
 */
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { layPages } from '../../../shared/html/paging.ts'
import { tellFailure } from '../../ui/notice.ts'

export type Printing = {
  readonly busy: boolean
  /** What the hidden frame shows; undefined: there is no frame. */
  readonly address: string | undefined
  readonly start: () => void
  readonly loaded: (frame: HTMLIFrameElement) => Promise<void>
}

export function usePrinting(address: string): Printing {
  const { t } = useTranslation()
  const [turn, setTurn] = useState(0)
  const [busy, setBusy] = useState(false)
  return {
    busy,
    // Another fragment makes another address to React and the same one to the server.
    address: turn === 0 ? undefined : `${address}#${turn}`,
    start: () => {
      setBusy(true)
      setTurn(turn + 1)
    },
    loaded: async frame => {
      const { contentWindow, contentDocument } = frame
      if (!contentWindow || !contentDocument?.querySelector('.paper')) {
        setBusy(false)
        return tellFailure(t('reading.printFailed'))
      }
      await contentDocument.fonts.ready
      layPages(contentDocument)
      setBusy(false)
      contentWindow.focus()
      contentWindow.print()
    },
  }
}
