/** The report's stage. A coordinator moves it on after a question, and back with a reason. */
import { Button, Menu, Text } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'
import { mayMoveStage } from '../../../shared/permissions.ts'
import { type Stage, stageStep, stages } from '../../../shared/report.ts'
import { ApiError } from '../../api/call.ts'
import { useMoveStage } from '../../api/queries.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { useSession } from '../../ui/session.tsx'
import { useTellFailure } from '../../ui/tell-failure.ts'
import { useStageWord } from '../../ui/words.ts'

export function StageMenu({ report }: { readonly report: Report }) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const stageWord = useStageWord()
  const [asked, setAsked] = useState<Stage>()
  if (!mayMoveStage(actor)) return <span className="stage">{stageWord(report.stage)}</span>
  return (
    <>
      <Menu position="bottom-start" width={300}>
        <Menu.Target>
          <Button
            variant="light"
            size="compact-md"
            className="stage-button"
            rightSection={<IconChevronDown size={15} />}
            aria-label={t('reports.stageNow', { stage: stageWord(report.stage) })}
          >
            {stageWord(report.stage)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('reports.stage')}</Menu.Label>
          {stages.map(stage => (
            <Menu.Item
              key={stage}
              aria-current={stage === report.stage || undefined}
              rightSection={stage === report.stage ? <IconCheck size={16} /> : undefined}
              onClick={() => stage !== report.stage && setAsked(stage)}
            >
              {stageWord(stage)}
              <Text size="xs" c="dimmed" component="span" display="block">
                {t(`reports.stageHint_${stage}`)}
              </Text>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked && <AskStage report={report} to={asked} onClose={() => setAsked(undefined)} />}
    </>
  )
}

function AskStage({ report, to, onClose }: { report: Report; to: Stage; onClose: () => void }) {
  const { t } = useTranslation()
  const stageWord = useStageWord()
  const fail = useTellFailure()
  const { mutate, isPending } = useMoveStage(report.id)
  const [inTheWay, setInTheWay] = useState(nothing)
  const back = stageStep(report.stage, to) === 'backward'
  const { undecided, findings, figures } = inTheWay
  const asksReason = back || undecided > 0 || findings > 0 || figures.length > 0
  const stage = stageWord(to)
  const title = back ? t('reports.stageBackTo', { stage }) : t('reports.stageTo', { stage })
  const go = (reason: string) =>
    mutate(asksReason ? { stage: to, reason } : { stage: to }, {
      onSuccess: onClose,
      onError: error => {
        const open = inTheWayOf(error)
        if (open.undecided > 0 || open.findings > 0 || open.figures.length > 0) setInTheWay(open)
        else fail(error)
      },
    })
  return (
    <Confirm
      opened
      title={title}
      lead={
        <>
          {findings > 0
            ? t('reports.stageFindings', { n: findings })
            : undecided > 0
              ? t('consult.stageUndecided', { n: undecided })
              : figures.length === 0 && t(`reports.stageHint_${to}`)}
          {figures.length > 0 && (
            <span className="stage-figures">
              {t('figures.stageOpen', {
                n: figures.length,
                names: figures.slice(0, mostNamed).join(t('common.listComma')),
              })}
            </span>
          )}
        </>
      }
      action={title}
      busy={isPending}
      {...(asksReason && {
        reason: {
          label: t(back ? 'reports.stageReason' : 'reports.stageWhy'),
          ...(back && { hint: t('reports.stageReasonHint') }),
          longest: limits.reasonLength,
        },
      })}
      onClose={onClose}
      onConfirm={go}
    />
  )
}

/** So many figures are named; the register has them all. */
const mostNamed = 12

type InTheWay = {
  readonly undecided: number
  readonly findings: number
  /** Names of those that are blank or 预计. */
  readonly figures: readonly string[]
}
const nothing: InTheWay = { undecided: 0, findings: 0, figures: [] }

/** How many opinions stand in the way of a stage after 征求意见, or errors of the checks in that of 定稿. */
function inTheWayOf(error: unknown): InTheWay {
  if (!(error instanceof ApiError) || error.code !== 'reason-needed') return nothing
  const details: Partial<InTheWay> = Object.assign({}, error.details)
  return { ...nothing, ...details }
}
