/** The state of 材料 on its way in: a file or pasted words, read and looked at, then handed in. */
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import type { TrackedChoice } from '../../shared/import/document-model.ts'
import { recognise } from '../../shared/import/recognise.ts'
import type { Text } from '../../shared/schema/text.ts'
import { keys } from '../api/queries.ts'
import { readDocument, type ReadFile } from '../intake/read-document.ts'
import { tell, tellFailure } from '../ui/notice.ts'
import { handInMaterial, type NewMaterial } from './hand-in.ts'

type Chosen = { readonly file: File; readonly changes: TrackedChoice }

type Running = 'reading' | 'putting'

export function useHandingIn(reportId: string, onDone: () => void) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<Chosen>()
  const [read, setRead] = useState<ReadFile>()
  const [running, setRunning] = useState<Running>()
  const [progress, setProgress] = useState(0)
  const [error, setError] = useState<unknown>()
  const controller = useRef<AbortController>(undefined)

  const run = async (what: Running, work: (options: Options) => Promise<void>) => {
    controller.current?.abort()
    const own = new AbortController()
    controller.current = own
    setRunning(what)
    setProgress(0)
    setError(undefined)
    try {
      await work({ signal: own.signal, onProgress: setProgress })
    } catch (failure) {
      if (controller.current === own && !own.signal.aborted) setError(failure)
    }
    if (controller.current === own) setRunning(undefined)
  }
  const look = (next: Chosen | undefined) => {
    setChosen(next)
    setRead(undefined)
    if (!next) {
      controller.current?.abort()
      setRunning(undefined)
      setError(undefined)
      return
    }
    void run('reading', async options => {
      const found = await readDocument(next.file, { ...options, changes: next.changes })
      if (!options.signal.aborted) setRead(found)
    })
  }
  const put = (material: Omit<NewMaterial, 'file' | 'changes'>) => {
    if (!chosen) return
    void run('putting', async options => {
      const { failedImages } = await handInMaterial(reportId, { ...material, ...chosen }, options)
      if (failedImages > 0) tellFailure(t('intake.imagesFailed', { n: failedImages }))
      tell(t('material.done', { name: material.name }))
      await Promise.all(
        [keys.material(reportId), keys.myMaterial, ['desk', reportId]].map(queryKey =>
          client.invalidateQueries({ queryKey }),
        ),
      )
      onDone()
    })
  }
  const text = useMemo<Text | undefined>(
    () => read && { type: 'doc', content: recognise(read.document.blocks, { sectionLevel: 0, reached: [] }) },
    [read],
  )
  const cancel = () => {
    controller.current?.abort()
    setRunning(undefined)
  }
  return { chosen, read, text, running, progress, error, look, put, cancel }
}

type Options = { readonly signal: AbortSignal; readonly onProgress: (done: number) => void }

/** A plain file of what was pasted. */
export const fileOfText = (text: string, name: string) =>
  new File([text], `${name.replace(/[\\/]/gu, ' ')}.txt`, { type: 'text/plain' })
