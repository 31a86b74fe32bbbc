/** Everybody of the organisation: role, departments, whether they may enter. */
import { Badge, Button, Group, MultiSelect, Select, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { BodyOf, Department, Person } from '../../../shared/api.ts'
import { mayGrantRole, roles } from '../../../shared/permissions.ts'
import { keys, useCall, useDepartments, usePeople } from '../../api/queries.ts'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useSession } from '../../ui/session.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { AddPerson } from './AddPerson.tsx'
import { PersonMenu } from './PersonMenu.tsx'

export function People() {
  const { t } = useTranslation()
  const people = usePeople()
  const departments = useDepartments().data ?? []
  const [adding, setAdding] = useState(false)
  if (people.isPending) return <PageLoading />
  if (!people.data) return <LoadFailure error={people.error} onRetry={() => void people.refetch()} />
  return (
    <>
      <Group justify="space-between" mb="md">
        <Text c="dimmed">{t('people.addPersonLead')}</Text>
        <Button
          variant="default"
          leftSection={<IconUserPlus size={18} stroke={1.7} />}
          onClick={() => setAdding(true)}
        >
          {t('people.addPerson')}
        </Button>
      </Group>
      <div className="card table-card">
        <Table verticalSpacing="xs" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('people.name')}</Table.Th>
              <Table.Th>{t('people.role')}</Table.Th>
              <Table.Th>{t('people.department')}</Table.Th>
              <Table.Th>
                <VisuallyHidden>{t('common.more')}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {people.data.map(person => (
              <Row key={person.id} person={person} departments={departments} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {adding && <AddPerson departments={departments} onClose={() => setAdding(false)} />}
    </>
  )
}

function Row({ person, departments }: { person: Person; departments: readonly Department[] }) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const fail = useTellFailure()
  const { mutate } = useCall('changePerson', [keys.people, keys.me])
  const change = (body: BodyOf<'changePerson'>) => mutate([{ personId: person.id }, body], { onError: fail })
  const mayChangeRole = mayGrantRole(actor, person.role) && person.active
  return (
    <Table.Tr data-off={!person.active || undefined}>
      <Table.Th scope="row">
        <PersonName person={person} />
      </Table.Th>
      <Table.Td>
        <Select
          aria-label={t('people.roleOf', { name: person.name })}
          data={roles
            .filter(role => role === person.role || mayGrantRole(actor, role))
            .map(role => ({ value: role, label: t(`people.role_${role}`) }))}
          value={person.role}
          disabled={!mayChangeRole}
          allowDeselect={false}
          w={120}
          onChange={value => {
            const role = roles.find(one => one === value)
            if (role && role !== person.role) change({ role })
          }}
        />
      </Table.Td>
      <Table.Td>
        <MultiSelect
          aria-label={t('people.departmentsOf', { name: person.name })}
          placeholder={person.departmentIds.length === 0 ? t('people.noDepartment') : undefined}
          data={departments
            .filter(one => one.active || person.departmentIds.includes(one.id))
            .map(({ id, name }) => ({ value: id, label: name }))}
          value={person.departmentIds}
          disabled={!person.active}
          miw={200}
          onChange={departmentIds => change({ departmentIds })}
        />
      </Table.Td>
      <Table.Td ta="right">
        <PersonMenu person={person} change={change} />
      </Table.Td>
    </Table.Tr>
  )
}

function PersonName({ person }: { readonly person: Person }) {
  const { t } = useTranslation()
  const { person: self } = useSession()
  return (
    <>
      {person.name}
      {person.id === self.id && (
        <Text span c="dimmed" size="sm">
          {t('people.you')}
        </Text>
      )}
      <Text size="xs" c="dimmed" fw={400}>
        {person.username}
      </Text>
      {person.isAdministrator && (
        <Badge variant="light" size="sm">
          {t('people.administrator')}
        </Badge>
      )}
      {!person.active && (
        <Badge variant="light" color="gray" size="sm">
          {t('people.inactive')}
        </Badge>
      )}
    </>
  )
}
