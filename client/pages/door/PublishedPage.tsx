/** A public link: straight on to the frozen sheet, or first the password that it asks for. */
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { ResponseOf } from '../../../shared/api.ts'
import { call } from '../../api/call.ts'
import { Field } from '../../ui/Field.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useSending } from '../../ui/use-sending.ts'
import { DoorSheet } from './DoorSheet.tsx'
import { LinkProblem } from './LinkProblem.tsx'

type Opened = ResponseOf<'openPublished'>

/** Replaced, not followed: the secret must not stay in the tab's history. */
function goOn({ page }: Opened): void {
  if (page) location.replace(page.address)
}

export function PublishedPage({ secret }: { readonly secret: string }) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<Opened>()
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => {
    call('openPublished', {}, { token: secret }).then(answer => {
      goOn(answer)
      setOpened(answer)
    }, setFailure)
  }, [secret])
  if (failure !== undefined)
    return (
      <DoorSheet title={t('publishing.linkFailed')} lead={t('publishing.linkFailedLead')}>
        <LinkProblem error={failure} />
      </DoorSheet>
    )
  if (!opened || opened.page)
    return <DoorSheet title={t('publishing.openTitle')} lead={t('common.oneMoment')} />
  return (
    <DoorSheet
      title={t('publishing.openTitle')}
      lead={t('publishing.openLead')}
      organisation={opened.organisation}
    >
      <PasswordForm secret={secret} />
    </DoorSheet>
  )
}

function PasswordForm({ secret }: { readonly secret: string }) {
  const { t } = useTranslation()
  const { busy, error, run } = useSending()
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = field(new FormData(event.currentTarget), 'password')
    void run(async () => goOn(await call('openPublished', {}, { token: secret, password })))
  }
  return (
    <form className="tg-form" onSubmit={send}>
      <Field label={t('publishing.password')} name="password" type="password" autoComplete="off" required />
      <Problem error={error} />
      <button className="tg-button" type="submit" aria-disabled={busy}>
        {t('publishing.open')}
      </button>
    </form>
  )
}
