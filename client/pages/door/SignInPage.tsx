/** Signing in; leads to the address that was asked for, or home. */
import { useTranslation } from '../../i18n.ts'
import type { Me } from '../../../shared/api.ts'
import { SignInForm } from '../../ui/SignInForm.tsx'
import { DoorSheet } from './DoorSheet.tsx'

export function SignInPage({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const goOn = () => (location.pathname === '/sign-in' ? location.replace('/') : location.reload())
  return (
    <DoorSheet title={t('people.signIn')} lead={t('people.signInLead')} organisation={me.organisation?.name}>
      <SignInForm onSignedIn={goOn} />
      <p className="tg-hint" style={{ marginTop: 20 }}>
        {me.resetByMail ? <a href="/forgot">{t('people.forgot')}</a> : t('people.forgotAsk')}
      </p>
      <p className="tg-hint">{t('people.linkHint')}</p>
    </DoorSheet>
  )
}
