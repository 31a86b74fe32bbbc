/** The first step: a file dropped or chosen, or the whole text pasted. */
import { Alert, Button, Loader, Textarea } from '@mantine/core'
import { IconAlertTriangle, IconFileText } from '@tabler/icons-react'
import { type DragEvent, useId, useRef, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { acceptedFiles } from '../../../shared/import/file-kind.ts'
import { limits } from '../../../shared/limits.ts'
import type { ReadOptions } from '../../intake/read-document.ts'
import { Problem } from '../../ui/Problem.tsx'
import { type ReadSource, readFile, readPasted, type Source, type SourceProblem } from './source-file.ts'

type Props = { readonly onSource: (source: Source) => void }

const megabytes = Math.floor(limits.intakeBytes / 1024 / 1024)

export function ChooseSource({ onSource }: Props) {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<SourceProblem>()
  const [refusal, setRefusal] = useState<unknown>()
  const [reading, setReading] = useState<AbortController>()
  const [progress, setProgress] = useState<number>()
  const take = async (read: (options: ReadOptions) => ReadSource | Promise<ReadSource>) => {
    const controller = new AbortController()
    setProblem(undefined)
    setRefusal(undefined)
    setProgress(undefined)
    setReading(controller)
    // The words "reading" must be on the screen before the work begins.
    await nextPaint()
    try {
      const outcome = await read({ signal: controller.signal, onProgress: setProgress })
      if (outcome.ok && !controller.signal.aborted) return onSource(outcome.source)
      if (!outcome.ok) setProblem(outcome.problem)
    } catch (failure) {
      if (!controller.signal.aborted) setRefusal(failure)
    }
    setReading(undefined)
  }
  if (reading) return <Reading progress={progress} onCancel={() => reading.abort()} />
  return (
    <div className="import-choose">
      {problem && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} stroke={1.6} />}>
          {t(`importing.problem_${problem}`, { size: megabytes })}
        </Alert>
      )}
      <Problem error={refusal} />
      <FileDrop onFile={file => void take(options => readFile(file, options))} />
      <Paste onText={text => void take(() => readPasted(text))} />
    </div>
  )
}

type ReadingProps = { readonly progress: number | undefined; readonly onCancel: () => void }

function Reading({ progress, onCancel }: ReadingProps) {
  const { t } = useTranslation()
  return (
    <output className="import-reading">
      <Loader size="sm" aria-hidden="true" />
      {t('importing.reading')}
      {progress !== undefined && ` ${Math.round(progress * 100)}%`}
      <Button size="compact-sm" variant="subtle" onClick={onCancel}>
        {t('common.cancel')}
      </Button>
    </output>
  )
}

const nextPaint = () => new Promise<void>(resolve => requestAnimationFrame(() => setTimeout(resolve, 0)))

function FileDrop({ onFile }: { readonly onFile: (file: File) => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const hint = useId()
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }
  return (
    <div
      className="import-drop"
      data-over={over || undefined}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <IconFileText size={40} stroke={1.2} aria-hidden="true" />
      <p className="import-drop-title">{over ? t('importing.dropNow') : t('importing.dropHere')}</p>
      <Button size="md" onClick={() => input.current?.click()} aria-describedby={hint}>
        {t('importing.chooseFile')}
      </Button>
      <p id={hint} className="import-hint">
        {t('importing.fileHint', { size: megabytes })}
      </p>
      <input
        ref={input}
        type="file"
        accept={acceptedFiles}
        hidden
        aria-label={t('importing.chooseFile')}
        onChange={event => {
          const file = event.currentTarget.files?.[0]
          // The same file must be choosable again after a problem.
          event.currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
    </div>
  )
}

function Paste({ onText }: { readonly onText: (text: string) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  return (
    <form
      className="import-paste"
      onSubmit={event => {
        event.preventDefault()
        onText(text)
      }}
    >
      <Textarea
        label={t('importing.orPaste')}
        description={t('importing.pasteHint')}
        rows={8}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={text.trim() === ''}>
        {t('importing.readPasted')}
      </Button>
    </form>
  )
}
