/** A personal re-entry link: it signs its person in at once. */
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { call } from '../../api/call.ts'
import { DoorSheet } from './DoorSheet.tsx'
import { LinkProblem } from './LinkProblem.tsx'

export function EnterPage({ secret }: { readonly secret: string }) {
  const { t } = useTranslation()
  const asked = useRef(false)
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    if (asked.current) return
    asked.current = true
    // Replaced, not followed: the secret must not stay in the tab's history.
    call('enter', {}, { token: secret }).then(() => location.replace('/'), setError)
  }, [secret])
  return (
    <DoorSheet
      title={error === undefined ? t('people.entering') : t('people.linkFailed')}
      lead={error === undefined ? t('common.oneMoment') : t('people.linkFailedLead')}
    >
      <LinkProblem error={error} />
      {error !== undefined && (
        <p>
          <a className="tg-button tg-button-quiet" href="/sign-in">
            {t('people.signInInstead')}
          </a>
        </p>
      )}
    </DoorSheet>
  )
}
