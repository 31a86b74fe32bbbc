/** The organisation's departments: who heads each and how many are in it; adding one. */
import { Badge, Button, Table, Text, TextInput } from '@mantine/core'
import { IconBuildingCommunity, IconPlus } from '@tabler/icons-react'
import type { FormEvent } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Department, Person } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { mayAdminister } from '../../../shared/permissions.ts'
import { keys, useCall, useDepartments, usePeople } from '../../api/queries.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useSession } from '../../ui/session.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { DepartmentMenu } from './DepartmentMenu.tsx'
import { House } from './House.tsx'

export function Departments() {
  const { t } = useTranslation()
  const { actor } = useSession()
  const departments = useDepartments()
  const people = usePeople().data ?? []
  if (departments.isPending) return <PageLoading />
  if (!departments.data)
    return <LoadFailure error={departments.error} onRetry={() => void departments.refetch()} />
  return (
    <>
      {mayAdminister(actor) && <House />}
      <Add />
      {departments.data.length === 0 ? (
        <EmptyState
          title={t('people.noDepartments')}
          lead={t('people.noDepartmentsLead')}
          icon={<IconBuildingCommunity stroke={1.5} />}
        />
      ) : (
        <div className="card table-card">
          <Table verticalSpacing="sm" horizontalSpacing="md">
            <Table.Tbody>
              {departments.data.map(department => (
                <Row
                  key={department.id}
                  department={department}
                  departments={departments.data}
                  people={people}
                />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </>
  )
}

function Add() {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const { mutate, isPending } = useCall('createDepartment', [keys.departments])
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    mutate([{}, { name: field(new FormData(form), 'name') }], {
      onSuccess: () => form.reset(),
      onError: fail,
    })
  }
  return (
    <form onSubmit={send} className="add-line">
      <TextInput
        name="name"
        aria-label={t('people.departmentName')}
        placeholder={t('people.departmentName')}
        required
        maxLength={limits.nameLength}
      />
      <Button type="submit" leftSection={<IconPlus size={18} />} loading={isPending}>
        {t('people.addDepartment')}
      </Button>
    </form>
  )
}

type RowProps = {
  readonly department: Department
  readonly departments: readonly Department[]
  readonly people: readonly Person[]
}

function Row({ department, departments, people }: RowProps) {
  const { t } = useTranslation()
  const nameOf = (personId: string) => people.find(person => person.id === personId)?.name
  const heads = department.headIds.flatMap(personId => nameOf(personId) ?? [])
  const leader = department.leaderId === null ? undefined : nameOf(department.leaderId)
  const into = departments.find(one => one.id === department.mergedInto)
  const members = people.filter(one => one.active && one.departmentIds.includes(department.id)).length
  return (
    <Table.Tr data-off={!department.active || undefined}>
      <Table.Th scope="row">
        {department.name}
        {!department.active && (
          <Badge ml="sm" variant="light" color="gray">
            {into ? t('people.mergedInto', { name: into.name }) : t('people.departmentInactive')}
          </Badge>
        )}
        <Text size="xs" c="dimmed" fw={400}>
          {[
            ...(heads.length > 0
              ? [t('people.headsShort', { names: heads.join(t('common.listComma')) })]
              : []),
            ...(leader === undefined ? [] : [t('people.leaderShort', { name: leader })]),
          ].join(' · ')}
        </Text>
      </Table.Th>
      <Table.Td>{t('people.membersCount', { n: members })}</Table.Td>
      <Table.Td ta="right">
        <DepartmentMenu department={department} departments={departments} people={people} />
      </Table.Td>
    </Table.Tr>
  )
}
