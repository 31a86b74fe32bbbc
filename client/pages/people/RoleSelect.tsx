/** Choosing a role for somebody, among those that this person may give; each says what it is for. */
import { Select } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import { type Actor, mayGrantRole, type Role, roles } from '../../../shared/permissions.ts'

type Props = {
  readonly label: string
  readonly actor: Actor
  readonly value: Role
  readonly onChange: (role: Role) => void
}

export function RoleSelect({ label, actor, value, onChange }: Props) {
  const { t } = useTranslation()
  const choices = roles.filter(role => mayGrantRole(actor, role))
  return (
    <Select
      label={label}
      data={choices.map(role => ({
        value: role,
        label: t('people.roleWithHint', {
          role: t(`people.role_${role}`),
          hint: t(`people.roleHint_${role}`),
        }),
      }))}
      value={value}
      allowDeselect={false}
      onChange={chosen => onChange(choices.find(role => role === chosen) ?? value)}
    />
  )
}
