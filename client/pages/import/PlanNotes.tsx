/** What the coordinator should look at: doubtful places, and everything that will not be imported. */
import { Button, Tabs } from '@mantine/core'
import { type Dispatch, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import { include, keepDropped } from '../../../shared/import/edit.ts'
import {
  type Doubt,
  type Dropped,
  type ImportPlan,
  isRoutine,
  type PlanSection,
  routineReasons,
} from '../../../shared/import/import-plan.ts'
import { accountFor } from '../../../shared/import/ledger.ts'
import type { Remark } from '../../../shared/import/document-model.ts'
import type { DropReason } from '../../../shared/import/source.ts'
import { Remarks } from '../../intake/Remarks.tsx'
import { useDoubtWords } from './doubt-words.ts'
import type { Step } from './draft.ts'

type Props = {
  readonly plan: ImportPlan
  /** Of a file that is more than text: what could not be carried, and what should be looked at. */
  readonly remarks: readonly Remark[]
  readonly dispatch: Dispatch<Step>
  readonly onGoTo: (line: number) => void
}

/** Lists start with this many entries. */
const page = 60

export function PlanNotes({ plan, remarks, dispatch, onGoTo }: Props) {
  const { t } = useTranslation()
  const warnings = plan.doubts.filter(({ severity }) => severity === 'warning')
  const hints = plan.doubts.filter(({ severity }) => severity === 'info')
  const dropped = plan.dropped.flatMap((drop, index) =>
    isRoutine(drop.reason) ? [] : [{ drop, reason: drop.reason, index }],
  )
  const excluded = plan.sections.filter(section => section.excluded)
  return (
    <section className="import-pane import-notes" aria-label={t('importing.notes')}>
      <Tabs defaultValue="doubts" keepMounted={false}>
        <Tabs.List grow>
          <Tabs.Tab value="doubts">{t('importing.doubts', { n: plan.doubts.length })}</Tabs.Tab>
          <Tabs.Tab value="dropped">
            {t('importing.droppedTab', { n: dropped.length + excluded.length })}
          </Tabs.Tab>
          {remarks.length > 0 && (
            <Tabs.Tab value="remarks">{t('importing.remarksTab', { n: remarks.length })}</Tabs.Tab>
          )}
        </Tabs.List>
        <Tabs.Panel value="remarks">
          <Remarks remarks={remarks} />
        </Tabs.Panel>
        <Tabs.Panel value="doubts">
          {plan.doubts.length === 0 && (
            <p className="import-empty">
              <strong>{t('importing.noDoubts')}</strong>
              {t('importing.noDoubtsLead')}
            </p>
          )}
          <DoubtList doubts={warnings} onGoTo={onGoTo} />
          {hints.length > 0 && (
            <h3 className="import-subhead">{t('importing.hints', { n: hints.length })}</h3>
          )}
          <DoubtList doubts={hints} onGoTo={onGoTo} />
        </Tabs.Panel>
        <Tabs.Panel value="dropped">
          {dropped.length + excluded.length === 0 && (
            <p className="import-empty">{t('importing.noDropped')}</p>
          )}
          <DroppedList dropped={dropped} plan={plan} dispatch={dispatch} />
          <ExcludedList excluded={excluded} plan={plan} dispatch={dispatch} />
          <Routine plan={plan} />
        </Tabs.Panel>
      </Tabs>
      <Ledger plan={plan} />
    </section>
  )
}

function DoubtList({
  doubts,
  onGoTo,
}: {
  readonly doubts: readonly Doubt[]
  readonly onGoTo: Props['onGoTo']
}) {
  const { t } = useTranslation()
  const wordsOf = useDoubtWords()
  const [limit, setLimit] = useState(page)
  if (doubts.length === 0) return null
  return (
    <>
      <ul className="import-list">
        {doubts.slice(0, limit).map(doubt => (
          <li key={`${doubt.line}:${doubt.kind}`}>
            <button
              type="button"
              className="import-note"
              data-severity={doubt.severity}
              onClick={() => onGoTo(doubt.line)}
            >
              <span className="import-line">{t('importing.line', { n: doubt.line })}</span>
              <span>{wordsOf(doubt)}</span>
              <q>{doubt.quote}</q>
            </button>
          </li>
        ))}
      </ul>
      <More all={doubts.length} limit={limit} onMore={() => setLimit(limit + page)} />
    </>
  )
}

type DroppedProps = {
  readonly dropped: readonly { readonly drop: Dropped; readonly reason: Listed; readonly index: number }[]
  readonly plan: ImportPlan
  readonly dispatch: Dispatch<Step>
}

type Listed = Exclude<DropReason, (typeof routineReasons)[number]>

function DroppedList({ dropped, plan, dispatch }: DroppedProps) {
  const { t } = useTranslation()
  const [limit, setLimit] = useState(page)
  if (dropped.length === 0) return null
  return (
    <>
      <ul className="import-list">
        {dropped.slice(0, limit).map(({ drop, reason, index }) => (
          <li key={drop.from} className="import-note">
            <span className="import-line">{t('importing.line', { n: drop.line })}</span>
            <span>{t(`importing.reason_${reason}`)}</span>
            <q>{drop.text}</q>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => dispatch({ do: 'edit', deed: 'keep', outcome: keepDropped(plan, index) })}
            >
              {t('importing.keep')}
            </Button>
          </li>
        ))}
      </ul>
      <More all={dropped.length} limit={limit} onMore={() => setLimit(limit + page)} />
    </>
  )
}

type ExcludedProps = {
  readonly excluded: readonly PlanSection[]
  readonly plan: ImportPlan
  readonly dispatch: Dispatch<Step>
}

function ExcludedList({ excluded, plan, dispatch }: ExcludedProps) {
  const { t } = useTranslation()
  if (excluded.length === 0) return null
  return (
    <>
      <h3 className="import-subhead">{t('importing.reason_excluded')}</h3>
      <ul className="import-list">
        {excluded.map(({ key, heading, line }) => (
          <li key={key} className="import-note">
            <span className="import-line">{t('importing.line', { n: line })}</span>
            <q>{heading.text || t('importing.untitled')}</q>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() =>
                dispatch({ do: 'edit', deed: 'include', outcome: include(plan, key), chosen: key })
              }
            >
              {t('importing.include')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What falls away by rule, counted. */
function Routine({ plan }: { readonly plan: ImportPlan }) {
  const { t } = useTranslation()
  const counts = Map.groupBy(plan.dropped, ({ reason }) => reason)
  const present = routineReasons.filter(reason => counts.has(reason))
  if (present.length === 0) return null
  return (
    <div className="import-routine">
      <p>{t('importing.routine')}</p>
      <ul>
        {present.map(reason => (
          <li key={reason}>{t(`importing.routine_${reason}`, { n: counts.get(reason)?.length ?? 0 })}</li>
        ))}
      </ul>
    </div>
  )
}

function Ledger({ plan }: { readonly plan: ImportPlan }) {
  const { t } = useTranslation()
  const { kept, dropped } = accountFor(plan)
  const all = plan.source.length.toLocaleString()
  return (
    <p className="import-ledger">
      {t('importing.ledger', { all, kept: kept.toLocaleString(), dropped: dropped.toLocaleString() })}
    </p>
  )
}

type MoreProps = { readonly all: number; readonly limit: number; readonly onMore: () => void }

function More({ all, limit, onMore }: MoreProps) {
  const { t } = useTranslation()
  if (all <= limit) return null
  return (
    <Button variant="subtle" fullWidth onClick={onMore}>
      {t('importing.moreEntries', { n: Math.min(page, all - limit) })}
    </Button>
  )
}
