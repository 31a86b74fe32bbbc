/**
 * What the checks found in the whole report, by gravity: filtered by section and rule, gone to, mended where
 * a fix is known, or ignored with a reason. It shows; the runner finds, the sheet mends.
 */
import { Anchor, Badge, Button, Group, NativeSelect, Text } from '@mantine/core'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n.ts'
import { Link } from 'react-router'
import './checks.css'
import type { Department, Report } from '../../../shared/api.ts'
import { sumCounts } from '../../../shared/checks/counts.ts'
import { type RuleName, ruleNames, severities } from '../../../shared/checks/finding.ts'
import { holders } from '../../../shared/permissions.ts'
import { keys, useCall } from '../../api/queries.ts'
import type { Findings, ToldFinding } from '../../checks/findings.ts'
import { IgnoreDialog, isIgnorable } from '../../checks/IgnoreDialog.tsx'
import { tell } from '../../ui/notice.ts'
import { tellWithUndo } from '../../ui/undo-notice.ts'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useSectionName } from '../../ui/words.ts'
import { FindingRow } from './FindingRow.tsx'
import { IgnoredList } from './IgnoredList.tsx'
import { MendAll } from './MendAll.tsx'
import { Remarks } from './Remarks.tsx'

type Props = {
  readonly report: Report
  readonly departments: readonly Department[]
  readonly findings: Findings
  readonly focusId: string | null
  readonly mayMend: (sectionId: string) => boolean
  /** `''`: the report's title. */
  readonly mayIgnore: (sectionId: string) => boolean
  readonly onShow: (finding: ToldFinding) => void
  readonly onMend: (finding: ToldFinding) => void
  /** Mends many; how many it were, and the way back, which tells whether all of it was taken back. */
  readonly onMendAll: (findings: readonly ToldFinding[]) => Promise<Mended>
}

export type Mended = { readonly mended: number; readonly unmend: () => boolean }

export function ChecksPanel(props: Props) {
  const { report, departments, findings, focusId, mayMend, mayIgnore, onShow, onMend, onMendAll } = props
  const { t } = useTranslation()
  const { list, ignored, counts, isReady } = useSyncExternalStore(findings.subscribe, findings.current)
  const [rule, setRule] = useState<RuleName | ''>('')
  const [scope, setScope] = useState<'report' | 'section'>('report')
  const [department, setDepartment] = useState('')
  const [remarking, setRemarking] = useState(false)
  const [mending, setMending] = useState(false)
  const [asked, setAsked] = useState<ToldFinding | null>(null)
  const tellFailure = useTellFailure()
  const heed = useCall('heedFinding', [keys.ignored(report.id)])
  const nameOf = useSectionName()
  const names = new Map(report.sections.map(one => [one.id, `${one.number}${nameOf(one)}`]))
  const whereOf = ({ place }: ToldFinding) => names.get(place.section) ?? t('checks.title')
  const held = new Map(report.sections.map(section => [section.id, holders(section)]))
  const isOf = (sectionId: string) =>
    department === '' ||
    (department === none ? !held.get(sectionId)?.length : held.get(sectionId)?.includes(department))
  const isHere = ({ place }: ToldFinding) =>
    (scope === 'report' || place.section === focusId) && isOf(place.section)
  const countsOf = (id: string) =>
    sumCounts(
      [...counts].map(([section, count]) => {
        const holding = held.get(section) ?? []
        return (id === none ? holding.length === 0 : holding.includes(id)) ? count : undefined
      }),
    )
  const withCounts = (id: string, name: string) => {
    const { errors, warnings } = countsOf(id)
    return { value: id, label: t('checks.countOf', { name, errors, warnings }) }
  }
  const holding = departments.filter(({ id }) => [...held.values()].some(ids => ids.includes(id)))
  const here = list.filter(isHere)
  const shown = here.filter(finding => rule === '' || finding.rule === rule)
  const mendable = shown.filter(finding => finding.fix !== undefined && mayMend(finding.place.section))
  const mendAll = async (chosen: readonly ToldFinding[]) => {
    const { mended, unmend } = await onMendAll(chosen)
    const left = chosen.length - mended
    const said = left > 0 ? t('checks.mendedSome', { n: mended, left }) : t('checks.mended', { n: mended })
    if (mended === 0) return tell(said)
    tellWithUndo(said, () => {
      if (!unmend()) tell(t('checks.unmendFailed'))
    })
  }
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
      {holding.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label={t('checks.departments')}
          value={department}
          onChange={event => setDepartment(event.currentTarget.value)}
          data={[
            { value: '', label: t('checks.allDepartments') },
            ...holding.map(({ id, name }) => withCounts(id, name)),
            withCounts(none, t('checks.noDepartment')),
          ]}
        />
      )}
      <Group gap={8} justify="space-between">
        {list.length > 0 ? (
          <Button size="xs" variant="default" onClick={() => setRemarking(true)}>
            {t('checks.remarksAsk')}
          </Button>
        ) : (
          <span />
        )}
        <Anchor component={Link} to="/house" size="xs">
          {t('checks.toHouse')}
        </Anchor>
      </Group>
      {remarking && (
        <Remarks
          report={report}
          departments={departments}
          findings={list}
          onClose={() => setRemarking(false)}
        />
      )}
      {mendable.length > 1 && (
        <Button size="xs" variant="light" className="checks-all" onClick={() => setMending(true)}>
          {t('checks.mendAll')}
        </Button>
      )}
      {mending && (
        <MendAll findings={mendable} whereOf={whereOf} onMend={mendAll} onClose={() => setMending(false)} />
      )}
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
      <IgnoreDialog reportId={report.id} asked={asked} onClose={() => setAsked(null)} />
    </section>
  )
}

/** Sections that nobody holds, and the title. */
const none = 'none'

/** Of each gravity; who has more narrows down by rule or section. */
const most = 100
