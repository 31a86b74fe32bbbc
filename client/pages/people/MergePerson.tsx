/** Merging a person into the account that is really theirs; it cannot be undone, and says so. */
import { Button, Group, Modal, Select, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Person } from '../../../shared/api.ts'
import { mayChangePerson } from '../../../shared/permissions.ts'
import { keys, useCall, useDepartments, usePeople } from '../../api/queries.ts'
import { tell } from '../../ui/notice.ts'
import { Problem } from '../../ui/Problem.tsx'
import { useSession } from '../../ui/session.tsx'

type Props = { readonly person: Person; readonly onClose: () => void }

export function MergePerson({ person, onClose }: Props) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const departments = useDepartments().data ?? []
  const others = (usePeople().data ?? []).filter(
    one => one.id !== person.id && one.active && mayChangePerson(actor, one),
  )
  const [toId, setToId] = useState<string | null>(null)
  const into = others.find(one => one.id === toId)
  const { mutate, isPending, error } = useCall('mergePersons', [keys.people, keys.departments, keys.me])
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!into) return
    mutate([{ personId: person.id }, { toId: into.id }], {
      onSuccess: () => {
        tell(t('people.merged', { name: into.name }))
        onClose()
      },
    })
  }
  /** Namesakes are told apart by user name and departments. */
  const label = (one: Person) => {
    const names = departments.filter(({ id }) => one.departmentIds.includes(id)).map(({ name }) => name)
    return [one.name, one.username, names.join(t('common.listComma'))].filter(Boolean).join(' · ')
  }
  return (
    <Modal opened onClose={onClose} title={t('people.mergePersonOf', { name: person.name })} centered>
      <form onSubmit={send} className="people-form">
        <Text c="dimmed">{t('people.mergePersonLead', { name: person.name })}</Text>
        <Select
          label={t('people.mergePersonInto')}
          data={others.map(one => ({ value: one.id, label: label(one) }))}
          value={toId}
          onChange={setToId}
          searchable
          required
          data-autofocus
        />
        <Problem error={error ?? undefined} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" color="red" loading={isPending} disabled={!into}>
            {into ? t('people.mergePersonNow', { name: into.name }) : t('people.mergePerson')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
