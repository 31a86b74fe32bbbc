/** The organisation's name and what it calls its 部门, for the administrator. */
import { Button, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { useTranslation } from '../../i18n.ts'
import { departmentLabels } from '../../../shared/i18n/departments.ts'
import { limits } from '../../../shared/limits.ts'
import { useCall } from '../../api/queries.ts'
import { useSession } from '../../ui/session.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'

export function House() {
  const { t } = useTranslation()
  const { organisation } = useSession()
  const fail = useTellFailure()
  const { mutate, isPending } = useCall('changeOrganisation')
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const change = { name: field(fields, 'name'), departmentLabel: field(fields, 'departmentLabel') }
    // The word stands in every sentence of the page, which is therefore made anew.
    mutate([{}, change], { onSuccess: () => location.reload(), onError: fail })
  }
  return (
    <form onSubmit={send} className="card house">
      <TextInput
        name="name"
        label={t('people.organisation')}
        defaultValue={organisation.name}
        required
        maxLength={limits.nameLength}
      />
      <TextInput
        name="departmentLabel"
        label={t('people.departmentLabel')}
        description={t('people.departmentLabelHint')}
        list="department-labels"
        defaultValue={organisation.departmentLabel}
        required
        maxLength={limits.departmentLabelLength}
      />
      <datalist id="department-labels">
        {departmentLabels.map(label => (
          <option key={label}>{label}</option>
        ))}
      </datalist>
      <Button type="submit" loading={isPending}>
        {t('common.save')}
      </Button>
    </form>
  )
}
