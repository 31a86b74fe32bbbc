/** Which findings ask for a reason before 定稿: every error, or those of chosen kinds. A template takes it along. */
import { MultiSelect, Switch } from '@mantine/core'
import { useTranslation } from '../i18n.ts'
import { ruleNames } from '../../shared/checks/finding.ts'
import type { Gating } from '../../shared/checks/gate.ts'

type Props = { readonly value: Gating; readonly onChange: (gating: Gating) => void }

/** A secrecy mark stops whatever is chosen. */
const choices = ruleNames.filter(name => name !== 'secrecy-mark')

export function GatingField({ value, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <Switch
        label={t('checks.gateErrors')}
        description={t('checks.gateHint')}
        checked={value === null}
        onChange={event => onChange(event.currentTarget.checked ? null : [])}
      />
      {value !== null && (
        <MultiSelect
          label={t('checks.gateRules')}
          placeholder={value.length === 0 ? t('checks.gateNone') : undefined}
          data={choices.map(name => ({ value: name, label: t(`checks.rule_${name}`) }))}
          value={[...value]}
          searchable
          clearable
          onChange={chosen => onChange(ruleNames.filter(name => chosen.includes(name)))}
        />
      )}
    </>
  )
}
