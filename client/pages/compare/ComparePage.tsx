/**
 * 比对: any two versions, a version and now, 来稿 and what became of it, last year's report and this one.
 *
 * 1. The server tells what this person may compare and gives both sides; a worker finds what differs.
 * 2. What is chosen stands in the address, so that a comparison can be passed on as a link.
 */
import { Button } from '@mantine/core'
import { IconArrowLeft, IconGitCompare } from '@tabler/icons-react'
import { Link, useParams } from 'react-router'
import type { Comparable, Report } from '../../../shared/api.ts'
import { isSame } from '../../../shared/compare/counts.ts'
import { useComparable, useComparison } from '../../api/compare.ts'
import { useReport } from '../../api/queries.ts'
import type { CompareAnswer } from '../../compare/order.ts'
import { useCompared } from '../../compare/use-compared.ts'
import { useLanguage, useTranslation } from '../../i18n.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LoadFailure } from '../../ui/LoadFailure.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { useChoice } from './choice.ts'
import './compare.css'
import { Found } from './Found.tsx'
import { Rows } from './Rows.tsx'
import { Sides } from './Sides.tsx'
import { Tools } from './Tools.tsx'
import { useSteps } from './use-steps.ts'

export function ComparePage() {
  const { t } = useTranslation()
  const { reportId = '' } = useParams()
  const report = useReport(reportId)
  const sides = useComparable(reportId)
  const error = report.error ?? sides.error
  const back = (
    <Button
      component={Link}
      to={`/reports/${reportId}`}
      variant="default"
      leftSection={<IconArrowLeft size={18} stroke={1.6} />}
    >
      {t('compare.toReport')}
    </Button>
  )
  return (
    <Page
      title={report.data ? t('compare.pageTitle', { title: report.data.title }) : t('compare.title')}
      lead={t('compare.lead')}
      actions={back}
      wide
    >
      {error && !(report.data && sides.data) && (
        <LoadFailure
          error={error}
          onRetry={() => {
            void report.refetch()
            void sides.refetch()
          }}
        />
      )}
      {!error && !(report.data && sides.data) && <PageLoading />}
      {report.data && sides.data && <Chosen report={report.data} sides={sides.data} />}
    </Page>
  )
}

type ChosenProps = { readonly report: Report; readonly sides: readonly Comparable[] }

function Chosen({ report, sides }: ChosenProps) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const [choice, choose] = useChoice(sides)
  const { left, right, section } = choice
  const isOne = left === right
  const query = section === '' ? { left, right } : { left, right, section }
  const { data, error, isFetching, refetch } = useComparison(report.id, query, !isOne)
  const compared = useCompared(isOne ? undefined : data, language)
  const answer = typeof compared === 'object' ? compared : undefined
  const count = answer?.rows.filter(({ isChange }) => isChange).length ?? 0
  const steps = useSteps(count, answer)
  if (sides.length < 2)
    return (
      <EmptyState
        title={t('compare.nothingToCompare')}
        lead={t('compare.nothingToCompareLead')}
        icon={<IconGitCompare stroke={1.4} />}
      />
    )
  return (
    <div className="compare">
      <Sides report={report} sides={sides} choice={choice} onChoose={choose} />
      <Tools
        reportId={report.id}
        choice={choice}
        onChoose={choose}
        steps={steps}
        count={count}
        busy={isFetching}
        onAgain={() => void refetch()}
      />
      {isOne && <p className="compare-note">{t('compare.sameSide')}</p>}
      {!isOne && error && <LoadFailure error={error} onRetry={() => void refetch()} />}
      {!isOne && !error && compared === 'failed' && <p role="alert">{t('compare.failed')}</p>}
      {!isOne && !error && compared === undefined && <PageLoading />}
      {!isOne && !error && answer && <Shown answer={answer} choice={choice} at={steps.at} />}
    </div>
  )
}

type ShownProps = {
  readonly answer: CompareAnswer
  readonly choice: ReturnType<typeof useChoice>[0]
  readonly at: number
}

function Shown({ answer, choice, at }: ShownProps) {
  const { t } = useTranslation()
  if (isSame(answer.counts) && choice.shown === 'changes')
    return (
      <EmptyState
        title={t('compare.noDifference')}
        lead={t('compare.noDifferenceLead')}
        icon={<IconGitCompare stroke={1.4} />}
      />
    )
  return (
    <>
      <Found counts={answer.counts} />
      <Rows rows={answer.rows} view={choice.view} shown={choice.shown} at={at} />
    </>
  )
}
