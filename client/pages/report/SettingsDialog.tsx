/** Period, deadline and length of the whole report, and which report stands beside it as last year's. */
import { Button, Group, Modal, NumberInput, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import { budgetUnits, fromWords, toWords } from '../../../shared/budget.ts'
import { signoffs } from '../../../shared/report.ts'
import { useChangeReport } from '../../api/queries.ts'
import { GatingField } from '../../checks/GatingField.tsx'
import { MomentField } from '../../ui/MomentField.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { EarlierField } from './EarlierField.tsx'

export function SettingsDialog({
  report,
  onClose,
}: {
  readonly report: Report
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutate, isPending } = useChangeReport(report.id)
  const [deadline, setDeadline] = useState(report.deadline)
  const [unit, setUnit] = useState(report.budgetUnit)
  const [signoff, setSignoff] = useState(report.signoff)
  const [gating, setGating] = useState(report.gating)
  const [earlierId, setEarlierId] = useState(report.earlierId ?? null)
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const ceiling = field(fields, 'ceiling').replace(/[^\d.]/g, '')
    mutate(
      {
        period: field(fields, 'period'),
        deadline: deadline,
        wordsCeiling: ceiling === '' ? null : toWords(Number(ceiling), unit),
        budgetUnit: unit,
        signoff,
        gating,
        // Where it is not touched it stays as somebody else may have set it meanwhile.
        ...(earlierId === (report.earlierId ?? null) ? {} : { earlierId }),
      },
      { onSuccess: onClose, onError: fail },
    )
  }
  return (
    <Modal opened onClose={onClose} title={t('reports.settings')} centered>
      <form onSubmit={save} className="fields">
        <TextInput
          name="period"
          label={t('reports.period')}
          placeholder={t('reports.periodExample')}
          defaultValue={report.period}
          maxLength={40}
          data-autofocus
        />
        <MomentField label={t('reports.deadline')} value={deadline} onChange={setDeadline} />
        <NumberInput
          name="ceiling"
          key={unit}
          label={t('board.budgetAmount')}
          defaultValue={report.wordsCeiling === null ? '' : fromWords(report.wordsCeiling, unit)}
          min={0}
          max={1_000_000}
          allowDecimal={unit !== 'words'}
          hideControls
        />
        <Select
          label={t('board.unit')}
          data={budgetUnits.map(value => ({ value, label: t(`board.unit_${value}`) }))}
          value={unit}
          allowDeselect={false}
          onChange={value => setUnit(budgetUnits.find(one => one === value) ?? 'words')}
        />
        <Select
          label={t('steps.signoff')}
          description={t('steps.signoffHint')}
          data={signoffs.map(value => ({ value, label: t(`steps.signoff_${value}`) }))}
          value={signoff}
          allowDeselect={false}
          onChange={value => setSignoff(signoffs.find(one => one === value) ?? 'none')}
        />
        <EarlierField report={report} value={earlierId} onChange={setEarlierId} />
        <GatingField value={gating} onChange={setGating} />
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
