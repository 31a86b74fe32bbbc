/** 部门负责人 and 分管领导 of a department. */
import { Button, Group, Modal, MultiSelect, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { BodyOf, Department, Person } from '../../../shared/api.ts'

type Props = {
  readonly department: Department
  readonly people: readonly Person[]
  readonly onClose: () => void
  readonly onChange: (body: BodyOf<'changeDepartment'>) => void
}

export function Heads({ department, people, onClose, onChange }: Props) {
  const { t } = useTranslation()
  const [headIds, setHeadIds] = useState(department.headIds)
  const [leaderId, setLeaderId] = useState(department.leaderId)
  const active = people.filter(person => person.active)
  const members = active.filter(person => person.departmentIds.includes(department.id))
  const options = (of: readonly Person[]) => of.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Modal opened onClose={onClose} title={t('people.headsOf', { name: department.name })} centered>
      <form
        className="people-form"
        onSubmit={event => {
          event.preventDefault()
          onChange({ headIds, leaderId })
        }}
      >
        <MultiSelect
          label={t('people.heads')}
          description={t('people.headsHint')}
          data={options(members)}
          value={headIds}
          onChange={setHeadIds}
          data-autofocus
        />
        <Select
          label={t('people.leader')}
          data={options(active)}
          value={leaderId}
          onChange={setLeaderId}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('common.clear') }}
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
