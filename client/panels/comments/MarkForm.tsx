/** 登记领导批示: who, in what post, by which way and when, what was said, and a photo or a recording of it. */
import { Button, FileInput, Group, NativeSelect, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import { type MarkMedium, markMedia } from '../../../shared/comments/thread.ts'
import { limits } from '../../../shared/limits.ts'
import { ApiError } from '../../api/call.ts'
import { upload } from '../../api/files.ts'
import { keys, useCall } from '../../api/queries.ts'
import type { ThreadDraft, Threads } from '../../comments/threads.ts'
import { field } from '../../ui/SignInForm.tsx'
import { tellFailure } from '../../ui/notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { cut, Quoted } from './NewThread.tsx'

type Props = { readonly report: Report; readonly draft: ThreadDraft; readonly threads: Threads }

const mediumOf = (value: string): MarkMedium => markMedia.find(one => one === value) ?? 'paper'

export function MarkForm({ report, draft, threads }: Props) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutate, isPending } = useCall('recordMark', [keys.threads(report.id)])
  const [file, setFile] = useState<File | null>(null)
  const [sending, setSending] = useState(false)
  const { sectionId, place } = draft
  const send = async (fields: FormData) => {
    setSending(true)
    const kept = file ? await upload(report.id, sectionId, file).catch(() => 'failed' as const) : undefined
    setSending(false)
    if (kept === 'failed') return tellFailure(t('comments.fileFailed'))
    const said = {
      text: field(fields, 'text'),
      leader: field(fields, 'leader'),
      post: field(fields, 'post'),
      medium: mediumOf(field(fields, 'medium')),
      on: field(fields, 'on'),
      attachmentId: kept?.id ?? null,
    }
    mutate(
      [
        { reportId: report.id, sectionId },
        { ...place, quote: cut(place.quote), ...said },
      ],
      {
        onSuccess: ({ threadId }) => {
          threads.endDraft()
          threads.choose(threadId, true)
        },
        onError: error => {
          if (error instanceof ApiError && error.code === 'file-unknown') tellFailure(t('comments.fileWrong'))
          else fail(error)
        },
      },
    )
  }
  return (
    <form
      className="comments-card comments-new fields"
      data-kind="mark"
      aria-label={t('comments.markTitle')}
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault()
        void send(new FormData(event.currentTarget))
      }}
    >
      <Text size="xs" c="dimmed">
        {t('comments.markLead')}
      </Text>
      <Quoted draft={draft} />
      <Group gap={8} grow align="flex-start">
        <TextInput
          name="leader"
          size="xs"
          label={t('comments.leader')}
          required
          maxLength={limits.nameLength}
        />
        <TextInput name="post" size="xs" label={t('comments.post')} maxLength={limits.nameLength} />
      </Group>
      <Group gap={8} grow align="flex-start">
        <NativeSelect
          name="medium"
          size="xs"
          label={t('comments.medium')}
          data={markMedia.map(value => ({ value, label: t(`comments.medium_${value}`) }))}
        />
        <TextInput name="on" size="xs" type="date" label={t('comments.on')} required defaultValue={today()} />
      </Group>
      <Textarea
        name="text"
        size="sm"
        label={t('comments.markText')}
        required
        autosize
        minRows={2}
        maxLength={limits.commentLength}
      />
      <FileInput
        size="xs"
        label={t('comments.file')}
        description={t('comments.fileHint', { mb: limits.attachmentBytes / 1024 / 1024 })}
        accept="image/*,audio/*,application/pdf"
        clearable
        value={file}
        onChange={setFile}
      />
      <Group gap={6} justify="flex-end">
        <Button size="compact-sm" variant="default" onClick={threads.endDraft}>
          {t('common.cancel')}
        </Button>
        <Button size="compact-sm" type="submit" loading={isPending || sending}>
          {t('comments.record')}
        </Button>
      </Group>
    </form>
  )
}

/** In the reader's own time zone. */
function today(): string {
  const now = new Date()
  const two = (value: number) => String(value).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
