/** A report among others of its title: with its period, where the title does not say it. */
import type { ReportSummary } from '../../shared/api.ts'

export const titleWithPeriod = ({ title, period }: Pick<ReportSummary, 'title' | 'period'>): string =>
  period === '' || title.includes(period) ? title : `${title} · ${period}`
