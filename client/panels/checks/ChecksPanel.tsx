/**
 * What the checks found in the whole report, by gravity: filtered by section and rule, gone to, and mended where
 * a fix is known. It shows; the runner finds, the sheet mends.
 */
import { Badge, Button, Group, NativeSelect, Text, UnstyledButton } from '@mantine/core'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import './checks.css'
import type { Report } from '../../../shared/api.ts'
import { type RuleName, ruleNames, severities } from '../../../shared/checks/finding.ts'
import type { Findings, ToldFinding } from '../../checks/findings.ts'

type Props = {
  readonly report: Report
  readonly findings: Findings
  readonly focusId: string | null
  readonly mayMend: (sectionId: string) => boolean
  readonly onShow: (finding: ToldFinding) => void
  readonly onMend: (finding: ToldFinding) => void
}

export function ChecksPanel({ report, findings, focusId, mayMend, onShow, onMend }: Props) {
  const { t } = useTranslation()
  const { list, isReady } = useSyncExternalStore(findings.subscribe, findings.current)
  const [rule, setRule] = useState<RuleName | ''>('')
  const [scope, setScope] = useState<'report' | 'section'>('report')
  const names = new Map(report.sections.map(({ id, number, heading }) => [id, `${number}${heading}`]))
  const here = list.filter(({ place }) => scope === 'report' || place.section === focusId)
  const shown = here.filter(finding => rule === '' || finding.rule === rule)
  const rules = ruleNames.filter(name => here.some(finding => finding.rule === name))
  return (
    <section className="checks" aria-label={t('checks.panel')}>
      <Group gap={6} className="checks-counts">
        {severities.map(severity => (
          <Badge key={severity} variant="light" className={`checks-badge checks-${severity}`}>
            {t(`checks.severity_${severity}`)} {here.filter(finding => finding.severity === severity).length}
          </Badge>
        ))}
      </Group>
      <Group gap={8} grow>
        <NativeSelect
          size="xs"
          aria-label={t('checks.scope')}
          value={scope}
          onChange={event => setScope(event.currentTarget.value === 'section' ? 'section' : 'report')}
          data={[
            { value: 'report', label: t('checks.scopeReport') },
            { value: 'section', label: t('checks.scopeSection') },
          ]}
        />
        <NativeSelect
          size="xs"
          aria-label={t('checks.rule')}
          value={rules.some(name => name === rule) ? rule : ''}
          onChange={event => setRule(ruleNames.find(name => name === event.currentTarget.value) ?? '')}
          data={[
            { value: '', label: t('checks.allRules') },
            ...rules.map(name => ({ value: name, label: t(`checks.rule_${name}`) })),
          ]}
        />
      </Group>
      {!isReady && <Text c="dimmed">{t('checks.running')}</Text>}
      {isReady && shown.length === 0 && <Text c="dimmed">{t('checks.none')}</Text>}
      {severities.map(severity => {
        const group = shown.filter(finding => finding.severity === severity)
        if (group.length === 0) return null
        return (
          <ul key={severity} aria-label={t(`checks.severity_${severity}`)}>
            {group.slice(0, most).map(finding => (
              <FindingRow
                key={finding.key}
                finding={finding}
                where={names.get(finding.place.section) || t('checks.title')}
                mayMend={finding.fix !== undefined && mayMend(finding.place.section)}
                onShow={onShow}
                onMend={onMend}
              />
            ))}
            {group.length > most && (
              <li className="checks-more">{t('checks.more', { n: group.length - most })}</li>
            )}
          </ul>
        )
      })}
    </section>
  )
}

/** Of each gravity; who has more narrows down by rule or section. */
const most = 100

type RowProps = Pick<Props, 'onShow' | 'onMend'> & {
  readonly finding: ToldFinding
  readonly where: string
  readonly mayMend: boolean
}

function FindingRow({ finding, where, mayMend, onShow, onMend }: RowProps) {
  const { t } = useTranslation()
  const { rule, severity, quote, sentence, fix } = finding
  const [edit] = fix?.edits ?? []
  return (
    <li className={`checks-row checks-${severity}`}>
      <UnstyledButton className="checks-show" onClick={() => onShow(finding)}>
        <span className="checks-rule">{t(`checks.rule_${rule}`)}</span>
        <q>{quote.length > longest ? `${quote.slice(0, longest)}…` : quote}</q>
        <span className="checks-sentence">{sentence}</span>
        <span className="checks-where">{where}</span>
      </UnstyledButton>
      {mayMend && edit && (
        <Button size="compact-xs" variant="light" onClick={() => onMend(finding)}>
          {fix?.kind === 'suggested' && edit.text !== ''
            ? t('checks.mendTo', { text: edit.text })
            : t('checks.mend')}
        </Button>
      )}
    </li>
  )
}

const longest = 40
