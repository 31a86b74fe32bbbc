/**
 * The state of a file on its way into a section: read, looked at, put. Reading again (another choice of tracked
 * changes) keeps the file; a section that somebody changed meanwhile is read anew before anything is replaced.
 */
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import type { Section } from '../../shared/api.ts'
import { widenText } from '../../shared/halfwidth.ts'
import type { TrackedChoice } from '../../shared/import/document-model.ts'
import type { PutMode } from '../../shared/schema/put-modes.ts'
import { docToText, type Text } from '../../shared/schema/text.ts'
import { ApiError, call } from '../api/call.ts'
import { upload } from '../api/files.ts'
import type { SectionSession } from '../collab/types.ts'
import { tell, tellFailure } from '../ui/notice.ts'
import { tellWithUndo } from '../ui/undo-notice.ts'
import { useTellFailure } from '../ui/tell-failure.ts'
import { useSectionName } from '../ui/words.ts'
import { putText, storeImages } from './put.ts'
import { readDocument, type ReadFile } from './read-document.ts'
import { isBlank } from './standing.ts'
import { textOfDocument } from './text-of.ts'

type Intake = { readonly first: File | undefined; readonly onDone: () => void }

export function useIntake(
  reportId: string,
  section: Section,
  session: SectionSession,
  { first, onDone }: Intake,
) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const heading = useSectionName()(section)
  const at = { reportId, sectionId: section.id }
  const [file, setFile] = useState<File | null>(null)
  const [changes, setChoice] = useState<TrackedChoice>('accept')
  const [mode, setMode] = useState<PutMode>('append')
  const [read, setRead] = useState<ReadFile>()
  const [before, setBefore] = useState<{ readonly text: Text; readonly seq: number }>()
  const [progress, setProgress] = useState<number>()
  const [error, setError] = useState<unknown>()
  const [changed, setChanged] = useState(false)
  const running = useRef<AbortController>(undefined)

  const look = async () => {
    const { seq } = await call('getHandIn', at)
    const now = { text: docToText(session.mirror), seq }
    setBefore(now)
    return now
  }
  const start = async (chosen: File | null, choice: TrackedChoice) => {
    running.current?.abort()
    setFile(chosen)
    setChoice(choice)
    setError(undefined)
    setRead(undefined)
    if (!chosen) return setProgress(undefined)
    const controller = new AbortController()
    running.current = controller
    setProgress(0)
    try {
      const [found, now] = await Promise.all([
        readDocument(chosen, { changes: choice, signal: controller.signal, onProgress: setProgress }),
        look(),
      ])
      if (running.current !== controller) return
      setMode(isBlank(now.text) ? 'replace' : 'append')
      setRead(found)
    } catch (failure) {
      if (running.current === controller && !controller.signal.aborted) setError(failure)
    }
    if (running.current === controller) setProgress(undefined)
  }
  const asRead = useMemo(
    () => read && textOfDocument(read.document, section.level, mode === 'append' ? before?.text : undefined),
    [read, section.level, mode, before],
  )
  const [widens, setWidens] = useState(false)
  const wide = useMemo(() => asRead && widenText(asRead), [asRead])
  const text = widens ? wide?.text : asRead
  const begun = useRef(false)
  useEffect(() => {
    // Once, also where effects run twice.
    if (!first || begun.current) return
    begun.current = true
    void start(first, changes)
  })
  const put = async () => {
    if (!read || !text || !before || !file) return
    setError(undefined)
    setChanged(false)
    setProgress(0)
    try {
      await session.whenStored().catch(() => undefined)
      const stored = await storeImages(at, text, read.document.images, setProgress)
      const written = await putText(at, stored.text, before.seq, mode)
      await upload(reportId, section.id, file).catch(() => tellFailure(t('intake.originalFailed')))
      if (stored.failed > 0) tellFailure(t('intake.imagesFailed', { n: stored.failed }))
      tellWithUndo(t('intake.done', { heading }), () => {
        putText(at, before.text, written.seq, 'replace').then(
          () => tell(t('intake.undone', { heading })),
          (failure: unknown) =>
            isChanged(failure) ? tellFailure(t('intake.undoChanged', { heading })) : fail(failure),
        )
      })
      onDone()
    } catch (failure) {
      if (!isChanged(failure)) setError(failure)
      else {
        setChanged(true)
        await look().catch(setError)
      }
    }
    setProgress(undefined)
  }
  return {
    file,
    read,
    text,
    mode,
    setMode,
    /** Half-width marks beside hanzi in what was read. */
    halfwidth: wide?.count ?? 0,
    widens,
    setWidens,
    changes,
    progress,
    error,
    changed,
    choose: (chosen: File | null) => void start(chosen, changes),
    setChanges: (choice: TrackedChoice) => void start(file, choice),
    cancel: () => {
      running.current?.abort()
      setProgress(undefined)
    },
    put: () => void put(),
  }
}

const isChanged = (failure: unknown) => failure instanceof ApiError && failure.code === 'text-changed'
