/** The first start: organisation, departments and the first administrator; then, if wanted, the sample. */
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Me } from '../../../shared/api.ts'
import { departmentLabels, usualLabel } from '../../../shared/i18n/departments.ts'
import { limits } from '../../../shared/limits.ts'
import { call } from '../../api/call.ts'
import { AreaField, Field } from '../../ui/Field.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useSending } from '../../ui/use-sending.ts'
import { DoorSheet } from './DoorSheet.tsx'
import { linesOf } from './lines.ts'

export function SetUpPage({ me, secret }: { readonly me: Me; readonly secret: string }) {
  const { t } = useTranslation()
  const [done, setDone] = useState(false)
  if (done) return <Offer />
  if (me.organisation)
    return (
      <DoorSheet
        title={t('people.alreadySetUp')}
        lead={t('people.alreadySetUpLead')}
        organisation={me.organisation.name}
      >
        <a className="tg-button" href="/">
          {t('people.goOn')}
        </a>
      </DoorSheet>
    )
  return (
    <DoorSheet title={t('people.setUp')} lead={t('people.setUpLead')} wide>
      <SetUpForm secret={secret} onDone={() => setDone(true)} />
    </DoorSheet>
  )
}

function SetUpForm({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { t } = useTranslation()
  const { busy, error, run } = useSending()
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    void run(async () => {
      await call(
        'setUp',
        {},
        {
          token: secret,
          organisation: field(fields, 'organisation'),
          departmentLabel: field(fields, 'departmentLabel'),
          departments: linesOf(field(fields, 'departments')),
          name: field(fields, 'name'),
          username: field(fields, 'username'),
          password: field(fields, 'password'),
        },
      )
      history.replaceState(null, '', '/setup')
      onDone()
    })
  }
  return (
    <form className="tg-form" onSubmit={send}>
      <Field
        label={t('people.organisation')}
        name="organisation"
        required
        maxLength={limits.nameLength}
        autoComplete="organization"
      />
      <Field
        label={t('people.departmentLabel')}
        name="departmentLabel"
        hint={t('people.departmentLabelHint')}
        list="department-labels"
        defaultValue={usualLabel}
        required
        maxLength={limits.departmentLabelLength}
      />
      <datalist id="department-labels">
        {departmentLabels.map(label => (
          <option key={label}>{label}</option>
        ))}
      </datalist>
      <AreaField
        label={t('people.departments')}
        name="departments"
        hint={t('people.departmentsHint')}
        rows={5}
      />
      <Field
        label={t('people.yourName')}
        name="name"
        required
        maxLength={limits.nameLength}
        autoComplete="name"
      />
      <Field
        label={t('people.username')}
        name="username"
        required
        autoComplete="username"
        autoCapitalize="none"
        minLength={2}
        maxLength={32}
        hint={t('people.usernameHint')}
      />
      <Field
        label={t('people.password')}
        name="password"
        type="password"
        required
        minLength={limits.passwordMin}
        maxLength={limits.passwordMax}
        autoComplete="new-password"
        hint={t('people.passwordRule', { least: limits.passwordMin })}
      />
      <Problem error={error} />
      <button className="tg-button" type="submit" aria-disabled={busy}>
        {t('people.setUpNow')}
      </button>
    </form>
  )
}

function Offer() {
  const { t } = useTranslation()
  const { busy, error, run } = useSending()
  const load = () =>
    void run(async () => {
      const { id } = await call('loadSample', {})
      location.replace(`/reports/${id}`)
    })
  return (
    <DoorSheet title={t('people.ready')} lead={t('people.readyLead')}>
      <div className="door-actions">
        <a className="tg-button" href="/">
          {t('people.startEmpty')}
        </a>
        <button type="button" className="tg-button tg-button-quiet" onClick={load} aria-disabled={busy}>
          {busy ? t('common.oneMoment') : t('people.loadSample')}
        </button>
        <Problem error={error} />
      </div>
    </DoorSheet>
  )
}
