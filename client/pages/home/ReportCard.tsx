/** One report in the list: its stage, how far its sections are, what this person owes, when it is due. */
import { Badge } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import { Link } from 'react-router'
import type { ReportSummary } from '../../../shared/api.ts'
import { isClosed } from '../../../shared/report.ts'
import { useTimes } from '../../ui/times.ts'
import { useStageWord } from '../../ui/words.ts'

export function ReportCard({ report }: { readonly report: ReportSummary }) {
  const { t } = useTranslation()
  const stageWord = useStageWord()
  const { moment } = useTimes()
  return (
    <Link to={`/reports/${report.id}`} className="report-card">
      <div className="report-card-head">
        <h2>{report.title}</h2>
        <Badge variant="light" color={isClosed(report.stage) ? 'gray' : 'dai'} size="lg" radius="sm">
          {stageWord(report.stage)}
        </Badge>
      </div>
      <p className="report-card-facts">
        {report.period && <span>{report.period}</span>}
        <span>{t('reports.sections', { n: report.sections })}</span>
        <Due report={report} />
        <span>{t('reports.updated', { time: moment(report.updatedAt) })}</span>
      </p>
      <Progress report={report} />
      {report.mine > 0 && <p className="report-card-mine">{t('reports.mine', { n: report.mine })}</p>}
    </Link>
  )
}

function Due({ report }: { readonly report: ReportSummary }) {
  const { t } = useTranslation()
  const { moment, daysUntil } = useTimes()
  if (!report.deadline) return null
  const days = daysUntil(report.deadline)
  const late = days < 0 && !isClosed(report.stage)
  return (
    <span className={late ? 'late' : undefined}>
      {t('reports.due', { time: moment(report.deadline) })}
      {!isClosed(report.stage) && days >= 0 && days <= 7 && t('reports.daysLeft', { n: days })}
      {late && t('reports.daysLate', { n: -days })}
    </span>
  )
}

function Progress({ report }: { readonly report: ReportSummary }) {
  const { t } = useTranslation()
  const share = (part: number) => `${report.sections === 0 ? 0 : (part / report.sections) * 100}%`
  return (
    <div className="report-progress">
      <div className="report-progress-bar" aria-hidden="true">
        <i className="bar-accepted" style={{ width: share(report.accepted) }} />
        <i className="bar-submitted" style={{ width: share(report.submitted) }} />
      </div>
      <span>
        {t('reports.progress', {
          accepted: report.accepted,
          submitted: report.submitted,
          all: report.sections,
        })}
      </span>
    </div>
  )
}
