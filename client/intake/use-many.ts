/**
 * Many files on their way: read one after another, looked at, then put into their sections one after another.
 *
 * 1. Each is an edit of its own: one that fails leaves its section as it was and does not stop the others.
 * 2. A text is replaced only as it was looked at when the section was chosen.
 * 3. Closing or stopping ends between two files, never within one.
 */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import type { Department, Report } from '../../shared/api.ts'
import type { TrackedChoice } from '../../shared/import/document-model.ts'
import { limits } from '../../shared/limits.ts'
import { ApiError } from '../api/call.ts'
import { upload } from '../api/files.ts'
import { keys } from '../api/queries.ts'
import { useErrorText } from '../ui/error-text.ts'
import { useSectionName } from '../ui/words.ts'
import { type BroughtFile, isReady, matched, modeOf, newFile, placesOf } from './brought-files.ts'
import { putText, storeImages } from './put.ts'
import { readDocument } from './read-document.ts'
import { lookAt, type Standing } from './standing.ts'
import { textOfDocument } from './text-of.ts'

type Patch = Partial<Omit<BroughtFile, 'key' | 'file'>>
type Shown = {
  readonly files: readonly BroughtFile[]
  readonly standings: ReadonlyMap<string, Standing>
}
type Running = 'putting' | 'stopping' | undefined

