/** What one person said in a thread: words with the people they name, proposed text, and its own menu. */
import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core'
import { IconDotsVertical } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Report, ThreadComment } from '../../../shared/api.ts'
import { type Actor, mayChangeComment, mayDeleteComment } from '../../../shared/permissions.ts'
import { call } from '../../api/call.ts'
import { keys, useCall } from '../../api/queries.ts'
import { useQueryClient } from '@tanstack/react-query'
import { tell } from '../../ui/notice.ts'
import { tellWithUndo } from '../../ui/undo-notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useTimes } from '../../ui/times.ts'
import { Composer } from './Composer.tsx'

type Props = {
  readonly report: Report
  readonly actor: Actor
  readonly comment: ThreadComment
  readonly mayDecide: boolean
  /** The words that text is proposed for are there. */
  readonly isPlaced: boolean
  readonly onAccept: (undo: () => void) => () => void
}

export function CommentView({ report, actor, comment, mayDecide, isPlaced, onAccept }: Props) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const fail = useTellFailure()
  const [edits, setEdits] = useState(false)
  const { mutate: change, isPending } = useCall('changeComment', [keys.threads(report.id)])
  const at = { reportId: report.id, commentId: comment.id }
  const own = mayChangeComment(actor, comment, report.stage)
  const mayDelete = mayDeleteComment(actor, comment, report.stage)
  return (
    <div className="comments-said">
      <Group gap={6} wrap="nowrap" justify="space-between">
        <Text size="xs" className="comments-by">
          <strong>{comment.personName}</strong> <time dateTime={comment.at}>{moment(comment.at)}</time>
          {comment.editedAt && ` · ${t('comments.edited')}`}
        </Text>
        {(own || mayDelete) && !edits && (
          <Own report={report} comment={comment} own={own} onEdit={() => setEdits(true)} />
        )}
      </Group>
      {edits ? (
        <Composer
          reportId={report.id}
          label={t('comments.edit')}
          action={t('comments.save')}
          text={comment.text}
          mentions={comment.mentions}
          mayBeEmpty={comment.proposal !== null}
          busy={isPending}
          onCancel={() => setEdits(false)}
          onSend={({ text, mentions }) =>
            change([at, { text, mentions }], { onSuccess: () => setEdits(false), onError: fail })
          }
        />
      ) : (
        comment.text !== '' && <Words text={comment.text} names={comment.mentions.map(({ name }) => name)} />
      )}
      {comment.proposal && (
        <Proposal
          report={report}
          commentId={comment.id}
          proposal={comment.proposal}
          mayDecide={mayDecide}
          isPlaced={isPlaced}
          onAccept={onAccept}
        />
      )}
    </div>
  )
}

/** The names that a comment tells stand out. */
function Words({ text, names }: { readonly text: string; readonly names: readonly string[] }) {
  const marks = names.map(name => `@${name}`)
  const parts: string[] = []
  let rest = text
  while (rest !== '') {
    const next = marks
      .map(mark => ({ mark, at: rest.indexOf(mark) }))
      .filter(({ at }) => at !== -1)
      .toSorted((one, other) => one.at - other.at || other.mark.length - one.mark.length)[0]
    if (!next) break
    parts.push(rest.slice(0, next.at), next.mark)
    rest = rest.slice(next.at + next.mark.length)
  }
  parts.push(rest)
  // Every second part is a name; parts never change places.
  return (
    <p className="comments-words">
      {parts.map((part, at) => (at % 2 === 1 ? <b key={`${at} ${part}`}>{part}</b> : part))}
    </p>
  )
}

type OwnProps = {
  readonly report: Report
  readonly comment: ThreadComment
  readonly own: boolean
  readonly onEdit: () => void
}

function Own({ report, comment, own, onEdit }: OwnProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const fail = useTellFailure()
  const touched = keys.threads(report.id)
  const at = { reportId: report.id, commentId: comment.id }
  const { mutate: remove } = useCall('deleteComment', [touched])
  // The card may be gone by then, and its own calls with it.
  const restore = () =>
    void call('restoreComment', at).then(() => client.invalidateQueries({ queryKey: touched }), fail)
  return (
    <Menu position="bottom-end" width={140}>
      <Menu.Target>
        <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('comments.more')}>
          <IconDotsVertical size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {own && <Menu.Item onClick={onEdit}>{t('comments.edit')}</Menu.Item>}
        <Menu.Item
          className="danger"
          onClick={() =>
            remove([at], { onSuccess: () => tellWithUndo(t('comments.removed'), restore), onError: fail })
          }
        >
          {t('comments.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

type ProposalProps = {
  readonly report: Report
  readonly commentId: string
  readonly proposal: NonNullable<ThreadComment['proposal']>
  readonly mayDecide: boolean
  readonly isPlaced: boolean
  readonly onAccept: (undo: () => void) => () => void
}

function Proposal({ report, commentId, proposal, mayDecide, isPlaced, onAccept }: ProposalProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const fail = useTellFailure()
  const touched = keys.threads(report.id)
  const { mutate, mutateAsync, isPending } = useCall('decideProposal', [touched])
  const at = { reportId: report.id, commentId }
  const takeBack = () =>
    void call('decideProposal', at, { verdict: 'reopen' }).then(
      () => client.invalidateQueries({ queryKey: touched }),
      fail,
    )
  const accept = () => {
    const accepted = mutateAsync([at, { verdict: 'accept' }])
    // By the notice or by the editor's own undo, whichever comes first: the text may be here, and Ctrl+Z be pressed,
    // before the answer is.
    let isTakenBack = false
    const undo = () => {
      if (!isTakenBack) void accepted.then(takeBack, () => {})
      isTakenBack = true
    }
    const withdraw = onAccept(undo)
    accepted.then(
      () => {
        if (!isTakenBack) tellWithUndo(t('comments.acceptedNote'), undo)
      },
      (error: unknown) => {
        withdraw()
        fail(error)
      },
    )
  }
  const { text, over, state, personName } = proposal
  const name = personName ?? ''
  return (
    <div className="comments-proposal">
      <Text size="xs" c="dimmed">
        {text === '' ? t('comments.proposedDeletion') : t('comments.proposed')}
      </Text>
      <p>
        <del>{over}</del> {text !== '' && <ins>{text}</ins>}
      </p>
      {state === 'open' && mayDecide && (
        <Group gap={6}>
          <Button size="compact-xs" loading={isPending} disabled={!isPlaced} onClick={accept}>
            {t('comments.accept')}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            disabled={isPending}
            onClick={() =>
              mutate([at, { verdict: 'decline' }], {
                onSuccess: () => tell(t('comments.declinedNote')),
                onError: fail,
              })
            }
          >
            {t('comments.decline')}
          </Button>
        </Group>
      )}
      {state !== 'open' && (
        <Group gap={6}>
          <Text size="xs" c="dimmed">
            {t(`comments.${state}`, { name })}
          </Text>
          {mayDecide && (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={takeBack}>
              {t('comments.takeBack')}
            </Button>
          )}
        </Group>
      )}
    </div>
  )
}
