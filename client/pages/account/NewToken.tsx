/** Making an API token for oneself: what it is for, how long, and its secret, shown this once. */
import { Button, Group } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { ResponseOf } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { keys, useCall } from '../../api/queries.ts'
import { CopyField } from '../../ui/CopyField.tsx'
import { Field } from '../../ui/Field.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useSession } from '../../ui/session.tsx'
import { field } from '../../ui/SignInForm.tsx'

export function NewToken() {
  const { t } = useTranslation()
  const { person } = useSession()
  const [made, setMade] = useState<ResponseOf<'createMyToken'>>()
  const { mutate, isPending, error } = useCall('createMyToken', [keys.access(person.id)])
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    mutate([{}, { name: field(fields, 'name'), days: Number(field(fields, 'days')) }], {
      onSuccess: answer => {
        setMade(answer)
        form.reset()
      },
    })
  }
  return (
    <>
      <form className="tg-form" onSubmit={send}>
        <Field
          label={t('people.tokenName')}
          name="name"
          required
          maxLength={limits.nameLength}
          placeholder={t('people.tokenNameExample')}
          autoComplete="off"
        />
        <Field
          label={t('people.tokenDays')}
          name="days"
          type="number"
          required
          min={1}
          max={limits.tokenDays}
          defaultValue={limits.tokenDaysOffered}
        />
        <Problem error={error ?? undefined} />
        <Group justify="flex-end">
          <Button type="submit" variant="default" loading={isPending}>
            {t('people.makeToken')}
          </Button>
        </Group>
      </form>
      {made && (
        <CopyField
          label={t('people.tokenReady', { name: made.token.name })}
          text={made.secret}
          hint={t('people.tokenHint')}
        />
      )}
    </>
  )
}