export function useMany(report: Report, departments: readonly Department[]) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  const client = useQueryClient()
  const nameOf = useSectionName()
  // Loops outlive a render: they read and write here, and `shown` is what of it the page shows.
  const files = useRef<readonly BroughtFile[]>([])
  const standings = useRef<ReadonlyMap<string, Standing>>(new Map())
  const reading = useRef<{ readonly key: number; readonly controller: AbortController }>(undefined)
  const stopped = useRef(false)
  const [shown, show] = useState<Shown>({ files: [], standings: new Map() })
  const [changes, setChoice] = useState<TrackedChoice>('accept')
  const choice = useRef(changes)
  const [running, setRunning] = useState<Running>()
  const [over, setOver] = useState(0)

  const redraw = () => show({ files: files.current, standings: standings.current })
  const set = (key: number, patch: Patch) => {
    files.current = files.current.map(file => (file.key === key ? { ...file, ...patch } : file))
    redraw()
  }
  const sectionOf = (id: string | null) => report.sections.find(section => section.id === id)
  const headingOf = (id: string | null) => {
    const section = sectionOf(id)
    return section ? `${section.number}${nameOf(section)}` : ''
  }

  const look = async (sectionId: string) => {
    const standing = await lookAt({ reportId: report.id, sectionId })
    standings.current = new Map(standings.current).set(sectionId, standing)
    redraw()
    return standing
  }

  const readOne = async ({ key, file, ...known }: BroughtFile) => {
    const controller = new AbortController()
    reading.current = { key, controller }
    const refused = (problem: string) => set(key, { state: 'refused', problems: [problem] })
    if (file.size > limits.intakeBytes)
      return refused(t('manyFiles.tooLarge', { mb: limits.intakeBytes / 1024 / 1024 }))
    const tracked = choice.current
    set(key, { state: 'reading', progress: 0, problems: [] })
    try {
      const read = await readDocument(file, {
        changes: tracked,
        signal: controller.signal,
        onProgress: progress => set(key, { progress }),
      })
      if (read.document.blocks.length === 0) return refused(t('manyFiles.empty'))
      // Read anew, it keeps the section that it had.
      const place = known.read ? known : matched(read, placesOf(report, departments))
      if (place.sectionId !== null) await look(place.sectionId).catch(() => undefined)
      const isOutdated = tracked !== choice.current
      set(key, {
        state: isOutdated ? 'waiting' : 'ready',
        read,
        match: place.match,
        sectionId: place.sectionId,
      })
    } catch (error) {
      if (!controller.signal.aborted) refused(errorText(error))
    }
  }
  const readAll = async () => {
    if (reading.current) return
    for (;;) {
      const next = files.current.find(({ state }) => state === 'waiting')
      if (!next || stopped.current) break
      await readOne(next)
    }
    reading.current = undefined
    redraw()
  }
  const remove = (key: number) => {
    files.current = files.current.filter(file => file.key !== key)
    if (reading.current?.key === key) reading.current.controller.abort()
    redraw()
  }
  const add = (chosen: readonly File[]) => {
    const room = Math.max(0, limits.intakeFiles - files.current.length)
    const from = Math.max(0, ...files.current.map(({ key }) => key)) + 1
    setOver(Math.max(0, chosen.length - room))
    files.current = [...files.current, ...chosen.slice(0, room).map((file, at) => newFile(from + at, file))]
    redraw()
    void readAll()
  }
  const setChanges = (wanted: TrackedChoice) => {
    choice.current = wanted
    setChoice(wanted)
    files.current = files.current.map(file =>
      file.state === 'ready' && hasChanges(file) ? { ...file, state: 'waiting' } : file,
    )
    redraw()
    void readAll()
  }
  const choose = (key: number, sectionId: string | null) => {
    set(key, { sectionId, mode: undefined, problems: [] })
    if (sectionId !== null && !standings.current.has(sectionId))
      look(sectionId).catch((error: unknown) => set(key, { problems: [errorText(error)] }))
  }

  const putOne = async (file: BroughtFile) => {
    const { key, sectionId, read } = file
    const section = sectionOf(sectionId)
    if (!section || !read) return
    const at = { reportId: report.id, sectionId: section.id }
    set(key, { state: 'putting', progress: 0, problems: [] })
    try {
      const seen = standings.current.get(section.id) ?? (await look(section.id))
      const mode = modeOf(files.current, file, seen)
      const before = mode === 'replace' ? seen : await look(section.id)
      const text = textOfDocument(read.document, section.level, mode === 'append' ? before.text : undefined)
      const stored = await storeImages(at, text, read.document.images, progress => set(key, { progress }))
      const { seq } = await putText(at, stored.text, before.seq, mode)
      const kept = await upload(report.id, section.id, file.file).then(
        () => true,
        () => false,
      )
      const problems = [
        ...(kept ? [] : [t('manyFiles.original')]),
        ...(stored.failed > 0 ? [t('intake.imagesFailed', { n: stored.failed })] : []),
      ]
      // Behind a text it goes unasked; what others wrote since the look must not be taken back with it.
      const isAlone = before.text !== undefined && (mode === 'replace' || seq === before.seq + 1)
      set(key, { state: 'done', wayBack: isAlone ? { before, seq } : undefined, problems })
    } catch (error) {
      if (isChanged(error)) await look(section.id).catch(() => undefined)
      set(key, { state: 'ready', problems: [isChanged(error) ? t('manyFiles.changed') : errorText(error)] })
    }
  }
  const put = async () => {
    stopped.current = false
    setRunning('putting')
    for (const { key } of files.current.filter(isReady)) {
      const file = files.current.find(one => one.key === key)
      if (file && !stopped.current) await putOne(file)
    }
    await settle()
  }
  const settle = async () => {
    stopped.current = false
    setRunning(undefined)
    await client.invalidateQueries({ queryKey: keys.report(report.id) })
  }

  /** The last first, so that of files in one section each finds what it left. */
  const undo = async () => {
    setRunning('putting')
    const back = new Map<string, { readonly to: number; readonly seq: number }>()
    for (const { key, sectionId, wayBack } of files.current
      .filter(({ state }) => state === 'done')
      .toReversed()) {
      if (!wayBack || sectionId === null) continue
      const { before, seq } = wayBack
      const later = back.get(sectionId)
      const heading = headingOf(sectionId)
      try {
        if (!before.text) throw new ApiError('text-changed', '', 409)
        const base = later?.to === seq ? later.seq : seq
        const undone = await putText({ reportId: report.id, sectionId }, before.text, base, 'replace')
        back.set(sectionId, { to: before.seq, seq: undone.seq })
        set(key, { state: 'undone', wayBack: undefined, problems: [] })
      } catch (error) {
        const problem = isChanged(error) ? t('manyFiles.undoChanged', { heading }) : errorText(error)
        set(key, { wayBack: undefined, problems: [problem] })
      }
    }
    await settle()
  }

  useEffect(() => {
    stopped.current = false
    return () => {
      stopped.current = true
      reading.current?.controller.abort()
    }
  }, [])
  return {
    files: shown.files,
    standingOf: (sectionId: string | null) =>
      sectionId === null ? undefined : shown.standings.get(sectionId),
    headingOf,
    isReading: shown.files.some(({ state }) => state === 'waiting' || state === 'reading'),
    running,
    over,
    changes,
    hasChanges: shown.files.some(hasChanges),
    add,
    remove,
    setChanges,
    choose,
    setMode: (key: number, mode: BroughtFile['mode']) => set(key, { mode }),
    put: () => void put(),
    stop: () => {
      stopped.current = true
      setRunning('stopping')
    },
    undo: () => void undo(),
  }
}

export type Many = ReturnType<typeof useMany>

const hasChanges = ({ read }: BroughtFile) =>
  read?.document.remarks.some(({ kind }) => kind === 'inserted' || kind === 'deleted') ?? false

const isChanged = (failure: unknown) => failure instanceof ApiError && failure.code === 'text-changed'
