/** What every new report is asked for: title, period, deadline; the way it is begun stands between. */
import { Button, Group, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { useNavigate } from 'react-router'
import type { Beginning, Report } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { MomentField } from '../../ui/MomentField.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useSending } from '../../ui/use-sending.ts'

type Props = {
  /** What stands in the fields at first. */
  readonly suggested?: Beginning
  /** Hints below the deadline, for who begins from times that are there already. */
  readonly deadlineHint?: string
  readonly ready: boolean
  readonly onBegin: (beginning: Beginning) => Promise<Report>
  readonly children: ReactNode
}

const nothing: Beginning = { title: '', period: '', deadline: null }

/** Give it a key that changes with what is suggested. */
export function BeginningForm({ suggested = nothing, deadlineHint, ready, onBegin, children }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [deadline, setDeadline] = useState(suggested.deadline)
  const { busy, error, run } = useSending()
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!ready) return
    const fields = new FormData(event.currentTarget)
    void run(async () => {
      const { id } = await onBegin({
        title: field(fields, 'title'),
        period: field(fields, 'period'),
        deadline,
      })
      void navigate(`/reports/${id}`, { replace: true })
    })
  }
  return (
    <form className="new-report card" onSubmit={send}>
      <TextInput
        name="title"
        size="md"
        label={t('reports.title')}
        placeholder={t('reports.titleExample')}
        defaultValue={suggested.title}
        required
        maxLength={limits.titleLength}
        data-autofocus
      />
      <div className="new-pair">
        <TextInput
          name="period"
          label={t('reports.period')}
          placeholder={t('reports.periodExample')}
          defaultValue={suggested.period}
          maxLength={40}
        />
        <div>
          <MomentField label={t('reports.deadline')} value={deadline} onChange={setDeadline} />
          {deadlineHint && <p className="new-hint">{deadlineHint}</p>}
        </div>
      </div>
      {children}
      <Problem error={error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={() => void navigate('/')}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={busy} disabled={!ready}>
          {t('reports.create')}
        </Button>
      </Group>
    </form>
  )
}
