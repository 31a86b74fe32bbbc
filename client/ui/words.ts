/** Fixed words for the states of a report, typed against shared/report.ts. */
import { useCallback } from 'react'
import { useTranslation } from '../i18n.ts'
import type { SectionRole, Stage, Status } from '../../shared/report.ts'

export function useStageWord(): (stage: Stage) => string {
  const { t } = useTranslation()
  return stage => t(`reports.stage_${stage}`)
}

export function useStatusWord(): (status: Status) => string {
  const { t } = useTranslation()
  return status => t(`outline.status_${status}`)
}

/** What a section is called: its heading, or what kind of part it is (a 导语 has no heading). */
export function useSectionName(): (section: { heading: string; role: SectionRole | null }) => string {
  const { t } = useTranslation()
  return useCallback(
    ({ heading, role }) => heading || (role ? t(`outline.partRole_${role}`) : t('outline.untitled')),
    [t],
  )
}
