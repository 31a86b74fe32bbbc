/** Invitation links: making one for a department, seeing what is left of each, revoking. */
import { Button, Group, Modal, NumberInput, Select, Table, Text } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Department, Invitation } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import type { Role } from '../../../shared/permissions.ts'
import { keys, useCall, useDepartments, useInvitations } from '../../api/queries.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyField, wholeAddress } from '../../ui/CopyField.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useSession } from '../../ui/session.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useTimes } from '../../ui/times.ts'
import { type Standing, standingOf } from './standing.ts'
import { RoleSelect } from './RoleSelect.tsx'

export function Invitations() {
  const { t } = useTranslation()
  const invitations = useInvitations()
  const departments = useDepartments().data ?? []
  const [making, setMaking] = useState(false)
  const [now] = useState(Date.now)
  const make = (
    <Button leftSection={<IconLink size={18} stroke={1.7} />} onClick={() => setMaking(true)}>
      {t('people.invite')}
    </Button>
  )
  if (invitations.isPending) return <PageLoading />
  if (!invitations.data)
    return <LoadFailure error={invitations.error} onRetry={() => void invitations.refetch()} />
  return (
    <>
      {invitations.data.length === 0 ? (
        <EmptyState
          title={t('people.noInvitations')}
          lead={t('people.noInvitationsLead')}
          icon={<IconLink stroke={1.5} />}
        >
          {make}
        </EmptyState>
      ) : (
        <>
          <Group justify="space-between" mb="md">
            <Text c="dimmed">{t('people.inviteLead')}</Text>
            {make}
          </Group>
          <div className="card table-card">
            <Table verticalSpacing="sm" horizontalSpacing="md">
              <Table.Tbody>
                {invitations.data.map(invitation => (
                  <Row
                    key={invitation.id}
                    invitation={invitation}
                    departments={departments}
                    standing={standingOf(invitation, now)}
                  />
                ))}
              </Table.Tbody>
            </Table>
          </div>
        </>
      )}
      {making && <Make departments={departments} onClose={() => setMaking(false)} />}
    </>
  )
}

type RowProps = { invitation: Invitation; departments: readonly Department[]; standing: Standing }

function Row({ invitation, departments, standing }: RowProps) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const name = departments.find(one => one.id === invitation.departmentId)?.name ?? t('people.noDepartment')
  const works = standing === 'works'
  return (
    <Table.Tr data-off={!works || undefined}>
      <Table.Th scope="row">{name}</Table.Th>
      <Table.Td>{t(`people.role_${invitation.role}`)}</Table.Td>
      <Table.Td>
        {works
          ? t('people.worksUntil', { time: moment(invitation.expiresAt), n: invitation.usesLeft })
          : t(`people.${standing}`)}
      </Table.Td>
      <Table.Td ta="right">{works && <Revoke invitation={invitation} name={name} />}</Table.Td>
    </Table.Tr>
  )
}

function Revoke({ invitation, name }: { invitation: Invitation; name: string }) {
  const { t } = useTranslation()
  const fail = useTellFailure()
  const [asking, setAsking] = useState(false)
  const { mutate, isPending } = useCall('revokeInvitation', [keys.invitations])
  const revoke = () =>
    mutate([{ invitationId: invitation.id }], {
      onSuccess: () => setAsking(false),
      onError: fail,
    })
  return (
    <>
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        className="danger"
        aria-label={t('people.revokeLink', { name })}
        onClick={() => setAsking(true)}
      >
        {t('people.revoke')}
      </Button>
      <Confirm
        opened={asking}
        title={t('people.revokeLink', { name })}
        lead={t('people.revokeLead')}
        action={t('people.revoke')}
        danger
        busy={isPending}
        onClose={() => setAsking(false)}
        onConfirm={revoke}
      />
    </>
  )
}

function Make({ departments, onClose }: { departments: readonly Department[]; onClose: () => void }) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const create = useCall('createInvitation', [keys.invitations])
  const open = departments.filter(department => department.active)
  const [departmentId, setDepartmentId] = useState<string | null>(open[0]?.id ?? null)
  const chosen = open.find(({ id }) => id === departmentId)
  const [role, setRole] = useState<Role>('author')
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    create.mutate([
      {},
      { departmentId, role, days: Number(field(fields, 'days')), uses: Number(field(fields, 'uses')) },
    ])
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={create.data ? t('people.inviteReady') : t('people.invite')}
      centered
    >
      {create.data ? (
        <CopyField
          label={chosen ? t('people.inviteLinkOf', { department: chosen.name }) : t('people.inviteLink')}
          text={wholeAddress(create.data.link)}
          hint={t('people.inviteReadyHint')}
        />
      ) : (
        <form onSubmit={send} className="people-form">
          <Select
            label={t('people.inviteFor')}
            data={open.map(({ id, name }) => ({ value: id, label: name }))}
            value={departmentId}
            onChange={setDepartmentId}
            placeholder={t('people.inviteNoDepartment')}
            clearable
            allowDeselect={false}
            data-autofocus
          />
          <RoleSelect label={t('people.inviteRole')} actor={actor} value={role} onChange={setRole} />
          <div className="people-pair">
            <NumberInput
              name="days"
              label={t('people.inviteDays')}
              defaultValue={limits.invitationDays}
              min={1}
              max={365}
              required
            />
            <NumberInput
              name="uses"
              label={t('people.inviteUses')}
              defaultValue={limits.invitationUses}
              min={1}
              max={500}
              required
            />
          </div>
          <Problem error={create.error ?? undefined} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('people.invite')}
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  )
}
