/** Whose mark it is and how it came, the file that shows it, and what became of it. */
import { Anchor, Text } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import type { ThreadMark } from '../../../shared/api.ts'
import { attachmentPath } from '../../api/files.ts'
import { useTimes } from '../../ui/times.ts'

export function MarkFacts({ reportId, mark }: { readonly reportId: string; readonly mark: ThreadMark }) {
  const { t } = useTranslation()
  const { day, moment } = useTimes()
  const { post, leader, on, medium, attachmentId, attachmentName, done } = mark
  return (
    <div className="comments-mark">
      <Text size="xs">
        <strong>{t('comments.mark')}</strong>{' '}
        {t('comments.saidOn', {
          post,
          leader,
          date: day(`${on}T12:00:00`),
          medium: t(`comments.medium_${medium}`),
        })}
      </Text>
      {attachmentId !== null && (
        <Anchor size="xs" href={attachmentPath(reportId, attachmentId)} download>
          <IconPaperclip size={13} aria-hidden="true" /> {attachmentName}
        </Anchor>
      )}
      {done && (
        <Text size="xs" c="dimmed">
          {t('comments.doneBy', { name: done.personName, time: moment(done.at), note: done.note })}
        </Text>
      )}
    </div>
  )
}
