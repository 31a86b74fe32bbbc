/** Fixed words for the states of a report, typed against shared/report.ts. */
import { useTranslation } from 'react-i18next'
import type { Stage, Status } from '../../shared/report.ts'

export function useStageWord(): (stage: Stage) => string {
  const { t } = useTranslation()
  return stage => t(`reports.stage_${stage}`)
}

export function useStatusWord(): (status: Status) => string {
  const { t } = useTranslation()
  return status => t(`outline.status_${status}`)
}
