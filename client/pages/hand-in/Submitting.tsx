/** 报送 on the plain page: saves first, asks once, with a reason for each 协办 that is not waited for. */
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { limits } from '../../../shared/limits.ts'
import { call } from '../../api/call.ts'
import { AreaField, Field } from '../../ui/Field.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { field } from '../../ui/SignInForm.tsx'
import { useSending } from '../../ui/use-sending.ts'
import type { At } from './HandInPage.tsx'
import type { Writing } from './use-writing.ts'

type Props = { readonly writing: Writing; readonly at: At; readonly onDone: () => Promise<void> }

export function Submitting({ writing, at, onDone }: Props) {
  const { t } = useTranslation()
  const { asked, newer } = writing
  const [asking, setAsking] = useState(false)
  const { busy, error, run } = useSending()
  if (!asked.maySubmit) return <p className="tg-hint">{t('handIn.coOnly')}</p>
  const begin = async () => {
    if (await writing.save()) setAsking(true)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const passOver = asked.waitsFor.map(({ id }) => ({
      departmentId: id,
      reason: field(fields, `pass-${id}`),
    }))
    const channel = writing.fromFile ? ('upload' as const) : ('page' as const)
    const nil = fields.has('nil')
    void run(async () => {
      await call('submitSection', at, { channel, passOver, nil, note: field(fields, 'note') })
      await onDone()
    })
  }
  // Letters typed since then are not on the server: saved and asked again.
  if (!asking || !writing.isSaved || newer)
    return (
      <button
        className="tg-button hand-in-submit"
        type="button"
        aria-disabled={writing.busy}
        onClick={() => void begin()}
      >
        {t('handIn.submit')}
      </button>
    )
  return (
    <form className="tg-form hand-in-submit" onSubmit={submit}>
      <p>{t('handIn.submitLead')}</p>
      {asked.signoff !== 'none' && <p>{t('handIn.submitSignoff')}</p>}
      {asked.waitsFor.length > 0 && <p>{t('steps.passOverLead')}</p>}
      {asked.waitsFor.map(({ id, name }) => (
        <Field
          key={id}
          name={`pass-${id}`}
          label={t('steps.passOverReason', { department: name })}
          required
          maxLength={limits.reasonLength}
        />
      ))}
      {asked.blank && (
        <label>
          <input type="checkbox" name="nil" required /> {t('steps.nil')}
        </label>
      )}
      <AreaField name="note" label={t('steps.note')} maxLength={limits.reasonLength} rows={2} />
      <Problem error={error} />
      <button className="tg-button" type="submit" aria-disabled={busy}>
        {t('handIn.submitNow')}
      </button>
      <button className="tg-button tg-button-quiet" type="button" onClick={() => setAsking(false)}>
        {t('common.cancel')}
      </button>
    </form>
  )
}
