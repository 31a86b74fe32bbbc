/** An account with a password for somebody else. */
import { Button, Group, Modal, MultiSelect, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Department } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import type { Role } from '../../../shared/permissions.ts'
import { keys, useCall } from '../../api/queries.ts'
import { Problem } from '../../ui/Problem.tsx'
import { useSession } from '../../ui/session.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { RoleSelect } from './RoleSelect.tsx'

type Props = { readonly departments: readonly Department[]; readonly onClose: () => void }

export function AddPerson({ departments, onClose }: Props) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const [role, setRole] = useState<Role>('author')
  const [departmentIds, setDepartmentIds] = useState<string[]>([])
  const create = useCall('createPerson', [keys.people])
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const body = {
      name: field(fields, 'name'),
      username: field(fields, 'username'),
      password: field(fields, 'password'),
      role,
      departmentIds,
    }
    create.mutate([{}, body], { onSuccess: onClose })
  }
  return (
    <Modal opened onClose={onClose} title={t('people.addPerson')} centered>
      <form onSubmit={send} className="people-form">
        <TextInput
          name="name"
          label={t('people.name')}
          required
          maxLength={limits.nameLength}
          data-autofocus
        />
        <TextInput
          name="username"
          label={t('people.username')}
          description={t('people.usernameHint')}
          required
          minLength={2}
          maxLength={32}
          autoCapitalize="none"
          autoComplete="off"
        />
        <PasswordInput
          name="password"
          label={t('people.password')}
          description={t('people.passwordRule', { least: limits.passwordMin })}
          required
          minLength={limits.passwordMin}
          maxLength={limits.passwordMax}
          autoComplete="new-password"
        />
        <RoleSelect label={t('people.role')} actor={actor} value={role} onChange={setRole} />
        <MultiSelect
          label={t('people.department')}
          data={departments.filter(one => one.active).map(({ id, name }) => ({ value: id, label: name }))}
          value={departmentIds}
          onChange={setDepartmentIds}
        />
        <Problem error={create.error ?? undefined} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('common.add')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
