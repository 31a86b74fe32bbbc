/** The right side: details of the section in focus, or front and back matter. */
import { Tabs } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Department, Report } from '../../../shared/api.ts'
import { mayEditOutline } from '../../../shared/permissions.ts'
import { useReportConnection } from '../../collab/react.tsx'
import { MatterPanel } from '../../panels/matter/MatterPanel.tsx'
import { SectionPanel } from '../../panels/section/SectionPanel.tsx'
import { useSession } from '../../ui/session.tsx'

type Props = {
  readonly report: Report
  readonly departments: readonly Department[]
  readonly focusId: string | null
}

export const SidePanel = memo(function SidePanel({ report, departments, focusId }: Props) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const connection = useReportConnection()
  const section = report.sections.find(one => one.id === focusId)
  return (
    <Tabs defaultValue="section" className="side" keepMounted={false}>
      <Tabs.List grow>
        <Tabs.Tab value="section">{t('reports.panelSection')}</Tabs.Tab>
        <Tabs.Tab value="matter">{t('reports.panelMatter')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="section">
        <SectionPanel
          report={report}
          section={section}
          session={section && connection.section(section.id)}
          departments={departments}
          actor={actor}
        />
      </Tabs.Panel>
      <Tabs.Panel value="matter">
        <MatterPanel report={report} mayEdit={mayEditOutline(actor, report)} />
      </Tabs.Panel>
    </Tabs>
  )
})
