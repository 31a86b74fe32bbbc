/** One thread: its quote, what was said, and what this person may do with it. */
import { Badge, Button, Group, Text, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Report, Section, Thread } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import {
  type Actor,
  mayAcceptProposal,
  mayComment,
  mayKeepMarks,
  mayResolve,
} from '../../../shared/permissions.ts'
import { keys, useCall } from '../../api/queries.ts'
import { reportAccess, threadAccess } from '../../comments/rights.ts'
import type { ThreadPlace } from '../../comments/threads.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { tellWithUndo } from '../../ui/undo-notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { CommentView } from './CommentView.tsx'
import { Composer } from './Composer.tsx'
import { MarkFacts } from './MarkFacts.tsx'

type Props = {
  readonly report: Report
  readonly actor: Actor
  readonly thread: Thread
  /** Undefined: deleted. */
  readonly section: Section | undefined
  readonly place: ThreadPlace | undefined
  readonly chosen: boolean
  readonly onChoose: () => void
  /** Proposed text is being taken over; answers how to say that it was not. */
  readonly onAccept: (undo: () => void) => () => void
  readonly onShow: () => void
}

export function ThreadCard(props: Props) {
  const { report, actor, thread, section, place, chosen, onChoose, onShow } = props
  const { t } = useTranslation()
  const [replies, setReplies] = useState(false)
  const access = threadAccess(report, section)
  const mayTalk = mayComment(actor, reportAccess(report))
  const text = thread.comments[0]?.text ?? ''
  const label = thread.mark
    ? t('comments.markThread', { leader: thread.mark.leader, text })
    : t('comments.thread', { name: thread.comments[0]?.personName ?? '', text })
  return (
    // Enter on the card itself goes to its place; whatever else can be done is a button in it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article
      className="comments-card"
      data-card={thread.id}
      data-kind={thread.kind}
      data-chosen={chosen || undefined}
      data-settled={thread.resolved ? '' : undefined}
      aria-label={label}
      // Arrows walk from one to the next (CommentsPanel).
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onFocus={onChoose}
      onKeyDown={event => {
        if (event.key === 'Enter' && event.target === event.currentTarget) onShow()
      }}
    >
      <Where thread={thread} place={place} onShow={onShow} />
      {thread.mark && <MarkFacts reportId={report.id} mark={thread.mark} />}
      {thread.comments.map(comment => (
        <CommentView
          key={comment.id}
          report={report}
          actor={actor}
          comment={comment}
          onAccept={props.onAccept}
          isPlaced={place?.is === 'placed'}
          mayDecide={section !== undefined && mayAcceptProposal(actor, access)}
        />
      ))}
      {thread.resolved && !thread.mark && (
        <Text size="xs" c="dimmed">
          {t('comments.resolved', { name: thread.resolved.personName })}
        </Text>
      )}
      {replies ? (
        <Reply report={report} thread={thread} section={section} onDone={() => setReplies(false)} />
      ) : (
        <Group gap={4} className="comments-actions">
          {mayTalk && (
            <Button size="compact-xs" variant="subtle" onClick={() => setReplies(true)}>
              {t('comments.reply')}
            </Button>
          )}
          {thread.mark
            ? mayKeepMarks(actor, access) && <SettleMark report={report} thread={thread} />
            : mayResolve(actor, thread, access) && <Settle report={report} thread={thread} />}
        </Group>
      )}
    </article>
  )
}

function Where({ thread, place, onShow }: Pick<Props, 'thread' | 'place' | 'onShow'>) {
  const { t } = useTranslation()
  if (thread.anchor === null && thread.quote === '')
    return (
      <Text size="xs" c="dimmed">
        {t('comments.wholeSection')}
      </Text>
    )
  if (place?.is === 'gone')
    return (
      <div className="comments-orphan">
        <Badge size="sm" color="gray" variant="light">
          {t('comments.orphan')}
        </Badge>
        <Text size="xs" c="dimmed">
          {t('comments.orphanLead')}
        </Text>
        <q>{thread.quote}</q>
      </div>
    )
  return (
    <UnstyledButton className="comments-quote" onClick={onShow} title={t('comments.goTo')}>
      <q>{thread.quote}</q>
    </UnstyledButton>
  )
}

type SettleProps = { readonly report: Report; readonly thread: Thread }

function Settle({ report, thread }: SettleProps) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutate, isPending } = useCall('settleThread', [keys.threads(report.id)])
  const at = { reportId: report.id, threadId: thread.id }
  const resolved = thread.resolved !== null
  const set = (to: boolean) =>
    mutate([at, { resolved: to }], {
      onError: fail,
      onSuccess: () => {
        if (to) tellWithUndo(t('comments.resolvedNote'), () => set(false))
      },
    })
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      loading={isPending}
      onClick={() => set(!resolved)}
    >
      {resolved ? t('comments.reopen') : t('comments.resolve')}
    </Button>
  )
}

function SettleMark({ report, thread }: SettleProps) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const [asks, setAsks] = useState(false)
  const { mutate, isPending } = useCall('settleMark', [keys.threads(report.id)])
  const at = { reportId: report.id, threadId: thread.id }
  const settled = thread.mark?.done !== null
  return (
    <>
      <Button
        size="compact-xs"
        variant={settled ? 'subtle' : 'light'}
        color={settled ? 'gray' : 'dai'}
        loading={isPending}
        onClick={() => {
          if (settled) mutate([at, { done: false, note: '' }], { onError: fail })
          else setAsks(true)
        }}
      >
        {settled ? t('comments.undone') : t('comments.done')}
      </Button>
      <Confirm
        opened={asks}
        title={t('comments.doneTitle')}
        action={t('comments.done')}
        busy={isPending}
        reason={{ label: t('comments.doneNote'), hint: t('comments.doneHint'), longest: limits.reasonLength }}
        onConfirm={note =>
          mutate([at, { done: true, note }], { onSuccess: () => setAsks(false), onError: fail })
        }
        onClose={() => setAsks(false)}
      />
    </>
  )
}

type ReplyProps = SettleProps & { readonly section: Section | undefined; readonly onDone: () => void }

function Reply({ report, thread, section, onDone }: ReplyProps) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutate, isPending } = useCall('replyToThread', [keys.threads(report.id)])
  const isPlaced = section !== undefined && thread.anchor !== null && !thread.quote.includes('\n')
  return (
    <Composer
      reportId={report.id}
      label={t('comments.replyTo')}
      over={isPlaced ? thread.quote : undefined}
      busy={isPending}
      onCancel={onDone}
      onSend={said =>
        mutate([{ reportId: report.id, threadId: thread.id }, said], { onSuccess: onDone, onError: fail })
      }
    />
  )
}
