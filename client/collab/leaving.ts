/**
 * Leaving a tab or a report while something in it is not on the server.
 *
 * 1. The browser asks before it closes a tab that holds such text, whether or not there is a local copy: a copy
 *    waits for the next visit on this computer, and is neither saved nor submitted.
 * 2. Going elsewhere inside the app closes the connection only when the server has what was typed.
 */
import type { ReportConnection } from './types.ts'

export function askBeforeLeaving(connection: ReportConnection): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    if (!connection.snapshot().unsaved) return
    event.preventDefault()
    // Chromium before 119 knows this way alone.
    event.returnValue = true
  }
  addEventListener('beforeunload', ask)
  return () => removeEventListener('beforeunload', ask)
}

/** Nobody looks any more: closed at once, or as soon as all is stored, or nothing can be any more. */
export function closeWhenSaved(connection: ReportConnection, closed: () => void): void {
  const isDone = () => {
    const { unsaved, ended, light } = connection.snapshot()
    return !unsaved || ended !== null || light === 'refused'
  }
  const close = () => {
    connection.close()
    closed()
  }
  if (isDone()) return close()
  const stop = connection.subscribe(() => {
    if (!isDone()) return
    stop()
    // Not from within its own telling.
    setTimeout(close)
  })
}
