/** Beginning a round: title, note, until when, and whom it asks; or more recipients for one that runs. */
import { Button, Group, Modal, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, Suspense, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Consultation, Consultations } from '../../../shared/api.ts'
import { beginning } from '../../../shared/consult.ts'
import { limits } from '../../../shared/limits.ts'
import { useAddRecipients, useStartConsultation } from '../../api/consult.ts'
import { lazy } from '../../ui/lazy.ts'
import { tell, tellFailure } from '../../ui/notice.ts'
import { field } from '../../ui/SignInForm.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import type { Links } from './Links.tsx'
import { nobodyYet, recipientsOf, WhomToAsk } from './WhomToAsk.tsx'

// Date pickers are heavy, and needed only here.
const MomentField = lazy(async () => ({ default: (await import('../../ui/MomentField.tsx')).MomentField }))

type StartProps = {
  readonly reportId: string
  readonly data: Consultations
  readonly onClose: () => void
  readonly onStarted: (links: Links) => void
}

export function StartDialog({ reportId, data, onClose, onStarted }: StartProps) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const [dueAt, setDueAt] = useState<string | null>(null)
  const [whom, setWhom] = useState(nobodyYet)
  const { mutate, isPending } = useStartConsultation(reportId)
  const advance = beginning(data.stage) === 'advance'
  const start = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const recipients = recipientsOf(whom)
    if (dueAt === null) return tellFailure(t('consult.needDue'))
    if (recipients.length === 0) return tellFailure(t('consult.needSomebody'))
    mutate(
      { title: field(fields, 'title'), note: field(fields, 'note'), dueAt, recipients, advance },
      {
        onSuccess: ({ links }) => {
          tell(t('consult.started'))
          onStarted(links)
        },
        onError: fail,
      },
    )
  }
  return (
    <Modal opened onClose={onClose} title={t('consult.start')} centered>
      <form className="fields" onSubmit={start}>
        <Text c="dimmed">
          {t('consult.startLead')}
          {advance && t('consult.advanceLead')}
        </Text>
        <TextInput
          name="title"
          label={t('consult.roundTitle')}
          defaultValue={t('consult.roundTitleDefault', { report: data.reportTitle }).slice(
            0,
            limits.titleLength,
          )}
          required
          maxLength={limits.titleLength}
          data-autofocus
        />
        <Textarea name="note" label={t('consult.note')} autosize maxLength={limits.reasonLength} />
        <Suspense>
          <MomentField label={t('consult.dueAt')} value={dueAt} onChange={setDueAt} />
        </Suspense>
        <WhomToAsk whom={whom} onChange={setWhom} />
        <Foot action={t('consult.startIt')} busy={isPending} onClose={onClose} />
      </form>
    </Modal>
  )
}

type AddProps = {
  readonly reportId: string
  readonly round: Consultation
  readonly onClose: () => void
  readonly onAdded: (links: Links) => void
}

export function AddDialog({ reportId, round, onClose, onAdded }: AddProps) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const [whom, setWhom] = useState(nobodyYet)
  const { mutate, isPending } = useAddRecipients(reportId, round.id)
  const add = (event: FormEvent) => {
    event.preventDefault()
    const recipients = recipientsOf(whom)
    if (recipients.length === 0) return tellFailure(t('consult.needSomebody'))
    mutate(recipients, {
      onSuccess: ({ links }) => {
        tell(t('consult.added'))
        onAdded(links)
      },
      onError: fail,
    })
  }
  return (
    <Modal opened onClose={onClose} title={t('consult.addRecipients')} centered>
      <form className="fields" onSubmit={add}>
        <WhomToAsk whom={whom} onChange={setWhom} />
        <Foot action={t('common.add')} busy={isPending} onClose={onClose} />
      </form>
    </Modal>
  )
}

function Foot({ action, busy, onClose }: { action: string; busy: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {t('common.cancel')}
      </Button>
      <Button type="submit" loading={busy}>
        {action}
      </Button>
    </Group>
  )
}
