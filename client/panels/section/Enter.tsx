/** 代录: the coordinator enters what somebody sent (pasted, a file, a photo) and submits it for them. */
import { Autocomplete, Button, FileInput, Group, Modal, Text, Textarea } from '@mantine/core'
import { IconKeyboard } from '@tabler/icons-react'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Department, HandIn, Report, Section } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { unfinished } from '../../../shared/report.ts'
import { call } from '../../api/call.ts'
import { upload } from '../../api/files.ts'
import { useEnterSection, usePeople } from '../../api/queries.ts'
import type { LeftOut } from '../../intake/lines-of.ts'
import { useLeftWords } from '../../ui/left-words.ts'
import { tell, tellFailure } from '../../ui/notice.ts'
import { field } from '../../ui/SignInForm.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { readTextFile } from '../../ui/text-file.ts'
import { useSectionName } from '../../ui/words.ts'

type Props = {
  readonly report: Report
  readonly section: Section
  readonly departments: readonly Department[]
}

export function Enter(props: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconKeyboard size={17} stroke={1.7} />}
        onClick={() => setOpen(true)}
      >
        {t('handIn.enter')}
      </Button>
      {open && <EnterDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

function EnterDialog({ report, section, departments, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation()
  const heading = useSectionName()(section)
  const people = usePeople().data ?? []
  const enter = useEntering(report, section, onClose)
  const leftWords = useLeftWords()
  const late = unfinished(section.effectiveCoIds, section.progress.ticks)
  const nameOf = (id: string) => departments.find(one => one.id === id)?.name ?? id
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const passOver = late.map(id => ({ departmentId: id, reason: field(fields, `pass-${id}`) }))
    void enter.send(field(fields, 'enteredFor'), passOver, field(fields, 'note'))
  }
  return (
    <Modal opened onClose={onClose} title={t('handIn.enterTitle', { heading })} size="lg" centered>
      <form className="fields" onSubmit={send}>
        <Text c="dimmed">{t('handIn.enterLead')}</Text>
        <Autocomplete
          name="enteredFor"
          label={t('handIn.enterFor')}
          description={t('handIn.enterForHint')}
          data={[...new Set(people.map(({ name }) => name))]}
          required
          maxLength={limits.nameLength}
          data-autofocus
        />
        <FileInput
          label={t('handIn.original')}
          description={t('handIn.originalHint', { mb: limits.attachmentBytes / 1024 / 1024 })}
          clearable
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          value={enter.file}
          onChange={file => void enter.choose(file)}
        />
        <div aria-live="polite">
          {leftWords(enter.left).map(words => (
            <Text key={words} size="sm" c="dimmed">
              {words}
            </Text>
          ))}
        </div>
        <Textarea
          label={t('handIn.enterText')}
          description={t('handIn.enterTextHint')}
          value={enter.text}
          disabled={!enter.asked}
          maxLength={limits.handInCharacters}
          minRows={6}
          maxRows={16}
          autosize
          onChange={event => enter.setText(event.currentTarget.value)}
        />
        {late.map(id => (
          <Textarea
            key={id}
            name={`pass-${id}`}
            label={t('steps.passOverReason', { department: nameOf(id) })}
            required
            maxLength={limits.reasonLength}
            autosize
          />
        ))}
        <Textarea name="note" label={t('steps.note')} maxLength={limits.reasonLength} autosize minRows={1} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={enter.busy} disabled={!enter.asked}>
            {t('handIn.enterIt')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

type PassOver = { departmentId: string; reason: string }[]

/** The section's text as it was read, so that what others wrote since then is not written over unseen. */
function useEntering(report: Report, section: Section, onDone: () => void) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const heading = useSectionName()(section)
  const at = { reportId: report.id, sectionId: section.id }
  const [asked, setAsked] = useState<HandIn>()
  const [text, setText] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const [left, setLeft] = useState<LeftOut>()
  const [uploading, setUploading] = useState(false)
  const { mutate, isPending } = useEnterSection(report.id)
  const { reportId, sectionId } = at
  useEffect(() => {
    const take = (read: HandIn) => {
      setAsked(read)
      setText(read.text)
    }
    call('getHandIn', { reportId, sectionId }).then(take, fail)
  }, [reportId, sectionId, fail])
  const choose = async (chosen: File | null) => {
    setFile(chosen)
    const read =
      chosen && /\.(txt|md|html?|docx?|wps|rtf|odt)$/i.test(chosen.name)
        ? await readTextFile(chosen)
        : undefined
    setLeft(read?.ok === true ? read.left : undefined)
    if (read?.ok === true) setText(read.text)
    else if (read?.error !== undefined) fail(read.error)
    else if (read) tellFailure(t(`handIn.file_${read.problem}`))
  }
  const send = async (enteredFor: string, passOver: PassOver, note: string) => {
    if (!asked) return
    setUploading(true)
    const kept = file ? await upload(reportId, sectionId, file).catch(() => 'failed' as const) : undefined
    setUploading(false)
    if (kept === 'failed') return tellFailure(t('handIn.originalFailed'))
    const attachment = kept ? { attachmentId: kept.id } : {}
    const written = { text, base: asked.seq }
    const onSuccess = () => {
      tell(t('handIn.entered', { heading }))
      onDone()
    }
    const body = { enteredFor, written, passOver, note, ...attachment }
    mutate({ sectionId, body }, { onSuccess, onError: fail })
  }
  return { asked, text, setText, file, left, choose, send, busy: isPending || uploading }
}
