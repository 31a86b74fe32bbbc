/**
 * The text on the plain page and its way to the server.
 *
 * 1. Every letter is kept in this browser until the server has it; a save that fails loses nothing.
 * 2. A save says which text was read; where there is a newer one nothing is written, and both are shown.
 */
import { useState } from 'react'
import type { HandIn, Me } from '../../../shared/api.ts'
import { ApiError, call } from '../../api/call.ts'
import { useSending } from '../../ui/use-sending.ts'
import { forget, keep, type KeptText, readKept } from './kept-text.ts'
import type { At } from './HandInPage.tsx'

/** The server's text where it is newer than the one that was read. */
export type Newer = { readonly text: string; readonly seq: number }

export type Writing = {
  readonly asked: HandIn
  readonly text: string
  readonly fromFile: boolean
  /** Text came back that was not saved at the last visit. */
  readonly restored: boolean
  readonly isSaved: boolean
  /** The browser keeps what is not saved. */
  readonly isKept: boolean
  readonly newer: Newer | undefined
  readonly busy: boolean
  readonly error: unknown
  readonly write: (text: string, fromFile: boolean) => void
  /** Puts a line below the text. */
  readonly takeLine: (line: string) => void
  /** What is asked, as it is by now; the text stays. */
  readonly reread: () => Promise<void>
  readonly discard: () => void
  /** Goes on from the newer text with one's own, or with it. */
  readonly settle: (whose: 'mine' | 'theirs') => void
  /** Answers whether the server has the text now; keeps what went wrong. */
  readonly save: () => Promise<boolean>
}

export function useWriting(me: Me, { reportId, sectionId }: At, first: HandIn): Writing {
  const place = { installationId: me.installationId, personId: me.person?.id ?? '', sectionId }
  const [asked, setAsked] = useState(first)
  const [found] = useState(() => readKept(place))
  const unsaved = found && found.text !== first.text ? found : undefined
  const start: KeptText = unsaved ?? { text: first.text, base: first.seq, fromFile: false }
  const [state, setState] = useState(start)
  const [restored, setRestored] = useState(unsaved !== undefined)
  const [isKept, setKept] = useState(true)
  const [newer, setNewer] = useState<Newer>()
  const { busy, error, run } = useSending()

  const put = (next: KeptText) => {
    setState(next)
    setKept(keep(place, next))
  }
  const take = (text: string, seq: number) => {
    forget(place)
    setRestored(false)
    setState({ text, base: seq, fromFile: state.fromFile })
  }
  const send = async (text: string, base: number): Promise<boolean> => {
    try {
      const written = await call('writeSection', { reportId, sectionId }, { text, base })
      setAsked(written)
      setNewer(undefined)
      take(written.text, written.seq)
      return true
    } catch (failure) {
      const now = newerOf(failure)
      if (!now) throw failure
      setNewer(now)
      return false
    }
  }
  return {
    asked,
    ...state,
    restored,
    isSaved: state.text === asked.text,
    isKept,
    newer,
    busy,
    error,
    write: (text, fromFile) => put({ text, base: state.base, fromFile }),
    takeLine: line => {
      const text = state.text.trim() === '' ? line : `${state.text.trimEnd()}\n${line}`
      put({ ...state, text })
    },
    reread: async () => {
      const now = await call('getHandIn', { reportId, sectionId })
      setAsked(before => ({ ...now, text: before.text, seq: before.seq }))
    },
    discard: () => take(asked.text, asked.seq),
    settle: whose => {
      if (!newer) return
      setNewer(undefined)
      setAsked({ ...asked, ...newer })
      if (whose === 'mine') put({ ...state, base: newer.seq })
      else take(newer.text, newer.seq)
    },
    save: async () => {
      let saved = false
      await run(async () => {
        saved = await send(state.text, state.base)
      })
      return saved
    },
  }
}

function newerOf(error: unknown): Newer | undefined {
  if (!(error instanceof ApiError) || error.code !== 'text-changed') return undefined
  const { details } = error
  const isNewer = (value: unknown): value is Newer =>
    typeof value === 'object' && value !== null && 'text' in value && 'seq' in value
  return isNewer(details) ? details : undefined
}
