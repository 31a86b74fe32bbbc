/** 已忽略: folded away, each with who ignored it and why, and the way back. */
import { Button, UnstyledButton } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { IgnoredFinding } from '../../../shared/api.ts'
import type { Told, ToldFinding } from '../../checks/findings.ts'
import { Quote } from '../../checks/Quote.tsx'

type Props = {
  readonly ignored: Told['ignored']
  readonly whereOf: (finding: ToldFinding) => string
  readonly mayHeed: (finding: ToldFinding) => boolean
  readonly onShow: (finding: ToldFinding) => void
  readonly onHeed: (said: IgnoredFinding) => void
}

export function IgnoredList({ ignored, whereOf, mayHeed, onShow, onHeed }: Props) {
  const { t } = useTranslation()
  if (ignored.length === 0) return null
  return (
    <details className="checks-ignored">
      <summary>{t('checks.ignored', { n: ignored.length })}</summary>
      <ul aria-label={t('checks.ignoredList')}>
        {ignored.map(({ finding, said }) => (
          <li key={finding.key} className="checks-row">
            <UnstyledButton className="checks-show" onClick={() => onShow(finding)}>
              <span className="checks-rule">{t(`checks.rule_${finding.rule}`)}</span>
              <Quote words={finding.quote} />
              <span className="checks-sentence">
                {t('checks.ignoredBy', { name: said.personName, reason: said.reason })}
              </span>
              <span className="checks-where">{whereOf(finding)}</span>
            </UnstyledButton>
            {mayHeed(finding) && (
              <Button size="compact-xs" variant="light" mt={4} onClick={() => onHeed(said)}>
                {t('checks.heed')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
