/** One finding of the list: what it is, where it stands, and what can be done about it. */
import { Button, Group, UnstyledButton } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { ToldFinding } from '../../checks/findings.ts'
import { Quote } from '../../checks/Quote.tsx'

type Props = {
  readonly finding: ToldFinding
  readonly where: string
  readonly mayMend: boolean
  readonly mayIgnore: boolean
  readonly onShow: (finding: ToldFinding) => void
  readonly onMend: (finding: ToldFinding) => void
  readonly onIgnore: (finding: ToldFinding) => void
}

export function FindingRow({ finding, where, mayMend, mayIgnore, onShow, onMend, onIgnore }: Props) {
  const { t } = useTranslation()
  const { rule, severity, quote, sentence, fix } = finding
  const [edit] = fix?.edits ?? []
  return (
    <li className={`checks-row checks-${severity}`}>
      <UnstyledButton className="checks-show" onClick={() => onShow(finding)}>
        <span className="checks-rule">{t(`checks.rule_${rule}`)}</span>
        <Quote words={quote} />
        <span className="checks-sentence">{sentence}</span>
        <span className="checks-where">{where}</span>
      </UnstyledButton>
      <Group gap={6} mt={4} justify="space-between">
        {mayMend && edit && (
          <Button size="compact-xs" variant="light" onClick={() => onMend(finding)}>
            {fix?.kind === 'suggested' && edit.text !== ''
              ? t('checks.mendTo', { text: edit.text })
              : t('checks.mend')}
          </Button>
        )}
        {mayIgnore && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            className="checks-ignore"
            onClick={() => onIgnore(finding)}
          >
            {t('checks.ignoreAsk')}
          </Button>
        )}
      </Group>
    </li>
  )
}
