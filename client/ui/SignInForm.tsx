/** Signing in by user name or e-mail and password: at the door, and again in place when a session ends. */
import type { FormEvent } from 'react'
import { useTranslation } from '../i18n.ts'
import type { Me } from '../../shared/api.ts'
import { call } from '../api/call.ts'
import { Field } from './Field.tsx'
import './form.css'
import { Problem } from './Problem.tsx'
import { useSending } from './use-sending.ts'

export function SignInForm({ onSignedIn }: { readonly onSignedIn: (me: Me) => void }) {
  const { t } = useTranslation()
  const { busy, error, run } = useSending()
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    void run(async () =>
      onSignedIn(
        await call('signIn', {}, { login: field(fields, 'login'), password: field(fields, 'password') }),
      ),
    )
  }
  return (
    <form className="tg-form" onSubmit={send}>
      <Field label={t('people.login')} name="login" autoComplete="username" required autoCapitalize="none" />
      <Field
        label={t('people.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
      <Problem error={error} />
      <button className="tg-button" type="submit" aria-disabled={busy}>
        {busy ? t('people.signingIn') : t('people.signIn')}
      </button>
    </form>
  )
}

/** A text field's value; a missing field is an empty one. */
export function field(fields: FormData, name: string): string {
  const value = fields.get(name)
  return typeof value === 'string' ? value.trim() : ''
}
