/**
 * Setting a section: departments, time, limits, guidance. Each field saves when it is left or chosen;
 * the cache shows it at once.
 */
import { MultiSelect, NumberInput, Select, Switch, Textarea } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { Department, Report, Section, SectionChange } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { sectionRoles } from '../../../shared/report.ts'
import { useChangeSection } from '../../api/queries.ts'
import { MomentField } from '../../ui/MomentField.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'

type Props = {
  readonly report: Report
  readonly section: Section
  readonly departments: readonly Department[]
}

export function Fields({ report, section, departments }: Props) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutateAsync } = useChangeSection(report.id)
  // Leaving a field by going to another section saves it too, and this panel is gone before the answer.
  const save = (change: SectionChange) => void mutateAsync({ sectionId: section.id, change }).catch(fail)
  return (
    <div className="fields">
      <Departments section={section} departments={departments} save={save} />
      <MomentField label={t('outline.due')} value={section.dueAt} onChange={dueAt => save({ dueAt })} />
      <Limits section={section} save={save} />
      <Textarea
        key={section.guidance}
        label={t('outline.guidance')}
        description={t('outline.guidanceHint')}
        defaultValue={section.guidance}
        maxLength={limits.guidanceLength}
        autosize
        minRows={3}
        maxRows={10}
        onBlur={event => {
          const guidance = event.currentTarget.value.trim()
          if (guidance !== section.guidance) save({ guidance })
        }}
      />
      <Select
        label={t('outline.partRole')}
        data={rolesAt(section.level).map(role => ({ value: role, label: t(`outline.partRole_${role}`) }))}
        value={section.role}
        clearable
        allowDeselect={false}
        onChange={value => save({ role: sectionRoles.find(role => role === value) ?? null })}
      />
      <Switch
        label={t('outline.numbered')}
        checked={section.numbered}
        onChange={event => save({ numbered: event.currentTarget.checked })}
      />
    </div>
  )
}

/** 附件 stand behind the text as sections of the first level. */
const rolesAt = (level: number) => sectionRoles.filter(role => level === 1 || role !== 'attachment')

type Part = { readonly section: Section; readonly save: (change: SectionChange) => void }

function Departments({ section, departments, save }: Part & { departments: readonly Department[] }) {
  const { t } = useTranslation()
  const held = [section.leadId, ...section.coIds]
  const choices = departments
    .filter(department => department.active || held.includes(department.id))
    .map(({ id, name }) => ({ value: id, label: name }))
  const inherits = section.leadId === null && section.coIds.length === 0
  const inherited = [section.effectiveLeadId, ...section.effectiveCoIds]
    .map(id => departments.find(department => department.id === id)?.name)
    .filter(name => name !== undefined)
  return (
    <>
      <Select
        label={t('outline.lead')}
        placeholder={
          inherits && inherited.length > 0
            ? t('outline.inherited', { departments: inherited.join(t('common.listComma')) })
            : t('outline.noDepartment')
        }
        data={choices}
        value={section.leadId}
        searchable
        clearable
        allowDeselect={false}
        onChange={leadId => save({ leadId, coIds: section.coIds.filter(id => id !== leadId) })}
      />
      <MultiSelect
        label={t('outline.co')}
        data={choices.filter(choice => choice.value !== section.leadId)}
        value={section.coIds}
        searchable
        onChange={coIds => save({ coIds })}
      />
    </>
  )
}

function Limits({ section, save }: Part) {
  const { t } = useTranslation()
  return (
    <div className="fields-pair">
      {(['floor', 'ceiling'] as const).map(bound => (
        <NumberInput
          key={`${bound}-${section[bound]}`}
          label={t(`outline.${bound}`)}
          defaultValue={section[bound] ?? ''}
          min={0}
          max={1_000_000}
          step={100}
          allowDecimal={false}
          hideControls
          onBlur={event => {
            const value = event.currentTarget.value === '' ? null : Number(event.currentTarget.value)
            if (value !== section[bound]) save({ [bound]: value })
          }}
        />
      ))}
    </div>
  )
}
