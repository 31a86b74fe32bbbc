/**
 * What the checks found in the whole report, by gravity: filtered by section and rule, gone to, mended where
 * a fix is known, or ignored with a reason. It shows; the runner finds, the sheet mends.
 */
import { Badge, Group, NativeSelect, Text } from '@mantine/core'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import './checks.css'
import type { Report } from '../../../shared/api.ts'
import { type RuleName, ruleNames, severities } from '../../../shared/checks/finding.ts'
import { markOf, mayBeIgnored } from '../../../shared/checks/ignored.ts'
import { limits } from '../../../shared/limits.ts'
import { keys, useCall } from '../../api/queries.ts'
import type { Findings, ToldFinding } from '../../checks/findings.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useSectionName } from '../../ui/words.ts'
import { FindingRow, Quote } from './FindingRow.tsx'
import { IgnoredList } from './IgnoredList.tsx'

type Props = {
  readonly report: Report
  readonly findings: Findings
  readonly focusId: string | null
  readonly mayMend: (sectionId: string) => boolean
  /** `''`: the report's title. */
  readonly mayIgnore: (sectionId: string) => boolean
  readonly onShow: (finding: ToldFinding) => void
  readonly onMend: (finding: ToldFinding) => void
}

export function ChecksPanel({ report, findings, focusId, mayMend, mayIgnore, onShow, onMend }: Props) {
  const { t } = useTranslation()
  const { list, ignored, isReady } = useSyncExternalStore(findings.subscribe, findings.current)
  const [rule, setRule] = useState<RuleName | ''>('')
  const [scope, setScope] = useState<'report' | 'section'>('report')
  const [asked, setAsked] = useState<ToldFinding | null>(null)
  const tellFailure = useTellFailure()
  const touched = [keys.ignored(report.id)]
  const ignore = useCall('ignoreFinding', touched)
  const heed = useCall('heedFinding', touched)
  const nameOf = useSectionName()
  const names = new Map(report.sections.map(one => [one.id, `${one.number}${nameOf(one)}`]))
  const whereOf = ({ place }: ToldFinding) => names.get(place.section) ?? t('checks.title')
  const isHere = ({ place }: ToldFinding) => scope === 'report' || place.section === focusId
  const here = list.filter(isHere)
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
                where={whereOf(finding)}
                mayMend={finding.fix !== undefined && mayMend(finding.place.section)}
                mayIgnore={isIgnorable(finding) && mayIgnore(finding.place.section)}
                onShow={onShow}
                onMend={onMend}
                onIgnore={setAsked}
              />
            ))}
            {group.length > most && (
              <li className="checks-more">{t('checks.more', { n: group.length - most })}</li>
            )}
          </ul>
        )
      })}
      <IgnoredList
        ignored={ignored.filter(({ finding }) => isHere(finding))}
        whereOf={whereOf}
        mayHeed={({ place }) => mayIgnore(place.section)}
        onShow={onShow}
        onHeed={({ id }) => heed.mutate([{ reportId: report.id, ignoredId: id }], { onError: tellFailure })}
      />
      <Confirm
        opened={asked !== null}
        title={t('checks.ignoreTitle')}
        lead={asked && <Quote words={asked.quote} />}
        action={t('checks.ignore')}
        busy={ignore.isPending}
        reason={{
          label: t('checks.ignoreReason'),
          hint: t('checks.ignoreHint'),
          longest: limits.reasonLength,
        }}
        onConfirm={reason => {
          if (asked)
            ignore.mutate([{ reportId: report.id }, { ...markOf(asked), reason }], {
              onSuccess: () => setAsked(null),
              onError: tellFailure,
            })
        }}
        onClose={() => setAsked(null)}
      />
    </section>
  )
}

/** Of each gravity; who has more narrows down by rule or section. */
const most = 100

const isIgnorable = ({ rule, quote }: ToldFinding) =>
  mayBeIgnored(rule) && quote.length <= limits.ignoredQuote
