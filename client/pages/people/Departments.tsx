/** The organisation's departments: adding, renaming, marking as closed. */
import { Badge, Button, Group, Modal, Table, TextInput } from '@mantine/core'
import { IconBuildingCommunity, IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Department } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { keys, useCall, useDepartments, usePeople } from '../../api/queries.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'

export function Departments() {
  const { t } = useTranslation()
  const departments = useDepartments()
  const people = usePeople().data ?? []
  if (departments.isPending) return <PageLoading />
  if (!departments.data)
    return <LoadFailure error={departments.error} onRetry={() => void departments.refetch()} />
  return (
    <>
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
                  members={
                    people.filter(one => one.active && one.departmentIds.includes(department.id)).length
                  }
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

function Row({ department, members }: { department: Department; members: number }) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const [renaming, setRenaming] = useState(false)
  const { mutate } = useCall('changeDepartment', [keys.departments])
  const change = (body: { name?: string; active?: boolean }) =>
    mutate([{ departmentId: department.id }, body], { onError: fail })
  return (
    <Table.Tr data-off={!department.active || undefined}>
      <Table.Th scope="row">
        {department.name}
        {!department.active && (
          <Badge ml="sm" variant="light" color="gray">
            {t('people.departmentInactive')}
          </Badge>
        )}
      </Table.Th>
      <Table.Td>{t('people.membersCount', { n: members })}</Table.Td>
      <Table.Td ta="right">
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={t('people.renameDepartment', { name: department.name })}
          onClick={() => setRenaming(true)}
        >
          {t('people.rename')}
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          color="gray"
          className="quiet"
          onClick={() => change({ active: !department.active })}
        >
          {department.active ? t('people.departmentClose') : t('people.departmentReopen')}
        </Button>
        {renaming && (
          <Rename
            department={department}
            onClose={() => setRenaming(false)}
            onRename={name => {
              setRenaming(false)
              change({ name })
            }}
          />
        )}
      </Table.Td>
    </Table.Tr>
  )
}

type RenameProps = { department: Department; onClose: () => void; onRename: (name: string) => void }

function Rename({ department, onClose, onRename }: RenameProps) {
  const { t } = useTranslation()
  return (
    <Modal opened onClose={onClose} title={t('people.renameDepartment', { name: department.name })} centered>
      <form
        className="people-form"
        onSubmit={event => {
          event.preventDefault()
          onRename(field(new FormData(event.currentTarget), 'name'))
        }}
      >
        <TextInput
          name="name"
          label={t('people.departmentName')}
          defaultValue={department.name}
          required
          maxLength={limits.nameLength}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit">{t('common.save')}</Button>
        </Group>
      </form>
    </Modal>
  )
}
