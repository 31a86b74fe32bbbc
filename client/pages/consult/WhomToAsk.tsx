/** Whom a round asks: people of the house, departments, and anybody else by name. */
import { MultiSelect, Textarea } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { NewRecipient } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { useDepartments, usePeople } from '../../api/queries.ts'

export type Whom = {
  readonly personIds: string[]
  readonly departmentIds: string[]
  /** One name a line. */
  readonly others: string
}
export const nobodyYet: Whom = { personIds: [], departmentIds: [], others: '' }

export function recipientsOf({ personIds, departmentIds, others }: Whom): NewRecipient[] {
  const names = others.split('\n').map(name => name.trim().slice(0, limits.nameLength))
  return [
    ...personIds.map(personId => ({ personId })),
    ...departmentIds.map(departmentId => ({ departmentId })),
    ...names.filter(name => name !== '').map(name => ({ name })),
  ]
}

export function WhomToAsk({ whom, onChange }: { whom: Whom; onChange: (whom: Whom) => void }) {
  const { t } = useTranslation()
  const choices = (list: readonly { id: string; name: string; active: boolean }[] | undefined) =>
    (list ?? []).filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <MultiSelect
        label={t('consult.people')}
        data={choices(usePeople().data)}
        value={whom.personIds}
        searchable
        onChange={personIds => onChange({ ...whom, personIds })}
      />
      <MultiSelect
        label={t('consult.departments')}
        data={choices(useDepartments().data)}
        value={whom.departmentIds}
        searchable
        onChange={departmentIds => onChange({ ...whom, departmentIds })}
      />
      <Textarea
        label={t('consult.others')}
        autosize
        minRows={2}
        value={whom.others}
        onChange={event => onChange({ ...whom, others: event.currentTarget.value })}
      />
    </>
  )
}
