/** What can be done to one department: name, heads, handing its sections over, merging, closing. */
import { ActionIcon, Button, Group, Menu, Modal, TextInput } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { BodyOf, Department, Person } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { mayTransferSections } from '../../../shared/permissions.ts'
import { keys, useCall, useHoldings } from '../../api/queries.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { useSession } from '../../ui/session.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { Heads } from './Heads.tsx'
import { MergeDepartment, TransferSections } from './HandOver.tsx'

type Props = {
  readonly department: Department
  readonly departments: readonly Department[]
  readonly people: readonly Person[]
}

export function DepartmentMenu({ department, departments, people }: Props) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const fail = useTellFailure()
  const [asking, setAsking] = useState<'rename' | 'heads' | 'transfer' | 'merge' | 'close' | null>(null)
  const { mutate } = useCall('changeDepartment', [keys.departments])
  const { id: departmentId, name, active, mergedInto } = department
  const close = () => setAsking(null)
  const change = (body: BodyOf<'changeDepartment'>) => {
    close()
    mutate([{ departmentId }, body], { onError: fail })
  }
  const others = departments.filter(one => one.active && one.id !== departmentId)
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            className="quiet"
            aria-label={t('people.departmentActions', { name })}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsking('rename')}>{t('people.rename')}</Menu.Item>
          {active && (
            <Menu.Item onClick={() => setAsking('heads')}>
              {t('people.heads')}
              {t('common.listComma')}
              {t('people.leader')}
            </Menu.Item>
          )}
          {mayTransferSections(actor) && (
            <Menu.Item onClick={() => setAsking('transfer')}>{t('people.transfer')}</Menu.Item>
          )}
          {mergedInto === null && (
            <>
              <Menu.Item onClick={() => setAsking('merge')}>{t('people.mergeDepartment')}</Menu.Item>
              <Menu.Divider />
              {active ? (
                <Menu.Item className="danger" onClick={() => setAsking('close')}>
                  {t('people.departmentClose')}
                </Menu.Item>
              ) : (
                <Menu.Item onClick={() => change({ active: true })}>{t('people.departmentReopen')}</Menu.Item>
              )}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === 'rename' && (
        <Rename department={department} onClose={close} onRename={to => change({ name: to })} />
      )}
      {asking === 'heads' && (
        <Heads department={department} people={people} onClose={close} onChange={change} />
      )}
      {asking === 'transfer' && <TransferSections department={department} others={others} onClose={close} />}
      {asking === 'merge' && (
        <MergeDepartment department={department} others={others} people={people} onClose={close} />
      )}
      {asking === 'close' && (
        <Close department={department} onClose={close} onConfirm={() => change({ active: false })} />
      )}
    </>
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

type CloseProps = { department: Department; onClose: () => void; onConfirm: () => void }

function Close({ department, onClose, onConfirm }: CloseProps) {
  const { t } = useTranslation()
  const open = (useHoldings(department.id).data?.sections ?? []).filter(section => !section.closed)
  return (
    <Confirm
      opened
      title={department.name}
      lead={
        <>
          {t('people.closeDepartmentLead')}
          {open.length > 0 && <strong> {t('people.closeDepartmentHolds', { n: open.length })}</strong>}
        </>
      }
      action={t('people.departmentClose')}
      danger
      onClose={onClose}
      onConfirm={onConfirm}
    />
  )
}
