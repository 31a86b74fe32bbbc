/**
 * Writing a comment: words, people named with @, and text proposed in place of the quote. Ctrl+Enter sends, Esc
 * gives up.
 */
import { Button, Checkbox, Group, Text, Textarea } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { BodyOf } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { MentionField, type Named } from './MentionField.tsx'

type Said = Pick<BodyOf<'replyToThread'>, 'text' | 'mentions' | 'proposal'>

type Props = {
  readonly reportId: string
  readonly label: string
  /** Of the button; else 发表. */
  readonly action?: string
  readonly text?: string
  readonly mentions?: readonly Named[]
  /** The words that text may be proposed for; undefined: none may. */
  readonly over?: string | undefined
  readonly mayBeEmpty?: boolean
  readonly busy: boolean
  readonly onSend: (said: Said) => void
  readonly onCancel: () => void
}

export function Composer(props: Props) {
  const { reportId, label, over, mayBeEmpty = false, busy, onSend, onCancel } = props
  const { t } = useTranslation()
  const [text, setText] = useState(props.text ?? '')
  const [named, setNamed] = useState<readonly Named[]>(props.mentions ?? [])
  const [proposal, setProposal] = useState<string>()
  const isEmpty = text.trim() === '' && proposal === undefined && !mayBeEmpty
  const isSame = proposal !== undefined && proposal === over
  const send = () => {
    if (isEmpty || isSame || busy) return
    const mentions = named.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id)
    onSend({ text, mentions, proposal: proposal ?? null })
  }
  const keys = (event: KeyboardEvent) => {
    // An input method's own keys are not ours.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
    else if (event.key === 'Escape') onCancel()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="comments-composer" onKeyDown={keys} role="presentation">
      <MentionField
        reportId={reportId}
        label={label}
        value={text}
        onChange={setText}
        onName={person => setNamed([...named.filter(({ id }) => id !== person.id), person])}
      />
      {over !== undefined && (
        <Checkbox
          size="xs"
          label={t('comments.propose')}
          checked={proposal !== undefined}
          onChange={event => setProposal(event.currentTarget.checked ? over : undefined)}
        />
      )}
      {proposal !== undefined && (
        <Textarea
          size="sm"
          aria-label={t('comments.propose')}
          description={t('comments.proposeHint')}
          autosize
          minRows={2}
          maxLength={limits.proposalLength}
          value={proposal}
          onChange={event => setProposal(event.currentTarget.value.replaceAll('\n', ''))}
        />
      )}
      <Group gap={6} justify="space-between" wrap="nowrap">
        <Text size="xs" c="dimmed">
          {t('comments.sendHint')}
        </Text>
        <Group gap={6} wrap="nowrap">
          <Button size="compact-sm" variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button size="compact-sm" loading={busy} disabled={isEmpty || isSame} onClick={send}>
            {props.action ?? t('comments.send')}
          </Button>
        </Group>
      </Group>
    </div>
  )
}
