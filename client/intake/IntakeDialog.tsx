/**
 * 读入文件: a file into one section. It is read, shown as it would stand there with what could not be carried,
 * and only then put in place of the text or behind it: one edit, with a way back.
 */
import { Button, FileInput, Group, Modal, SegmentedControl, Switch } from '@mantine/core'
import { useTranslation } from '../i18n.ts'
import type { Section } from '../../shared/api.ts'
import { acceptedFiles } from '../../shared/import/file-kind.ts'
import { putModes } from '../../shared/schema/put-modes.ts'
import type { SectionSession } from '../collab/types.ts'
import { Problem } from '../ui/Problem.tsx'
import { useSectionName } from '../ui/words.ts'
import { ChangesChoice } from './ChangesChoice.tsx'
import { IntakeProgress } from './IntakeProgress.tsx'
import { Preview } from './Preview.tsx'
import { Remarks } from './Remarks.tsx'
import { useIntake } from './use-intake.ts'
import './intake.css'

type Props = {
  readonly reportId: string
  readonly section: Section
  readonly session: SectionSession
  /** One that was dropped on the text is read at once. */
  readonly file?: File | undefined
  readonly onClose: () => void
}

export function IntakeDialog({ reportId, section, session, file, onClose }: Props) {
  const { t } = useTranslation()
  const heading = useSectionName()(section)
  const intake = useIntake(reportId, section, session, { first: file, onDone: onClose })
  const { read, text } = intake
  const hasChanges = read?.document.remarks.some(({ kind }) => kind === 'inserted' || kind === 'deleted')
  return (
    <Modal opened onClose={onClose} title={t('intake.title', { heading })} size="xl" centered>
      <div className="fields">
        <FileInput
          label={t('intake.file')}
          description={t('intake.fileHint')}
          accept={acceptedFiles}
          clearable
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          value={intake.file}
          data-autofocus
          onChange={intake.choose}
        />
        {intake.progress !== undefined && (
          <IntakeProgress
            label={t(read ? 'intake.putting' : 'intake.reading')}
            done={intake.progress}
            onCancel={intake.cancel}
          />
        )}
        <Problem error={intake.error} />
        {intake.changed && (
          <p className="tg-problem" role="alert">
            {t('intake.changed')}
          </p>
        )}
        {read && text && (
          <>
            <Group gap="md">
              <SegmentedControl
                aria-label={t('intake.mode')}
                value={intake.mode}
                onChange={value => intake.setMode(putModes.find(mode => mode === value) ?? 'append')}
                data={putModes.map(mode => ({ value: mode, label: t(`intake.mode_${mode}`) }))}
              />
              {hasChanges && <ChangesChoice value={intake.changes} onChange={intake.setChanges} />}
            </Group>
            {intake.halfwidth > 0 && (
              <Switch
                label={t('intake.widen', { n: intake.halfwidth })}
                checked={intake.widens}
                onChange={event => intake.setWidens(event.currentTarget.checked)}
              />
            )}
            <Preview id={section.id} level={section.level} text={text} />
            <Remarks remarks={read.document.remarks} />
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button disabled={!text || intake.progress !== undefined} onClick={intake.put}>
            {t(`intake.put_${intake.mode}`)}
          </Button>
        </Group>
      </div>
    </Modal>
  )
}
