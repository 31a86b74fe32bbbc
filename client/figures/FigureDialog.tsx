/**
 * One figure: to be looked at, filled in, changed, or registered. The same dialog from the register, from the
 * text and from one's tasks, so that filling in is one act wherever it begins.
 */
import { Button, Group, Modal, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import './figures.css'
import type { BodyOf, Figure } from '../../shared/api.ts'
import { readValue, standings } from '../../shared/figures/figure.ts'
import { limits } from '../../shared/limits.ts'
import { mayChangeFigure, mayKeepFigures } from '../../shared/permissions.ts'
import type { Stage } from '../../shared/report.ts'
import { call } from '../api/call.ts'
import { keys, useDepartments } from '../api/queries.ts'
import { DayField } from '../ui/DayField.tsx'
import { MomentField } from '../ui/MomentField.tsx'
import { tell } from '../ui/notice.ts'
import { tellWithUndo } from '../ui/undo-notice.ts'
import { useSession } from '../ui/session.tsx'
import { useTellFailure } from '../ui/tell-failure.ts'
import { useSending } from '../ui/use-sending.ts'
import { FigureHistory } from './FigureHistory.tsx'

type Draft = Omit<Figure, 'id' | 'version' | 'value'> & { readonly value: string }

type Props = {
  readonly reportId: string
  readonly stage: Stage
  /** Without an id it is a new one. */
  readonly figure: Partial<Figure>
  readonly onClose: () => void
}

export function FigureDialog({ reportId, stage, figure, onClose }: Props) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const client = useQueryClient()
  const sending = useSending()
  const fail = useTellFailure()
  const form = useId()
  const [draft, setDraft] = useState<Draft>(() => draftOf(figure, actor.departmentIds))
  const [problem, setProblem] = useState<'value' | 'name'>()
  const keeps = mayKeepFigures(actor, { stage })
  const changes = mayChangeFigure(actor, { stage }, draft)
  const set = (change: Partial<Draft>) => setDraft(known => Object.assign({}, known, change))
  const done = async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: keys.figures(reportId) }),
      client.invalidateQueries({ queryKey: keys.myFigures }),
    ])
    onClose()
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const value = readValue(draft.value)
    if (value === undefined) return setProblem('value')
    if (draft.name.trim() === '') return setProblem('name')
    const { departmentId, dueAt, ...said } = { ...draft, value }
    const body = keeps ? { ...said, departmentId, dueAt } : said
    void sending.run(async () => {
      try {
        await send(reportId, figure, figure.id === undefined ? { ...body, departmentId } : body)
        tell(t('figures.saved'))
        await done()
      } catch (error) {
        fail(error)
      }
    })
  }
  const remove = () =>
    void sending.run(async () => {
      const at = { reportId, figureId: figure.id ?? '' }
      try {
        await call('deleteFigure', at)
        tellWithUndo(t('figures.deleted', { name: draft.name }), () => {
          call('restoreFigure', at)
            .then(() => client.invalidateQueries({ queryKey: keys.figures(reportId) }))
            .catch(fail)
        })
        await done()
      } catch (error) {
        fail(error)
      }
    })
  const title =
    figure.id === undefined ? t('figures.addTitle') : t('figures.changeTitle', { name: figure.name ?? '' })
  return (
    <Modal opened onClose={onClose} title={title} centered size="lg">
      <form id={form} onSubmit={save} className="figure-form">
        <fieldset disabled={!changes}>
          <ValueFields draft={draft} set={set} problem={problem} isNew={figure.id === undefined} />
          {keeps ? <DutyFields draft={draft} set={set} /> : <OwnDepartment draft={draft} set={set} />}
        </fieldset>
      </form>
      {stage === 'final' || stage === 'archived' ? (
        <p className="figure-note">{t('figures.closed')}</p>
      ) : null}
      {figure.id !== undefined && <FigureHistory reportId={reportId} figureId={figure.id} />}
      <Group justify="space-between" mt="lg">
        {keeps && figure.id !== undefined ? (
          <Button variant="subtle" color="red" onClick={remove} disabled={sending.busy}>
            {t('figures.delete')}
          </Button>
        ) : (
          <span />
        )}
        <Group>
          <Button variant="default" onClick={onClose}>
            {t(changes ? 'common.cancel' : 'common.close')}
          </Button>
          {changes && (
            <Button type="submit" form={form} loading={sending.busy}>
              {t('figures.save')}
            </Button>
          )}
        </Group>
      </Group>
    </Modal>
  )
}

