/** 您签审后有改动: sections that read otherwise than when they were signed, for their signer, folded up. */
import { useTranslation } from '../../i18n.ts'
import { useMySignedChanges } from '../../api/queries.ts'
import { SignedChanges } from '../../signed/SignedChanges.tsx'
import { useTimes } from '../../ui/times.ts'
import { useSectionName } from '../../ui/words.ts'
import './my-work.css'

export function MySignedChanges() {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const nameOf = useSectionName()
  const list = useMySignedChanges().data
  if (!list || list.length === 0) return null
  return (
    <section className="my-work" aria-labelledby="my-signed-changes">
      <h2 id="my-signed-changes">{t('steps.mineChanged')}</h2>
      <ul>
        {list.map(one => (
          <li key={one.sectionId}>
            <details className="my-signed">
              <summary>
                <strong>
                  {one.number}
                  {nameOf(one)}
                </strong>
                <p>
                  <span>{one.reportTitle}</span>
                  <span>
                    {t('steps.mineChangedFacts', { n: one.changes.length, time: moment(one.signedAt) })}
                  </span>
                </p>
              </summary>
              <SignedChanges changes={one.changes} />
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}
