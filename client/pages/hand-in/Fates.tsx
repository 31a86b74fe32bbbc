/** What became of the 来稿 that was sent last, line by line, for whoever looks. */
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Report, ResponseOf } from '../../../shared/api.ts'
import { call } from '../../api/call.ts'
import { FateLines } from '../../panels/section/FateLines.tsx'
import { Problem } from '../../ui/Problem.tsx'
import type { At } from './HandInPage.tsx'

type Told = { readonly rounds: ResponseOf<'getFates'>; readonly sections: Report['sections'] }

export function Fates({ at: { reportId, sectionId } }: { readonly at: At }) {
  const { t } = useTranslation()
  const [told, setTold] = useState<Told>()
  const [failure, setFailure] = useState<unknown>()
  const look = () => {
    const asked = Promise.all([call('getFates', { reportId, sectionId }), call('getReport', { reportId })])
    asked.then(([rounds, { sections }]) => {
      setTold({ rounds, sections })
      setFailure(undefined)
    }, setFailure)
  }
  return (
    <details onToggle={event => event.currentTarget.open && look()}>
      <summary>{t('handIn.fates')}</summary>
      {failure !== undefined && <Problem error={failure} />}
      {!told && failure === undefined && <p className="tg-hint">{t('common.oneMoment')}</p>}
      {told && <Lines {...told} />}
    </details>
  )
}

function Lines({ rounds: [newest], sections }: Told) {
  const { t } = useTranslation()
  if (!newest) return <p className="tg-hint">{t('outline.noRounds')}</p>
  return (
    <>
      <p className="tg-hint">{t('outline.fatesLead')}</p>
      <FateLines lines={newest.lines} sections={sections} />
    </>
  )
}
