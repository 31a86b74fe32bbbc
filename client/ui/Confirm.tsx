/** Asking before something that others notice; with `reason`, a text that must be given. */
import { Button, Group, Modal, Text, Textarea } from '@mantine/core'
import { useTranslation } from '../i18n.ts'
import { type FormEvent, type ReactNode, useId } from 'react'
import { field } from './SignInForm.tsx'

type Props = {
  readonly opened: boolean
  readonly title: string
  readonly lead?: ReactNode
  readonly action: string
  readonly danger?: boolean
  readonly busy?: boolean
  /** Asks for a text; the action gets it. */
  readonly reason?: { readonly label: string; readonly hint?: string; readonly longest: number }
  readonly onConfirm: (reason: string) => void
  readonly onClose: () => void
}

export function Confirm({
  opened,
  title,
  lead,
  action,
  danger = false,
  busy = false,
  reason,
  onConfirm,
  onClose,
}: Props) {
  const { t } = useTranslation()
  const form = useId()
  const confirm = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onConfirm(field(new FormData(event.currentTarget), 'reason'))
  }
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered>
      <form id={form} onSubmit={confirm}>
        {lead && <Text c="dimmed">{lead}</Text>}
        {reason && (
          <Textarea
            name="reason"
            label={reason.label}
            description={reason.hint}
            required
            autosize
            minRows={3}
            maxLength={reason.longest}
            mt="md"
            data-autofocus
          />
        )}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            loading={busy}
            color={danger ? 'red' : 'dai'}
            data-autofocus={!reason || undefined}
          >
            {action}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
