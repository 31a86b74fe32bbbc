/** The right side: details of the section in focus, or front and back matter. */
import { Skeleton, Tabs } from '@mantine/core'
import { memo, Suspense } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Department, Report } from '../../../shared/api.ts'
import { accessTo, mayEditOutline, mayIgnoreFinding, mayWrite } from '../../../shared/permissions.ts'
import type { Block } from '../../../shared/schema/text.ts'
import type { ThreadPlace, Threads } from '../../comments/threads.ts'
import type { Findings, ToldFinding } from '../../checks/findings.ts'
import { useReportConnection } from '../../collab/react.tsx'
import type { OfferUndo } from '../../editor/sheet-handle.ts'
import type { Mended } from '../../panels/checks/ChecksPanel.tsx'
import { MatterPanel } from '../../panels/matter/MatterPanel.tsx'
import { SectionPanel } from '../../panels/section/SectionPanel.tsx'
import { lazy } from '../../ui/lazy.ts'
import { useSession } from '../../ui/session.tsx'
import { worded } from '../worded.ts'

const LastYearPanel = lazy(async () => ({
  default: (await import('../../panels/last-year/LastYearPanel.tsx')).LastYearPanel,
}))

const CommentsPanel = lazy(async () => ({
  default: (await worded(import('../../panels/comments/CommentsPanel.tsx'))).CommentsPanel,
}))

const ChecksPanel = lazy(async () => ({
  default: (await worded(import('../../panels/checks/ChecksPanel.tsx'))).ChecksPanel,
}))

const VersionsPanel = lazy(async () => ({
  default: (await worded(import('../../panels/versions/VersionsPanel.tsx'))).VersionsPanel,
}))

const FiguresPanel = lazy(async () => ({
  default: (await import('../../panels/figures/FiguresPanel.tsx')).FiguresPanel,
}))

type Props = {
  readonly report: Report
  readonly departments: readonly Department[]
  readonly focusId: string | null
  /** Takes a block of last year's text into a section. */
  readonly onTake: (sectionId: string, block: Block) => void
  readonly findings: Findings
  readonly onShow: (finding: ToldFinding) => void
  readonly onMend: (finding: ToldFinding) => void
  readonly tab: string | null
  readonly onTab: (tab: string | null) => void
  /** Null: who only reads. */
  readonly threads: Threads | null
  readonly onShowThread: (sectionId: string, place: ThreadPlace | undefined) => void
  /** What was done to a section's text by the server can be taken back in its editor. */
  readonly onUndoable: OfferUndo
  readonly onMendAll: (findings: readonly ToldFinding[]) => Promise<Mended>
  /** Cites a figure where the caret stands. */
  readonly onCite: (figureIds: readonly string[], as: 'words' | 'table') => void
}

export const SidePanel = memo(function SidePanel(props: Props) {
  const { report, departments, focusId, onTake, tab, threads } = props
  const { t } = useTranslation()
  const { actor } = useSession()
  const connection = useReportConnection()
  const section = report.sections.find(one => one.id === focusId)
  const carried = section?.carried ? section : undefined
  return (
    <Tabs
      // A section of this year alone has no panel of last year.
      value={tab === 'lastYear' && !carried ? 'section' : tab}
      onChange={props.onTab}
      className="side"
      keepMounted={false}
    >
      <Tabs.List grow>
        <Tabs.Tab value="section">{t('reports.panelSection')}</Tabs.Tab>
        {carried && <Tabs.Tab value="lastYear">{t('lastYear.tab')}</Tabs.Tab>}
        {threads && <Tabs.Tab value="comments">{t('reports.panelComments')}</Tabs.Tab>}
        <Tabs.Tab value="checks">{t('reports.panelChecks')}</Tabs.Tab>
        <Tabs.Tab value="figures">{t('figures.tab')}</Tabs.Tab>
        <Tabs.Tab value="matter">{t('reports.panelMatter')}</Tabs.Tab>
        <Tabs.Tab value="versions">{t('reports.panelVersions')}</Tabs.Tab>
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
      {carried && (
        <Tabs.Panel value="lastYear">
          <Suspense fallback={<Skeleton height={240} m="md" />}>
            <LastYearPanel
              key={carried.id}
              reportId={report.id}
              earlierId={report.earlierId}
              section={carried}
              writes={mayWrite(actor, accessTo(report, carried))}
              onTake={onTake}
            />
          </Suspense>
        </Tabs.Panel>
      )}
      {threads && (
        <Tabs.Panel value="comments">
          <Suspense fallback={<Skeleton height={240} m="md" />}>
            <CommentsPanel
              report={report}
              actor={actor}
              threads={threads}
              focusId={focusId}
              onShow={props.onShowThread}
              onUndoable={props.onUndoable}
            />
          </Suspense>
        </Tabs.Panel>
      )}
      <Tabs.Panel value="checks">
        <Suspense fallback={<Skeleton height={240} m="md" />}>
          <ChecksPanel
            report={report}
            departments={departments}
            findings={props.findings}
            focusId={focusId}
            mayMend={id =>
              report.sections.some(one => one.id === id && mayWrite(actor, accessTo(report, one)))
            }
            mayIgnore={id => {
              const one = report.sections.find(section => section.id === id)
              return mayIgnoreFinding(actor, report, one ? accessTo(report, one) : null)
            }}
            onShow={props.onShow}
            onMend={props.onMend}
            onMendAll={props.onMendAll}
          />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="versions">
        <Suspense fallback={<Skeleton height={240} m="md" />}>
          <VersionsPanel report={report} section={section} actor={actor} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="figures">
        <Suspense fallback={<Skeleton height={240} m="md" />}>
          <FiguresPanel
            report={report}
            departments={departments}
            mayInsert={section !== undefined && mayWrite(actor, accessTo(report, section))}
            onInsert={figureId => props.onCite([figureId], 'words')}
            onInsertTable={figureIds => props.onCite(figureIds, 'table')}
          />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="matter">
        <MatterPanel report={report} mayEdit={mayEditOutline(actor, report)} />
      </Tabs.Panel>
    </Tabs>
  )
})
