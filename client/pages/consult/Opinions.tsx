/** The opinions of a round in the order of its text, each with what becomes of it. */
import { Button, Group, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Consultation, ConsultRecipient, Opinion } from '../../../shared/api.ts'
import { needsReason, type OpinionOutcome, opinionOutcomes } from '../../../shared/consult.ts'
import { limits } from '../../../shared/limits.ts'
import { useDecide } from '../../api/consult.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useTimes } from '../../ui/times.ts'

type Props = { readonly reportId: string; readonly round: Consultation }
type Given = { readonly opinion: Opinion; readonly by: ConsultRecipient }

export function Opinions({ reportId, round }: Props) {
  const { t } = useTranslation()
  const [onlyUndecided, setOnlyUndecided] = useState(false)
  const all: Given[] = round.recipients.flatMap(by => by.opinions.map(opinion => ({ opinion, by })))
  const shown = onlyUndecided ? all.filter(({ opinion }) => opinion.outcome === null) : all
  const places = [{ id: null, label: t('consult.whole') }, ...round.sections]
  return (
    <>
      <Group justify="space-between">
        <h3>{t('consult.opinions')}</h3>
        {all.length > 0 && (
          <Switch
            label={t('consult.onlyUndecided')}
            checked={onlyUndecided}
            onChange={event => setOnlyUndecided(event.currentTarget.checked)}
          />
        )}
      </Group>
      {shown.length === 0 && <p>{all.length === 0 ? t('consult.noOpinions') : t('consult.allDecided')}</p>}
      {places.map(({ id, label }) => {
        const here = shown.filter(({ opinion }) => opinion.sectionId === id)
        if (here.length === 0) return null
        return (
          <section key={id ?? ''} className="consult-place" aria-label={label}>
            <h4>{label}</h4>
            <ul>
              {here.map(given => (
                <li key={given.opinion.id}>
                  <OpinionRow reportId={reportId} given={given} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}

function OpinionRow({ reportId, given: { opinion, by } }: { reportId: string; given: Given }) {
  const { t } = useTranslation()
  const { moment } = useTimes()
  const fail = useTellFailure()
  const [asked, setAsked] = useState<OpinionOutcome>()
  const { mutate, isPending } = useDecide(reportId, opinion.id)
  const decide = (outcome: OpinionOutcome | null, reason?: string) =>
    mutate(
      { outcome, ...(reason === undefined ? {} : { reason }) },
      { onSuccess: () => setAsked(undefined), onError: fail },
    )
  const { outcome, decidedByName, decidedAt } = opinion
  return (
    <article className="consult-opinion">
      <p className="consult-by">
        {by.name}
        {by.enteredByName !== null && t('consult.enteredBy', { name: by.enteredByName })}
        {by.late && t('consult.lateMark')}
      </p>
      {opinion.quote && <blockquote>{opinion.quote}</blockquote>}
      <p className="consult-text">{opinion.text}</p>
      {outcome === null ? (
        <Group gap="xs">
          {opinionOutcomes.map(one => (
            <Button
              key={one}
              size="compact-md"
              variant="light"
              loading={isPending}
              onClick={() => (needsReason(one) ? setAsked(one) : decide(one))}
            >
              {t(`consult.outcome_${one}`)}
            </Button>
          ))}
        </Group>
      ) : (
        <Group gap="xs">
          <span data-outcome={outcome}>
            <strong>{t(`consult.outcome_${outcome}`)}</strong> {opinion.reason}
            {decidedAt !== null &&
              ` · ${t('consult.decidedBy', { name: decidedByName ?? '', time: moment(decidedAt) })}`}
          </span>
          <Button size="compact-sm" variant="subtle" loading={isPending} onClick={() => decide(null)}>
            {t('consult.change')}
          </Button>
        </Group>
      )}
      {asked && (
        <Confirm
          opened
          title={t('consult.decideTitle', { outcome: t(`consult.outcome_${asked}`), name: by.name })}
          action={t(`consult.outcome_${asked}`)}
          busy={isPending}
          reason={{
            label: t('consult.decideReason'),
            hint: t('consult.decideReasonHint'),
            longest: limits.reasonLength,
          }}
          onClose={() => setAsked(undefined)}
          onConfirm={reason => decide(asked, reason)}
        />
      )}
    </article>
  )
}
