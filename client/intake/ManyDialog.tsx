/**
 * 批量导入来稿: the files of many departments are read, matched to sections, checked by a person and put in.
 * Nothing is changed before that press; a file that fails says why and stops no other.
 */
import { Button, FileButton, Group, Modal, Progress } from '@mantine/core'
import { IconFiles } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import type { Department, Report } from '../../shared/api.ts'
import { acceptedFiles } from '../../shared/import/file-kind.ts'
import { limits } from '../../shared/limits.ts'
import { isReady } from './brought-files.ts'
import { ChangesChoice } from './ChangesChoice.tsx'
import { ManyFile } from './ManyFile.tsx'
import { type Many, useMany } from './use-many.ts'
import './intake.css'

type Props = {
  readonly report: Report
  readonly departments: readonly Department[]
  readonly onClose: () => void
}

export function ManyDialog({ report, departments, onClose }: Props) {
  const { t } = useTranslation()
  const many = useMany(report, departments)
  const { files, running } = many
  const ready = files.filter(isReady).length
  return (
    <Modal
      opened
      // What is under way is stopped first, so that its results are seen.
      onClose={running ? many.stop : onClose}
      title={t('manyFiles.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size={960}
      centered
    >
      <div className="fields">
        <p className="intake-quiet">{t('manyFiles.lead')}</p>
        <Choose many={many} />
        {many.hasChanges && (
          <ChangesChoice value={many.changes} onChange={many.setChanges} disabled={running !== undefined} />
        )}
        {files.length > 0 && (
          <ul className="many-files" aria-label={t('manyFiles.files')}>
            {files.map(file => (
              <ManyFile key={file.key} file={file} many={many} sections={report.sections} />
            ))}
          </ul>
        )}
        <Result many={many} />
        <Group justify="flex-end">
          {running ? (
            <Button variant="default" disabled={running === 'stopping'} onClick={many.stop}>
              {t('manyFiles.stop')}
            </Button>
          ) : (
            <Button variant="default" onClick={onClose}>
              {t('common.close')}
            </Button>
          )}
          <Button disabled={ready === 0 || many.isReading} loading={running !== undefined} onClick={many.put}>
            {t('manyFiles.put', { n: ready })}
          </Button>
        </Group>
      </div>
    </Modal>
  )
}

function Choose({ many }: { readonly many: Many }) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const { files, running } = many
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!running) many.add([...event.dataTransfer.files])
  }
  const drag = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    <div
      className="many-drop"
      data-over={over || undefined}
      onDragOver={drag}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileButton multiple accept={acceptedFiles} onChange={many.add}>
        {props => (
          <Button
            {...props}
            variant="default"
            disabled={running !== undefined}
            leftSection={<IconFiles size={17} stroke={1.7} />}
          >
            {t(files.length === 0 ? 'manyFiles.choose' : 'manyFiles.chooseMore')}
          </Button>
        )}
      </FileButton>
      <p className="intake-quiet">{t('manyFiles.drop', { n: limits.intakeFiles })}</p>
      {many.over > 0 && (
        <p className="tg-problem" role="alert">
          {t('manyFiles.tooMany', { n: limits.intakeFiles, over: many.over })}
        </p>
      )}
    </div>
  )
}

/** How far it is, and once something was put: what came of it and the way back. */
function Result({ many }: { readonly many: Many }) {
  const { t } = useTranslation()
  const { files, running, isReading } = many
  const done = files.filter(({ state }) => state === 'done').length
  const read = files.filter(({ state }) => state !== 'waiting' && state !== 'reading').length
  const failed = files.filter(file => file.state === 'refused' || (isReady(file) && file.problems.length > 0))
  return (
    <output className="many-result">
      {isReading && (
        <>
          <p className="intake-quiet">{t('manyFiles.progress', { done: read, all: files.length })}</p>
          <Progress value={(100 * read) / files.length} aria-label={t('intake.reading')} />
        </>
      )}
      {running === 'stopping' && <p className="intake-quiet">{t('manyFiles.stopping')}</p>}
      {!running && done > 0 && (
        <>
          <p>{t('manyFiles.result', { done, failed: failed.length })}</p>
          <p className="intake-quiet">{t('manyFiles.hint')}</p>
          {files.some(({ wayBack }) => wayBack) && (
            <Button variant="subtle" size="compact-sm" onClick={many.undo}>
              {t('manyFiles.undo')}
            </Button>
          )}
        </>
      )}
    </output>
  )
}
