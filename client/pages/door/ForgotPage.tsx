/** A forgotten password: asks for a link by e-mail. What it says afterwards is the same whoever was meant. */
import { type FormEvent, useState } from 'react'
import type { Me } from '../../../shared/api.ts'
import { call } from '../../api/call.ts'
import { useLanguage, useTranslation } from '../../i18n.ts'
import { Field } from '../../ui/Field.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useSending } from '../../ui/use-sending.ts'
import { DoorSheet } from './DoorSheet.tsx'

export function ForgotPage({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const [sent, setSent] = useState(false)
  const back = (
    <p style={{ marginTop: 20 }}>
      <a className="tg-button tg-button-quiet" href="/sign-in">
        {t('people.signInInstead')}
      </a>
    </p>
  )
  const organisation = me.organisation?.name
  if (!me.resetByMail)
    return (
      <DoorSheet title={t('people.forgotTitle')} lead={t('people.forgotAsk')} organisation={organisation}>
        {back}
      </DoorSheet>
    )
  if (sent)
    return (
      <DoorSheet title={t('people.forgotSent')} lead={t('people.forgotSentLead')} organisation={organisation}>
        {back}
      </DoorSheet>
    )
  return (
    <DoorSheet title={t('people.forgotTitle')} lead={t('people.forgotLead')} organisation={organisation}>
      <AskForm onSent={() => setSent(true)} />
      {back}
    </DoorSheet>
  )
}

function AskForm({ onSent }: { readonly onSent: () => void }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const { busy, error, run } = useSending()
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const login = field(new FormData(event.currentTarget), 'login')
    void run(async () => {
      await call('askReset', {}, { login, language })
      onSent()
    })
  }
  return (
    <form className="tg-form" onSubmit={send}>
      <Field label={t('people.login')} name="login" autoComplete="username" required autoCapitalize="none" />
      <Problem error={error} />
      <button className="tg-button" type="submit" aria-disabled={busy}>
        {t('people.forgotSend')}
      </button>
    </form>
  )
}
