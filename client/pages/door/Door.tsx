/**
 * The door: every page for people who are not signed in. It chooses the page by the address, keeps the
 * secret of a link in the fragment (never sent to the server by itself), and leaves by a full load.
 */
import { useEffect } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Me } from '../../../shared/api.ts'
import { DoorSheet } from './DoorSheet.tsx'
import { EnterPage } from './EnterPage.tsx'
import { ForgotPage } from './ForgotPage.tsx'
import { JoinPage } from './JoinPage.tsx'
import { OpinePage } from './OpinePage.tsx'
import { PublishedPage } from './PublishedPage.tsx'
import { ResetPage } from './ResetPage.tsx'
import { SetUpPage } from './SetUpPage.tsx'
import { SignPage } from './SignPage.tsx'
import { SignInPage } from './SignInPage.tsx'

export function Door({ me }: { readonly me: Me | undefined }) {
  const secret = location.hash.slice(1)
  // Another link pasted into this tab changes the fragment alone.
  useEffect(() => {
    const reload = () => location.reload()
    addEventListener('hashchange', reload)
    return () => removeEventListener('hashchange', reload)
  }, [])
  if (!me) return <Unreachable />
  switch (location.pathname) {
    case '/setup':
      return <SetUpPage me={me} secret={secret} />
    case '/join':
      return <JoinPage me={me} secret={secret} />
    case '/sign':
      return <SignPage secret={secret} />
    case '/opine':
      return <OpinePage secret={secret} />
    case '/published':
      return <PublishedPage secret={secret} />
    case '/enter':
      return <EnterPage secret={secret} />
    case '/forgot':
      return <ForgotPage me={me} />
    case '/reset':
      return <ResetPage secret={secret} />
    default:
      return me.organisation ? <SignInPage me={me} /> : <NotSetUp />
  }
}

function NotSetUp() {
  const { t } = useTranslation()
  return <DoorSheet title={t('people.notSetUp')} lead={t('people.notSetUpLead')} />
}

function Unreachable() {
  const { t } = useTranslation()
  return (
    <DoorSheet title={t('common.unreachableTitle')} lead={t('common.unreachable')}>
      <button className="tg-button" type="button" onClick={() => location.reload()}>
        {t('common.tryAgain')}
      </button>
    </DoorSheet>
  )
}
