/** 待您签审: what waits for the signature of who heads a department, or leads it. */
import { useTranslation } from '../../i18n.ts'
import { useMySignatures } from '../../api/queries.ts'
import { signAddress } from '../../ui/sign-address.ts'
import { useTimes } from '../../ui/times.ts'
import { useSectionName } from '../../ui/words.ts'
import './my-work.css'

export function MySignatures() {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const nameOf = useSectionName()
  const waiting = useMySignatures().data
  if (!waiting || waiting.length === 0) return null
  return (
    <section className="my-work" aria-labelledby="my-signatures">
      <h2 id="my-signatures">{t('steps.toSign')}</h2>
      <ul>
        {waiting.map(one => (
          <li key={one.sectionId}>
            <a href={signAddress(one)}>
              <strong>
                {one.number}
                {nameOf(one)}
              </strong>
              <p>
                <span>{one.reportTitle}</span>
                <span>
                  {t('steps.signFacts', {
                    name: one.submittedBy,
                    time: moment(one.submittedAt),
                    words: one.words,
                  })}
                </span>
                <span>{t(`steps.signer_${one.signAs}`)}</span>
              </p>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
