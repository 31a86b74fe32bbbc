/** What is asked of a section on the plain page: guidance, until when, why it came back, last year's text. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Carried, HandIn } from '../../../shared/api.ts'
import { call } from '../../api/call.ts'
import { linesOfText } from '../../ui/text-lines.ts'
import { useTimes } from '../../ui/times.ts'
import { type At, Paper } from './HandInPage.tsx'

export function Asked({ asked, at }: { readonly asked: HandIn; readonly at: At }) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const { guidance, dueAt, returnReason, carried } = asked
  return (
    <>
      <div className="door-facts">
        <p>{dueAt === null ? t('handIn.noDue') : t('handIn.due', { time: moment(dueAt) })}</p>
        {asked.status === 'returned' && returnReason !== null && (
          <p className="hand-in-off">{t('handIn.returned', { reason: returnReason })}</p>
        )}
      </div>
      {guidance !== '' && (
        <section className="hand-in-guidance">
          <h2>{t('handIn.guidance')}</h2>
          <p>{guidance}</p>
        </section>
      )}
      {carried && <LastYear at={at} />}
    </>
  )
}

/** Fetched once it is opened. */
function LastYear({ at }: { readonly at: At }) {
  const { t } = useTranslation()
  const [text, setText] = useState<Carried | 'failed'>()
  const open = () => {
    if (text === undefined) call('getCarried', at).then(setText, () => setText('failed'))
  }
  return (
    <details className="hand-in-last" onToggle={open}>
      <summary>{t('handIn.lastYear')}</summary>
      {text === undefined && <p className="tg-hint">{t('common.oneMoment')}</p>}
      {text !== undefined && text !== 'failed' && text.state === 'here' ? (
        <Paper text={linesOfText(text.text).join('\n')} label={t('handIn.lastYear')} />
      ) : (
        text !== undefined && <p className="tg-hint">{t('handIn.lastYearFailed')}</p>
      )}
    </details>
  )
}
