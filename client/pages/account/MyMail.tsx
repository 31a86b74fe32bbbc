/** One's own e-mail address, whether reminders come there too, and in which language. */
import { Button, Checkbox, Group, Select } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { ResponseOf } from '../../../shared/api.ts'
import { useMyMail } from '../../api/channels.ts'
import { keys, useCall } from '../../api/queries.ts'
import { Field } from '../../ui/Field.tsx'
import { tell } from '../../ui/notice.ts'
import { Problem } from '../../ui/Problem.tsx'
import { useSession } from '../../ui/session.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { Part } from './Part.tsx'

export function MyMail() {
  const { t } = useTranslation()
  const { data } = useMyMail()
  if (!data) return null
  const lead = data.available ? t('channels.myMailLead') : t('channels.myMailUnavailable')
  return (
    <Part title={t('channels.myMail')} lead={lead}>
      <MailForm mail={data} />
    </Part>
  )
}

function MailForm({ mail }: { readonly mail: ResponseOf<'getMyMail'> }) {
  const { t } = useTranslation()
  const { person } = useSession()
  const [email, setEmail] = useState(mail.email ?? '')
  const [language, setLanguage] = useState(mail.language)
  const { mutate, isPending, error } = useCall('changeMyMail', [keys.myMail, keys.me])
  const isNew = email.trim().toLowerCase() !== (mail.email ?? '')
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const address = field(fields, 'email')
    const current = field(fields, 'current')
    mutate(
      [
        {},
        {
          language,
          wanted: fields.get('wanted') !== null,
          ...(isNew ? { email: address === '' ? null : address } : {}),
          ...(current === '' ? {} : { current }),
        },
      ],
      { onSuccess: () => tell(t('channels.saved')) },
    )
  }
  return (
    <form className="tg-form" onSubmit={send}>
      <Field
        label={t('channels.email')}
        name="email"
        type="email"
        autoComplete="email"
        maxLength={120}
        value={email}
        onChange={event => setEmail(event.currentTarget.value)}
        hint={t('channels.emailHint')}
      />
      {isNew && person.username !== null && (
        <Field
          label={t('people.currentPassword')}
          name="current"
          type="password"
          autoComplete="current-password"
          required
          hint={t('channels.emailPassword')}
        />
      )}
      <Select
        label={t('channels.language')}
        data={[
          { value: 'zh', label: t('common.languageZh') },
          { value: 'en', label: t('common.languageEn') },
        ]}
        value={language}
        allowDeselect={false}
        onChange={value => setLanguage(value === 'en' ? 'en' : 'zh')}
      />
      <Checkbox name="wanted" label={t('channels.wanted')} defaultChecked={mail.wanted} />
      <Problem error={error ?? undefined} />
      <Group justify="flex-end">
        <Button type="submit" loading={isPending}>
          {t('common.save')}
        </Button>
      </Group>
    </form>
  )
}
