/** One's own account: password, personal link, signing out (which also clears what this computer keeps). */
import { Button, Group } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { limits } from '../../../shared/limits.ts'
import { call } from '../../api/call.ts'
import { useTakeMe } from '../../api/queries.ts'
import { clearLocalCopies } from '../../collab/local-copies.ts'
import { Sessions, Tokens } from '../../ui/Access.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyField, wholeAddress } from '../../ui/CopyField.tsx'
import { Field } from '../../ui/Field.tsx'
import { tell } from '../../ui/notice.ts'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useSession } from '../../ui/session.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useSending } from '../../ui/use-sending.ts'
import { MyMail } from './MyMail.tsx'
import { NewToken } from './NewToken.tsx'
import { Part } from './Part.tsx'
import './account.css'

export function AccountPage() {
  const { t } = useTranslation()
  const { person } = useSession()
  return (
    <Page
      title={t('common.account')}
      lead={t('people.accountLead', { name: person.name, role: t(`people.role_${person.role}`) })}
      actions={<SignOut />}
      narrow
    >
      <div className="account">
        <Password />
        <PersonalLink />
        <MyMail />
        <Part title={t('people.sessions')} lead={t('people.sessionsLead')}>
          <Sessions personId={person.id} />
        </Part>
        <Part title={t('people.tokens')} lead={t('people.tokensLead')}>
          <Tokens personId={person.id} />
          <NewToken />
        </Part>
      </div>
    </Page>
  )
}

function Password() {
  const { t } = useTranslation()
  const { person } = useSession()
  const { busy, error, run } = useSending()
  const takeMe = useTakeMe()
  const first = person.username === null
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    void run(async () => {
      const password = field(fields, 'password')
      takeMe(
        await call(
          'changeMyPassword',
          {},
          first
            ? { username: field(fields, 'username'), password }
            : { current: field(fields, 'current'), password },
        ),
      )
      form.reset()
      tell(t('people.passwordChanged'))
    })
  }
  return (
    <Part
      title={first ? t('people.setPassword') : t('people.changePassword')}
      lead={t('people.setPasswordLead')}
    >
      <form className="tg-form" onSubmit={send}>
        {first ? (
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
          <Field
            label={t('people.currentPassword')}
            name="current"
            type="password"
            autoComplete="current-password"
            required
          />
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
        <Group justify="flex-end">
          <Button type="submit" loading={busy}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
    </Part>
  )
}

function PersonalLink() {
  const { t } = useTranslation()
  const { busy, error, run } = useSending()
  const [link, setLink] = useState<string>()
  const renew = () => void run(async () => setLink((await call('renewMyLink', {})).link))
  return (
    <Part title={t('people.personalLink')} lead={t('people.personalLinkLead')}>
      {link && (
        <CopyField
          label={t('people.personalLink')}
          text={wholeAddress(link)}
          hint={t('people.personalLinkHint')}
        />
      )}
      <Problem error={error} />
      {!link && (
        <Button variant="default" loading={busy} onClick={renew}>
          {t('people.renewMyLink')}
        </Button>
      )}
    </Part>
  )
}

function SignOut() {
  const { t } = useTranslation()
  const { installationId } = useSession()
  const [asking, setAsking] = useState(false)
  const { busy, error, run } = useSending()
  const leave = () =>
    void run(async () => {
      // Local copies first: once signed out, nobody could say whose they were.
      await clearLocalCopies(installationId)
      await call('signOut', {})
      location.replace('/sign-in')
    })
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('common.signOut')}
      </Button>
      <Confirm
        opened={asking}
        title={t('common.signOut')}
        lead={
          <>
            {t('people.signOutLead')}
            <Problem error={error} />
          </>
        }
        action={t('common.signOut')}
        busy={busy}
        onClose={() => setAsking(false)}
        onConfirm={leave}
      />
    </>
  )
}
