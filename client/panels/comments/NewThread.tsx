/** A comment that is being begun at selected words, or on a section as a whole. */
import { Text } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { keys, useCall } from '../../api/queries.ts'
import type { ThreadDraft, Threads } from '../../comments/threads.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { Composer } from './Composer.tsx'

type Props = { readonly report: Report; readonly draft: ThreadDraft; readonly threads: Threads }

export function NewThread({ report, draft, threads }: Props) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutate, isPending } = useCall('beginThread', [keys.threads(report.id)])
  const { place, sectionId } = draft
  const mayPropose = place.anchor !== null && !place.quote.includes('\n')
  return (
    <div className="comments-card comments-new" data-kind="comment">
      <Quoted draft={draft} />
      <Composer
        key={place.anchor?.start ?? sectionId}
        reportId={report.id}
        label={t('comments.write')}
        over={mayPropose ? cut(place.quote) : undefined}
        busy={isPending}
        onCancel={threads.endDraft}
        onSend={said =>
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
              onError: fail,
            },
          )
        }
      />
    </div>
  )
}

/** A long quote is known by its beginning. */
export const cut = (quote: string) => quote.slice(0, limits.commentQuote)

export function Quoted({ draft: { place } }: { readonly draft: ThreadDraft }) {
  const { t } = useTranslation()
  return place.quote === '' ? (
    <Text size="xs" c="dimmed">
      {t('comments.wholeSection')}
    </Text>
  ) : (
    <q className="comments-quote">{place.quote}</q>
  )
}
