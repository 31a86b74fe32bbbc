/**
 * 交材料: a file or pasted words for the report as a whole, under a name, for a department; read, shown as it will
 * lie on the desk with what could not be carried, and only then handed in.
 */
import { Button, FileInput, Group, Modal, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../i18n.ts'
import { acceptedFiles } from '../../shared/import/file-kind.ts'
import { limits } from '../../shared/limits.ts'
import { ChangesChoice } from '../intake/ChangesChoice.tsx'
import { IntakeProgress } from '../intake/IntakeProgress.tsx'
import { Preview } from '../intake/Preview.tsx'
import { Remarks } from '../intake/Remarks.tsx'
import '../intake/intake.css'
import { Problem } from '../ui/Problem.tsx'
import { fileOfText, useHandingIn } from './use-handing-in.ts'

type Props = {
  readonly reportId: string
  /** Those that it may be handed in for. */
  readonly departments: readonly { readonly id: string; readonly name: string }[]
  /** A coordinator enters it for others, or as a find of nobody's. */
  readonly entering: boolean
  readonly onClose: () => void
}

const ways = ['file', 'text'] as const
const nobody = ''

export function MaterialDialog({ reportId, departments, entering, onClose }: Props) {
  const { t } = useTranslation()
  const handing = useHandingIn(reportId, onClose)
  const { chosen, read, text, running } = handing
  const [way, setWay] = useState<(typeof ways)[number]>('file')
  const [words, setWords] = useState('')
  const [named, setName] = useState<string>()
  const [department, setDepartment] = useState(entering ? nobody : (departments[0]?.id ?? nobody))
  const [enteredFor, setEnteredFor] = useState('')
  const usual = way === 'file' && chosen ? stemOf(chosen.file.name) : t('material.usualName')
  const name = named ?? usual
  const lookAtText = () => handing.look({ file: fileOfText(words, name), changes: 'accept' })
  const hasChanges = read?.document.remarks.some(({ kind }) => kind === 'inserted' || kind === 'deleted')
  const choices = departments.map(({ id, name: label }) => ({ value: id, label }))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(entering ? 'material.add' : 'material.handIn')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="xl"
      centered
    >
      <div className="fields">
        <SegmentedControl
          aria-label={t('material.from')}
          value={way}
          onChange={value => {
            setWay(ways.find(one => one === value) ?? 'file')
            handing.look(undefined)
          }}
          data={[
            { value: 'file', label: t('material.fromFile') },
            { value: 'text', label: t('material.fromText') },
          ]}
        />
        {way === 'file' ? (
          <FileInput
            label={t('intake.file')}
            description={t('material.fileHint')}
            accept={acceptedFiles}
            clearable
            clearButtonProps={{ 'aria-label': t('common.clear') }}
            value={chosen?.file ?? null}
            data-autofocus
            onChange={file => handing.look(file ? { file, changes: 'accept' } : undefined)}
          />
        ) : (
          <Textarea
            label={t('material.text')}
            description={t('material.textHint')}
            autosize
            minRows={5}
            maxRows={12}
            value={words}
            onChange={event => {
              setWords(event.currentTarget.value)
              handing.look(undefined)
            }}
          />
        )}
        {running && (
          <IntakeProgress
            label={t(running === 'reading' ? 'intake.reading' : 'material.putting')}
            done={handing.progress}
            onCancel={handing.cancel}
          />
        )}
        <Problem error={handing.error} />
        <TextInput
          label={t('material.name')}
          value={name}
          required
          maxLength={limits.titleLength}
          onChange={event => setName(event.currentTarget.value)}
        />
        {(entering || departments.length > 1) && (
          <Select
            label={t('material.department')}
            data={entering ? [{ value: nobody, label: t('material.none') }, ...choices] : choices}
            value={department}
            allowDeselect={false}
            onChange={value => setDepartment(value ?? nobody)}
          />
        )}
        {entering && department !== nobody && (
          <TextInput
            label={t('material.enteredFor')}
            description={t('material.enteredForHint')}
            value={enteredFor}
            maxLength={limits.nameLength}
            onChange={event => setEnteredFor(event.currentTarget.value)}
          />
        )}
        {hasChanges && chosen && (
          <ChangesChoice value={chosen.changes} onChange={changes => handing.look({ ...chosen, changes })} />
        )}
        {read && text && (
          <>
            <Preview id="material" level={0} text={text} />
            <Remarks remarks={read.document.remarks} />
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          {way === 'text' && !read ? (
            <Button disabled={words.trim() === '' || running !== undefined} onClick={lookAtText}>
              {t('material.preview')}
            </Button>
          ) : (
            <Button
              disabled={!text || running !== undefined || name.trim() === ''}
              onClick={() =>
                handing.put({
                  name: name.trim(),
                  departmentId: department === nobody ? null : department,
                  enteredFor: enteredFor.trim(),
                })
              }
            >
              {t('material.put')}
            </Button>
          )}
        </Group>
      </div>
    </Modal>
  )
}

const stemOf = (file: string) => file.replace(/\.[^.]+$/u, '').slice(0, limits.titleLength)
