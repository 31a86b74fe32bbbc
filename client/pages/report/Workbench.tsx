/**
 * The workbench: outline, sheet and panels around one live report. Which section has the focus is known
 * here alone; going to a section scrolls to it, and by Enter puts the caret in it.
 */
import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Report } from '../../../shared/api.ts'
import { mayEditOutline } from '../../../shared/permissions.ts'
import { useDepartments } from '../../api/queries.ts'
import { useReportConnection, useReportSnapshot } from '../../collab/react.tsx'
import { useLiveReport, useNumberedReport } from '../../editor/live-texts.ts'
import type { SheetHandle } from '../../editor/Sheet.tsx'
import { OutlinePanel } from '../../panels/outline/OutlinePanel.tsx'
import { useTitle } from '../../ui/Page.tsx'
import { useSession } from '../../ui/session.tsx'
import { BottomBar } from './BottomBar.tsx'
import { Ended } from './Ended.tsx'
import { ownSection } from './own-section.ts'
import { SheetLoading } from './SheetLoading.tsx'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'
import { SidePanel } from './SidePanel.tsx'
import { TopBar } from './TopBar.tsx'
import { useLobby } from './use-lobby.ts'
import { useShortcuts } from './use-shortcuts.ts'

const Sheet = lazy(async () => ({ default: (await import('../../editor/Sheet.tsx')).Sheet }))

type Drawn = 'outline' | 'panel' | null

export function Workbench({ report: known }: { readonly report: Report }) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const { present, ended, light } = useReportSnapshot()
  const live = useLiveReport(known, useReportConnection())
  const report = useNumberedReport(known, live.assembled)
  const departments = useDepartments().data ?? []
  const sheet = useRef<SheetHandle>(null)
  const [focusId, setFocusId] = useState(() => ownSection(actor, known)?.id ?? null)
  const [drawn, setDrawn] = useState<Drawn>(null)
  const [panelOpen, setPanelOpen] = useState(true)
  const [help, setHelp] = useState(false)
  const narrow = useMediaQuery('(max-width: 1180px)') ?? false
  const phone = useMediaQuery('(max-width: 820px)') ?? false
  useTitle(report.title)
  useLobby(report)

  const open = useCallback((sectionId: string, write: boolean) => {
    setDrawn(drawn => (drawn === 'outline' ? null : drawn))
    // The sheet may still be on its way; choosing the section needs no sheet.
    if (sheet.current) sheet.current.open(sectionId, write)
    else setFocusId(sectionId)
  }, [])
  const togglePanel = () => (narrow ? setDrawn(drawn === 'panel' ? null : 'panel') : setPanelOpen(!panelOpen))
  useShortcuts({
    reportId: report.id,
    onHelp: () => setHelp(true),
    onOutline: () => (phone ? setDrawn('outline') : focusFirst('.bench-outline [tabindex="0"]')),
    onSheet: () => (focusId && sheet.current ? sheet.current.open(focusId, true) : focusFirst('#sheet')),
    onPanel: () => {
      if (narrow) setDrawn('panel')
      else setPanelOpen(true)
      requestAnimationFrame(() => focusFirst('.bench-panel [role="tab"][aria-selected="true"]'))
    },
  })

  if (ended && ended.code !== 4401) return <Ended code={ended.code} report={report} />
  const outline = (
    <OutlinePanel
      report={report}
      departments={departments}
      present={present}
      mayEdit={mayEditOutline(actor, report)}
      focusId={focusId}
      onOpen={open}
    />
  )
  const panel = <SidePanel report={report} departments={departments} focusId={focusId} />
  return (
    <div className="bench" data-panel={panelOpen && !narrow ? '' : undefined}>
      <a className="tg-skip" href="#sheet">
        {t('common.skipToSheet')}
      </a>
      {!phone && (
        <a className="tg-skip" href="#outline">
          {t('common.skipToOutline')}
        </a>
      )}
      <TopBar
        report={report}
        light={light}
        present={present}
        panelOpen={narrow ? drawn === 'panel' : panelOpen}
        onPanel={togglePanel}
        onHelp={() => setHelp(true)}
      />
      {!phone && <nav className="bench-outline">{outline}</nav>}
      <main className="bench-sheet">
        <Suspense fallback={<SheetLoading />}>
          <Sheet
            ref={sheet}
            report={report}
            live={live}
            actor={actor}
            focusSectionId={focusId}
            onFocusSection={setFocusId}
          />
        </Suspense>
      </main>
      {!narrow && panelOpen && <aside className="bench-panel">{panel}</aside>}
      {phone && (
        <BottomBar onOutline={() => setDrawn('outline')} onPanel={() => setDrawn('panel')} report={report} />
      )}
      <Drawer
        opened={phone && drawn === 'outline'}
        onClose={() => setDrawn(null)}
        title={t('reports.panelOutline')}
        size="88%"
        classNames={{ body: 'drawer-body', content: 'drawer-content' }}
      >
        {outline}
      </Drawer>
      <Drawer
        opened={narrow && drawn === 'panel'}
        onClose={() => setDrawn(null)}
        position="right"
        size={phone ? '100%' : 380}
        title={t('reports.details')}
        classNames={{ body: 'drawer-body', content: 'drawer-content' }}
      >
        {panel}
      </Drawer>
      <ShortcutsDialog opened={help} onClose={() => setHelp(false)} />
    </div>
  )
}

function focusFirst(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus()
}
