/** What is done with the chosen sections: owners, due time, accepting. */
import { Button, Group, Modal, MultiSelect, Select, Text } from '@mantine/core'
import { Suspense, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { BodyOf, Department, Report, Section } from '../../../shared/api.ts'
import { mayRemind } from '../../../shared/permissions.ts'
import { useAcceptSections, useChangeSections } from '../../api/queries.ts'
import { lazy } from '../../ui/lazy.ts'
import { tell } from '../../ui/notice.ts'
import { useSession } from '../../ui/session.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { RemindDialog } from './RemindDialog.tsx'

// Date pickers are heavy, and needed only here.
const MomentField = lazy(async () => ({ default: (await import('../../ui/MomentField.tsx')).MomentField }))

type Props = {
  readonly report: Report
  readonly sections: readonly Section[]
  readonly departments: readonly Department[]
  readonly onClear: () => void
}
type Change = BodyOf<'changeSections'>['change']

export function Chosen({ report, sections, departments, onClear }: Props) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const fail = useTellFailure()
  const [open, setOpen] = useState<'assign' | 'due' | 'remind'>()
  const accept = useAcceptSections(report.id)
  const change = useChangeSections(report.id)
  const n = sections.length
  const sectionIds = sections.map(({ id }) => id)
  const submitted = sections.filter(({ status }) => status === 'submitted').map(({ id }) => id)
  const save = (wanted: Change) =>
    change.mutate(
      { sectionIds, change: wanted },
      {
        onSuccess: () => {
          setOpen(undefined)
          tell(t('board.changed', { n }))
        },
        onError: fail,
      },
    )
  const dialog = { n, busy: change.isPending, onSave: save, onClose: () => setOpen(undefined) }
  return (
    <div className="board-chosen" role="toolbar" aria-label={t('board.chosen', { n })}>
      <strong>{t('board.chosen', { n })}</strong>
      <Button size="compact-md" variant="light" onClick={() => setOpen('assign')}>
        {t('board.assign')}
      </Button>
      <Button size="compact-md" variant="light" onClick={() => setOpen('due')}>
        {t('board.setDue')}
      </Button>
      {mayRemind(actor, report) && (
        <Button size="compact-md" variant="light" onClick={() => setOpen('remind')}>
          {t('channels.remind')}
        </Button>
      )}
      {submitted.length > 0 && (
        <Button
          size="compact-md"
          loading={accept.isPending}
          onClick={() =>
            accept.mutate(submitted, {
              onSuccess: () => tell(t('board.accepted', { n: submitted.length })),
              onError: fail,
            })
          }
        >
          {t('board.accept', { n: submitted.length })}
        </Button>
      )}
      <Button size="compact-md" variant="subtle" onClick={onClear}>
        {t('board.clear')}
      </Button>
      {open === 'assign' && <AssignDialog departments={departments} {...dialog} />}
      {open === 'due' && <DueDialog {...dialog} />}
      {open === 'remind' && (
        <RemindDialog
          report={report}
          sectionIds={sectionIds}
          onClose={() => setOpen(undefined)}
          onSent={() => setOpen(undefined)}
        />
      )}
    </div>
  )
}

type DialogProps = { n: number; busy: boolean; onSave: (change: Change) => void; onClose: () => void }

function AssignDialog({
  departments,
  n,
  busy,
  onSave,
  onClose,
}: DialogProps & { departments: readonly Department[] }) {
  const { t } = useTranslation()
  const [leadId, setLeadId] = useState<string | null>(null)
  const [coIds, setCoIds] = useState<string[]>([])
  const choices = departments
    .filter(({ active }) => active)
    .map(({ id, name }) => ({ value: id, label: name }))
  const nothing = leadId === null && coIds.length === 0
  return (
    <Modal opened onClose={onClose} title={t('board.assignTitle', { n })} centered>
      <div className="fields">
        <Text c="dimmed">{t('board.assignLead')}</Text>
        <Select
          label={t('board.leadDepartment')}
          placeholder={t('board.keepLead')}
          data={choices}
          value={leadId}
          searchable
          clearable
          onChange={setLeadId}
        />
        <MultiSelect
          label={t('board.coDepartments')}
          data={choices.filter(({ value }) => value !== leadId)}
          value={coIds}
          searchable
          onChange={setCoIds}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            loading={busy}
            disabled={nothing}
            onClick={() =>
              onSave({ ...(leadId === null ? {} : { leadId }), ...(coIds.length === 0 ? {} : { coIds }) })
            }
          >
            {t('common.save')}
          </Button>
        </Group>
      </div>
    </Modal>
  )
}

function DueDialog({ n, busy, onSave, onClose }: DialogProps) {
  const { t } = useTranslation()
  const [dueAt, setDueAt] = useState<string | null>(null)
  return (
    <Modal opened onClose={onClose} title={t('board.dueTitle', { n })} centered>
      <div className="fields">
        <Suspense>
          <MomentField label={t('board.due')} value={dueAt} onChange={setDueAt} />
        </Suspense>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button loading={busy} disabled={dueAt === null} onClick={() => onSave({ dueAt })}>
            {t('common.save')}
          </Button>
        </Group>
      </div>
    </Modal>
  )
}