type Body = BodyOf<'changeFigure'> & { name: string }

async function send(reportId: string, { id, version }: Partial<Figure>, body: Body): Promise<void> {
  if (id === undefined) await call('putFigures', { reportId }, { figures: [body] })
  else
    await call(
      'changeFigure',
      { reportId, figureId: id },
      version === undefined ? body : { ...body, version },
    )
}

function draftOf(figure: Partial<Figure>, [own = null]: readonly (string | null)[]): Draft {
  return {
    name: figure.name ?? '',
    unit: figure.unit ?? '',
    period: figure.period ?? '',
    value: figure.value ?? '',
    asOf: figure.asOf ?? null,
    standing: figure.standing ?? 'estimate',
    source: figure.source ?? '',
    basis: figure.basis ?? '',
    departmentId: figure.id === undefined ? (figure.departmentId ?? own) : (figure.departmentId ?? null),
    dueAt: figure.dueAt ?? null,
  }
}

type FieldProps = { readonly draft: Draft; readonly set: (change: Partial<Draft>) => void }

function ValueFields(props: FieldProps & { problem: 'value' | 'name' | undefined; isNew: boolean }) {
  const { draft, set, problem, isNew } = props
  const { t } = useTranslation()
  const text = (key: 'name' | 'unit' | 'period' | 'source' | 'basis', longest: number) => ({
    label: t(`figures.field_${key}`),
    value: draft[key],
    maxLength: longest,
    onChange: (event: { currentTarget: { value: string } }) => set({ [key]: event.currentTarget.value }),
  })
  return (
    <>
      <TextInput
        {...text('name', limits.nameLength)}
        required
        data-autofocus={isNew || undefined}
        error={problem === 'name' && t('figures.noName')}
      />
      <div className="figure-pair">
        <TextInput
          label={t('figures.field_value')}
          placeholder={t('figures.valueHint')}
          inputMode="decimal"
          value={draft.value}
          maxLength={40}
          data-autofocus={!isNew || undefined}
          error={problem === 'value' && t('figures.notNumber')}
          onChange={event => set({ value: event.currentTarget.value })}
        />
        <TextInput {...text('unit', 20)} />
      </div>
      <div className="figure-standing">
        <span id="figure-standing">{t('figures.field_standing')}</span>
        <SegmentedControl
          aria-labelledby="figure-standing"
          value={draft.standing}
          onChange={value => set({ standing: standings.find(one => one === value) ?? 'estimate' })}
          data={standings.map(value => ({ value, label: t(`figures.standing_${value}`) }))}
        />
      </div>
      <div className="figure-pair">
        <DayField label={t('figures.field_asOf')} day={draft.asOf} onChange={asOf => set({ asOf })} />
        <TextInput {...text('period', 40)} placeholder={t('figures.periodHint')} />
      </div>
      <TextInput {...text('source', limits.figureWords)} />
      <TextInput {...text('basis', limits.figureWords)} />
    </>
  )
}

function DutyFields({ draft, set }: FieldProps) {
  const { t } = useTranslation()
  const { data: departments = [] } = useDepartments()
  return (
    <div className="figure-pair">
      <Select
        label={t('figures.field_departmentId')}
        data={departments
          .filter(({ active, id }) => active || id === draft.departmentId)
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.departmentId}
        clearable
        searchable
        onChange={departmentId => set({ departmentId })}
      />
      <MomentField label={t('figures.field_dueAt')} value={draft.dueAt} onChange={dueAt => set({ dueAt })} />
    </div>
  )
}

/** Authors register for their own departments alone. */
function OwnDepartment({ draft, set }: FieldProps) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const { data: departments = [] } = useDepartments()
  const own = departments.filter(({ id }) => actor.departmentIds.includes(id) || id === draft.departmentId)
  if (own.length === 0) return null
  return (
    <Select
      label={t('figures.field_departmentId')}
      data={own.map(({ id, name }) => ({ value: id, label: name }))}
      value={draft.departmentId}
      disabled={own.length === 1}
      allowDeselect={false}
      onChange={departmentId => set({ departmentId })}
    />
  )
}
