/** Keys that work anywhere in the workbench: Alt with a digit goes to a part, F8 to the next finding, Ctrl+H finds and replaces, ? shows the list of keys. */
import { useEffect, useEffectEvent } from 'react'
import { useNavigate } from 'react-router'
import { isWriting } from '../../ui/is-writing.ts'

type Shortcuts = {
  readonly reportId: string
  readonly onHelp: () => void
  readonly onFind: () => void
  readonly onOutline: () => void
  readonly onSheet: () => void
  readonly onPanel: () => void
  readonly onFinding: (direction: 'next' | 'previous') => void
}

export function useShortcuts({
  reportId,
  onHelp,
  onFind,
  onOutline,
  onSheet,
  onPanel,
  onFinding,
}: Shortcuts): void {
  const navigate = useNavigate()
  // By place of the key: with Alt some layouts type another character.
  const byDigit = (code: string) =>
    ({
      Digit1: onOutline,
      Digit2: onSheet,
      Digit3: onPanel,
      Digit4: () => void navigate(`/reports/${reportId}/read`),
    })[code]
  const actOn = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'F8' && !event.altKey && !event.ctrlKey && !event.metaKey && !event.isComposing) {
      event.preventDefault()
      return onFinding(event.shiftKey ? 'previous' : 'next')
    }
    // Ctrl+H is the browser's history otherwise; on a Mac Cmd+H hides the program.
    if (event.ctrlKey && !event.altKey && !event.shiftKey && event.code === 'KeyH') {
      event.preventDefault()
      return onFind()
    }
    const act = event.altKey ? byDigit(event.code) : event.key === '?' && !isWriting(event.target) && onHelp
    if (!act || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => actOn(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}
