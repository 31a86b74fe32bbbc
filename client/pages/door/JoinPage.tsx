/**
 * An invitation link: shows whose it is, takes a name, and the person is in. Looking uses nothing up.
 * The personal link that comes back is shown once, before going on.
 */
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Me, ResponseOf } from '../../../shared/api.ts'
import { call } from '../../api/call.ts'
import { CopyField, wholeAddress } from '../../ui/CopyField.tsx'
import { Field } from '../../ui/Field.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useSending } from '../../ui/use-sending.ts'
import { DoorSheet } from './DoorSheet.tsx'
import { firstPage } from './first-page.ts'
import { LinkProblem } from './LinkProblem.tsx'

type Peek = ResponseOf<'peekInvitation'>
/** The personal link that leads back in, and where to go now. */
type Way = { readonly link: string; readonly next: string }

export function JoinPage({ me, secret }: { readonly me: Me; readonly secret: string }) {
  const { t } = useTranslation()
  const [peek, setPeek] = useState<Peek>()
  const [failure, setFailure] = useState<unknown>()
  const [joined, setJoined] = useState<Way>()
  useEffect(() => {
    call('peekInvitation', {}, { token: secret }).then(setPeek, setFailure)
  }, [secret])
  if (failure !== undefined) return <Refused error={failure} />
  if (!peek) return <DoorSheet title={t('people.join')} lead={t('common.oneMoment')} />
  if (joined) return <Joined organisation={peek.organisation} {...joined} />
  return (
    <DoorSheet title={t('people.join')} organisation={peek.organisation}>
      <div className="door-facts">
        <p>
          <strong>{peek.department ?? peek.organisation}</strong>
        </p>
        <p>{t('people.joinAs', { role: t(`people.role_${peek.role}`) })}</p>
      </div>
      {me.person && <p className="tg-hint">{t('people.joinWhileSignedIn', { name: me.person.name })}</p>}
      <JoinForm secret={secret} onJoined={setJoined} />
    </DoorSheet>
  )
}

function JoinForm({ secret, onJoined }: { secret: string; onJoined: (way: Way) => void }) {
  const { t } = useTranslation()
  const { busy, error, run } = useSending()
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = field(new FormData(event.currentTarget), 'name')
    void run(async () => {
      const { link } = await call('acceptInvitation', {}, { token: secret, name })
      history.replaceState(null, '', '/join')
      onJoined({ link, next: await firstPage() })
    })
  }
  return (
    <form className="tg-form" onSubmit={send}>
      <Field
        label={t('people.yourName')}
        name="name"
        autoComplete="name"
        required
        maxLength={60}
        hint={t('people.yourNameHint')}
      />
      <Problem error={error} />
      <button className="tg-button" type="submit" aria-disabled={busy}>
        {t('people.joinNow')}
      </button>
    </form>
  )
}

function Joined({ organisation, link, next }: Way & { organisation: string }) {
  const { t } = useTranslation()
  return (
    <DoorSheet title={t('people.joined')} lead={t('people.joinedLead')} organisation={organisation}>
      <div className="tg-form">
        <CopyField
          label={t('people.personalLink')}
          text={wholeAddress(link)}
          hint={t('people.personalLinkHint')}
        />
        <a className="tg-button" href={next}>
          {t('people.goOn')}
        </a>
      </div>
    </DoorSheet>
  )
}

function Refused({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
  return (
    <DoorSheet title={t('people.linkFailed')} lead={t('people.invitationFailedLead')}>
      <LinkProblem error={error} />
      <p>
        <a className="tg-button tg-button-quiet" href="/sign-in">
          {t('people.signInInstead')}
        </a>
      </p>
    </DoorSheet>
  )
}
