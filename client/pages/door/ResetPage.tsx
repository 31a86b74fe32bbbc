/** A one-time link for a new password: shows whose it is, takes the password, and the person is in. */
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { ResponseOf } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { call } from '../../api/call.ts'
import { Field } from '../../ui/Field.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useSending } from '../../ui/use-sending.ts'
import { DoorSheet } from './DoorSheet.tsx'
import { firstPage } from './first-page.ts'
import { LinkProblem } from './LinkProblem.tsx'

export function ResetPage({ secret }: { readonly secret: string }) {
  const { t } = useTranslation()
  const [peek, setPeek] = useState<ResponseOf<'peekReset'>>()
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => {
    call('peekReset', {}, { token: secret }).then(setPeek, setFailure)
  }, [secret])
  if (failure !== undefined)
    return (
      <DoorSheet title={t('people.linkFailed')} lead={t('people.resetFailedLead')}>
        <LinkProblem error={failure} />
        <p>
          <a className="tg-button tg-button-quiet" href="/sign-in">
            {t('people.signInInstead')}
          </a>
        </p>
      </DoorSheet>
    )
  if (!peek) return <DoorSheet title={t('people.resetPassword')} lead={t('common.oneMoment')} />
  return (
    <DoorSheet title={t('people.resetPassword')} lead={t('people.resetPasswordLead', { name: peek.name })}>
      <ResetForm secret={secret} username={peek.username} />
    </DoorSheet>
  )
}

function ResetForm({ secret, username }: { secret: string; username: string | null }) {
  const { t } = useTranslation()
  const { busy, error, run } = useSending()
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    void run(async () => {
      const password = field(fields, 'password')
      const chosen = username === null ? { username: field(fields, 'username') } : {}
      await call('resetPassword', {}, { token: secret, password, ...chosen })
      // Replaced, not followed: the secret must not stay in the tab's history.
      location.replace(await firstPage())
    })
  }
  return (
    <form className="tg-form" onSubmit={send}>
      {username === null ? (
        <Field
          label={t('people.username')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          required
          minLength={2}
          maxLength={32}
          hint={t('people.usernameHint')}
        />
      ) : (
        <p>{t('people.loginIs', { username })}</p>
      )}
      <Field
        label={t('people.newPassword')}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={limits.passwordMin}
        maxLength={limits.passwordMax}
        hint={t('people.passwordRule', { least: limits.passwordMin })}
      />
      <Problem error={error} />
      <button className="tg-button" type="submit" aria-disabled={busy}>
        {t('people.setNewPassword')}
      </button>
    </form>
  )
}
