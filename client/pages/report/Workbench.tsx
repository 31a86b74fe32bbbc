/**
 * The workbench: outline, sheet and panels around one live report. Which section has the focus is known
 * here alone; going to a section scrolls to it, and by Enter puts the caret in it.
 */
import { useMediaQuery } from '@mantine/hooks'
import { Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { Department, Report } from '../../../shared/api.ts'
import { mayEditOutline, mayReadThreads } from '../../../shared/permissions.ts'
import type { Block } from '../../../shared/schema/text.ts'
import { useDepartments } from '../../api/queries.ts'
import { createFindings, type ToldFinding } from '../../checks/findings.ts'
import { reportAccess } from '../../comments/rights.ts'
import { createThreads, type ThreadPlace } from '../../comments/threads.ts'
import type { Step } from '../../checks/FindingWalk.tsx'
import { useReportConnection, useReportPart } from '../../collab/react.tsx'
import { RegisterProvider, useFilledRegister } from '../../figures/react.tsx'
import { useLiveReport, useNumberedReport } from '../../editor/live-texts.ts'
import { Sheet } from '../../editor/Sheet.tsx'
import type { OfferUndo, SheetHandle } from '../../editor/sheet-handle.ts'
import type { SourcesBy } from '../../editor/use-sources.ts'
import { wordedAround } from '../../ui/worded-around.ts'
import { lazy } from '../../ui/lazy.ts'
import { useAtRest } from '../../ui/rest.ts'
import { useSession } from '../../ui/session.tsx'
import { useTitle } from '../../ui/title.ts'
import { worded } from '../worded.ts'
import { ownSection } from './own-section.ts'
import { SheetLoading } from './SheetLoading.tsx'
import { useLobby } from '../../ui/use-lobby.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useUnsaved } from './use-unsaved.ts'

// The text comes first; what stands around it follows.
const TopBar = lazy(async () => ({ default: (await wordedAround(import('./TopBar.tsx'))).TopBar }))
const BottomBar = lazy(async () => ({ default: (await wordedAround(import('./BottomBar.tsx'))).BottomBar }))
const OutlinePanel = lazy(async () => ({
  default: (await wordedAround(import('../../panels/outline/OutlinePanel.tsx'))).OutlinePanel,
}))
const SidePanel = lazy(async () => ({ default: (await wordedAround(import('./SidePanel.tsx'))).SidePanel }))
const Drawer = lazy(async () => ({ default: (await wordedAround(import('./BenchDrawer.tsx'))).BenchDrawer }))
const FigureDialog = lazy(async () => ({
  default: (await wordedAround(import('../../figures/FigureDialog.tsx'))).FigureDialog,
}))
const ShortcutsDialog = lazy(async () => ({
  default: (await wordedAround(import('./ShortcutsDialog.tsx'))).ShortcutsDialog,
}))
const CheckRunner = lazy(async () => ({
  default: (await wordedAround(import('../../checks/CheckRunner.tsx'))).CheckRunner,
}))
const ThreadRunner = lazy(async () => ({
  default: (await wordedAround(import('../../comments/ThreadRunner.tsx'))).ThreadRunner,
}))
const FindingWalk = lazy(async () => ({
  default: (await worded(import('../../checks/FindingWalk.tsx'))).FindingWalk,
}))
const LineNotice = lazy(async () => ({
  default: (await wordedAround(import('./LineNotice.tsx'))).LineNotice,
}))
const FindBar = lazy(async () => ({
  default: (await worded(import('../../find/FindBar.tsx'))).FindBar,
}))
const Ended = lazy(async () => ({ default: (await worded(import('./Ended.tsx'))).Ended }))

type Drawn = 'outline' | 'panel' | null

export function Workbench({ report: known }: { readonly report: Report }) {
  const { t } = useTranslation()
  const { actor } = useSession()
  const present = useReportPart(snapshot => snapshot.present)
  const ended = useReportPart(snapshot => snapshot.ended)
  const around = useTextsFirst()
  const connection = useReportConnection()
  const { register, figures } = useFilledRegister(known.id)
  const live = useLiveReport(known, connection, figures)
  const report = useNumberedReport(known, live.assembled)
  const departments = useDepartments().data ?? noDepartments
  const sheet = useRef<SheetHandle>(null)
  const [findings] = useState(createFindings)
  const [sourcesBy, setSourcesBy] = useState<SourcesBy>(null)
  const [made] = useState(createThreads)
  const threads = mayReadThreads(actor, reportAccess(known)) ? made : null
  const [tab, setTab] = useState<string | null>('section')
  const [focusId, setFocusId] = useState(
    () => sectionInAddress(known) ?? ownSection(actor, known)?.id ?? null,
  )
  const [drawn, setDrawn] = useState<Drawn>(null)
  const [panelOpen, setPanelOpen] = useState(true)
  const [help, setHelp] = useState(false)
  const [figureId, setFigureId] = useState<string>()
  const figure = figures.get(figureId ?? '')
  const [finding, setFinding] = useState(false)
  const openFind = useCallback(() => setFinding(true), [])
  const narrow = useMediaQuery('(max-width: 1180px)') ?? false
  const phone = useMediaQuery('(max-width: 820px)') ?? false
  useTitle(report.title)
  useLobby(report)
  const unsaved = useUnsaved(report, connection)

  const open = useCallback((sectionId: string, write: boolean) => {
    setDrawn(drawn => (drawn === 'outline' ? null : drawn))
    // The sheet may still be on its way; choosing the section needs no sheet.
    if (sheet.current) sheet.current.open(sectionId, write)
    else setFocusId(sectionId)
  }, [])
  const take = useCallback((sectionId: string, block: Block) => {
    setDrawn(null)
    sheet.current?.take(sectionId, block)
  }, [])
  const show = useCallback((finding: ToldFinding) => {
    setDrawn(null)
    sheet.current?.show(finding)
  }, [])
  const showThread = useCallback((sectionId: string, place: ThreadPlace | undefined) => {
    setDrawn(null)
    sheet.current?.showThread(sectionId, place)
  }, [])
  const offerUndo: OfferUndo = useCallback(
    (sectionId, undo) => sheet.current?.offerUndo(sectionId, undo) ?? (() => {}),
    [],
  )
  const citeFigures = useCallback((figureIds: readonly string[], as: 'words' | 'table') => {
    setDrawn(null)
    sheet.current?.cite(figureIds, as)
  }, [])
  const mend = useCallback((finding: ToldFinding) => sheet.current?.mend(finding), [])
  const mendAll = useCallback(
    async (chosen: readonly ToldFinding[]) =>
      (await sheet.current?.mendAll(chosen)) ?? { mended: 0, unmend: () => false },
    [],
  )
  const [step, setStep] = useState<Step>()
  const explain = useCallback((tapped: ToldFinding) => setStep({ tapped }), [])
  const togglePanel = useCallback(() => {
    if (narrow) setDrawn(drawn => (drawn === 'panel' ? null : 'panel'))
    else setPanelOpen(open => !open)
  }, [narrow])
  // A comment that is begun or meant in the text is shown in the panel.
  const asked = useRef(0)
  useEffect(
    () =>
      threads?.subscribe(() => {
        if (threads.current().asked === asked.current) return
        asked.current = threads.current().asked
        setTab('comments')
        if (narrow) setDrawn('panel')
        else setPanelOpen(true)
      }),
    [threads, narrow],
  )
  const openHelp = useCallback(() => setHelp(true), [])
  const undraw = () => setDrawn(null)
  useShortcuts({
    reportId: report.id,
    onFinding: direction => setStep({ direction }),
    onHelp: openHelp,
    onFind: openFind,
    onOutline: () => (phone ? setDrawn('outline') : focusFirst('.bench-outline [tabindex="0"]')),
    onSheet: () => (focusId && sheet.current ? sheet.current.open(focusId, true) : focusFirst('#sheet')),
    onPanel: () => {
      if (narrow) setDrawn('panel')
      else setPanelOpen(true)
      requestAnimationFrame(() => focusFirst('.bench-panel [role="tab"][aria-selected="true"]'))
    },
  })

  if (ended && ended.code !== 4401) return <Ended code={ended.code} report={report} unsaved={unsaved()} />
  const outline = around && (
    <OutlinePanel
      report={report}
      departments={departments}
      present={present}
      mayEdit={mayEditOutline(actor, report)}
      focusId={focusId}
      findings={findings}
      onOpen={open}
    />
  )
  const panel = around && (
    <SidePanel
      report={report}
      departments={departments}
      focusId={focusId}
      onTake={take}
      findings={findings}
      onShow={show}
      onMend={mend}
      tab={tab}
      onTab={setTab}
      threads={threads}
      onShowThread={showThread}
      onUndoable={offerUndo}
      onMendAll={mendAll}
      onCite={citeFigures}
    />
  )
  return (
    <RegisterProvider register={register} open={setFigureId}>
      <div className="bench" data-panel={panelOpen && !narrow ? '' : undefined}>
        <a className="tg-skip" href="#sheet">
          {t('common.skipToSheet')}
        </a>
        {!phone && (
          <a className="tg-skip" href="#bench-outline">
            {t('common.skipToOutline')}
          </a>
        )}
        <Suspense fallback={<span className="bench-bar" />}>
          {around ? (
            <TopBar
              report={report}
              present={present}
              panelOpen={narrow ? drawn === 'panel' : panelOpen}
              onPanel={togglePanel}
              onHelp={openHelp}
              onFind={openFind}
              sourcesBy={sourcesBy}
              onSources={setSourcesBy}
            />
          ) : (
            <span className="bench-bar" />
          )}
        </Suspense>
        <Suspense>{around && <LineNotice report={report} unsaved={unsaved} />}</Suspense>
        <Suspense>
          {around && threads && <ThreadRunner report={known} texts={live.texts} threads={threads} />}
        </Suspense>
        <Suspense>
          {around && <CheckRunner report={report} texts={live.texts} findings={findings} />}
        </Suspense>
        <Suspense>
          {step && (
            <FindingWalk
              report={report}
              actor={actor}
              findings={findings}
              focusId={focusId}
              step={step}
              onShow={finding => {
                setDrawn(null)
                sheet.current?.reveal(finding)
              }}
              placeOf={finding => sheet.current?.placeOf(finding)}
              onMend={mend}
              onLeave={show}
            />
          )}
        </Suspense>
        <Suspense>
          {finding && (
            <FindBar
              report={report}
              texts={live.texts}
              actor={actor}
              focusId={focusId}
              onClose={() => setFinding(false)}
            />
          )}
        </Suspense>
        {!phone && (
          <nav className="bench-outline" id="bench-outline" tabIndex={-1}>
            <Suspense>{outline}</Suspense>
          </nav>
        )}
        <main className="bench-sheet">
          <Suspense fallback={<SheetLoading />}>
            <Sheet
              ref={sheet}
              report={report}
              live={live}
              onFinding={explain}
              actor={actor}
              focusSectionId={focusId}
              onFocusSection={setFocusId}
              findings={findings}
              threads={threads}
              sourcesBy={sourcesBy}
              onSources={setSourcesBy}
            />
          </Suspense>
        </main>
        {!narrow && panelOpen && (
          <aside className="bench-panel">
            <Suspense>{panel}</Suspense>
          </aside>
        )}
        {phone && (
          <Suspense fallback={<BarPlace />}>
            {around ? (
              <BottomBar
                onOutline={() => setDrawn('outline')}
                onPanel={() => setDrawn('panel')}
                report={report}
              />
            ) : (
              <BarPlace />
            )}
          </Suspense>
        )}
        <Suspense>
          {around && phone && (
            <Drawer shows="outline" opened={drawn === 'outline'} onClose={undraw} size="88%">
              {outline}
            </Drawer>
          )}
          {around && narrow && (
            <Drawer shows="panel" opened={drawn === 'panel'} onClose={undraw} size={phone ? '100%' : 380}>
              {panel}
            </Drawer>
          )}
          {figure && (
            <FigureDialog
              key={figure.id}
              reportId={report.id}
              stage={report.stage}
              figure={figure}
              onClose={() => setFigureId(undefined)}
            />
          )}
          {(around || help) && <ShortcutsDialog opened={help} onClose={() => setHelp(false)} />}
        </Suspense>
      </div>
    </RegisterProvider>
  )
}

/** As high as the bar that comes there. */
const BarPlace = () => (
  <span className="bench-bottom">
    <span />
  </span>
)

const noDepartments: readonly Department[] = []

/** Whether the texts are here, or were waited for long enough. */
function useTextsFirst(): boolean {
  const waiting = useReportPart(({ light }) => light === 'opening')
  const atRest = useAtRest()
  const [over, setOver] = useState(false)
  if (!over && (!waiting || atRest)) setOver(true)
  return over
}

function focusFirst(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus()
}

/** A link may name a section: /reports/…#section. */
function sectionInAddress(report: Report): string | undefined {
  return report.sections.find(({ id }) => id === location.hash.slice(1))?.id
}
