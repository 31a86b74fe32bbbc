/**
 * The sheet: the whole report as one page of paper on which every section is written in its place.
 *
 * 1. It reads as the reading view does: same markup, same numbers, same faces (shared/html, shared/assemble).
 * 2. One toolbar serves the section that has the focus.
 * 3. `focusSectionId` from outside scrolls there; focus inside is told by onFocusSection.
 */
import type { Editor } from '@tiptap/core'
import {
  type DragEvent,
  type Ref,
  Suspense,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from '../i18n.ts'
import '../../shared/html/paper.css'
import './sheet.css'
import './margin.css'
import './toolbar.css'
import './comments.css'
import './sources.css'
import type { Report } from '../../shared/api.ts'
import { allSections } from '../../shared/assemble/assemble.ts'
import { headHtml, tailHtml } from '../../shared/html/sheet.ts'
import { accessTo, type Actor, mayEditOutline, mayKeepMarks } from '../../shared/permissions.ts'
import { imageIds } from '../../shared/schema/text.ts'
import { adoptImages } from '../api/images.ts'
import type { Findings, ToldFinding } from '../checks/findings.ts'
import { useReportConnection, useReportPart } from '../collab/react.tsx'
import { deskOf } from './desk.ts'
import { lazy } from '../ui/lazy.ts'
import { useTellFailure } from '../ui/tell-failure.ts'
import { useRegister } from '../figures/react.tsx'
import { useArriving } from './arriving.ts'
import { markFindings, rectOfFinding, selectFinding } from './finding-marks.ts'
import type { Threads } from '../comments/threads.ts'
import { useComments } from './use-comments.ts'
import type { CaretAt } from './LiveText.tsx'
import type { LiveReport } from './live-texts.ts'
import { pageBreakWord } from '../ui/page-break-word.ts'
import { SectionPart } from './SectionPart.tsx'
import type { Mending, SheetHandle } from './sheet-handle.ts'
import { findBlock, placeOfHeading, scrollToSection } from './sheet-places.ts'
import { citing, mending, taking, useSheetTools } from './sheet-tools.ts'
import { useDepartmentNames, useOutlineEdits } from './use-outline-edits.ts'
import { useFindingTaps } from './use-finding-taps.ts'
import { type SourcesBy, useSources } from './use-sources.ts'

const SelectionBar = lazy(async () => ({ default: (await import('./SelectionBar.tsx')).SelectionBar }))
const SourceBar = lazy(async () => ({ default: (await import('./SourceBar.tsx')).SourceBar }))

export type SheetProps = {
  readonly report: Report
  readonly live: LiveReport
  readonly actor: Actor
  readonly focusSectionId: string | null
  readonly onFocusSection: (sectionId: string) => void
  /** What the checks found, to be underlined. */
  readonly findings: Findings
  /** The words of one were tapped. */
  readonly onFinding: (finding: ToldFinding) => void
  /** Comments, to be drawn and begun; null: who only reads. */
  readonly threads: Threads | null
  /** 看来源: whose colours, and choosing others. */
  readonly sourcesBy: SourcesBy
  readonly onSources: (by: SourcesBy) => void
  readonly ref?: Ref<SheetHandle>
}

type Asked = { readonly sectionId: string; readonly caret: CaretAt }
type Active = { readonly sectionId: string; readonly editor: Editor }

export function Sheet({
  report,
  live,
  actor,
  focusSectionId,
  onFocusSection,
  findings,
  onFinding,
  threads,
  sourcesBy,
  onSources,
  ref,
}: SheetProps) {
  const { t } = useTranslation()
  const connection = useReportConnection()
  const { assembled, texts } = live
  const { register } = useRegister()
  const fail = useTellFailure()
  const [active, setActive] = useState<Active>()
  const [said, setSaid] = useState('')
  // Where the sheet was opened is arrived at by useArriving.
  const told = useRef(focusSectionId)
  const sheet = useRef<HTMLElement>(null)
  useEffect(() => {
    if (focusSectionId === null || told.current === focusSectionId) return
    told.current = focusSectionId
    scrollToSection(sheet.current, focusSectionId)
  }, [focusSectionId])
  const [first] = useState(focusSectionId)
  const waiting = useReportPart(({ light }) => light === 'opening')
  useArriving(sheet, first === null ? undefined : `#section-${CSS.escape(first)}`, waiting)
  const tools = useSheetTools(!waiting || active !== undefined)
  const [asked, setAsked] = useState<Asked>()
  const mounted = useRef(new Map<string, Editor>())
  /** What waits for an editor with a caret in it. */
  const waitingAct = useRef<{ readonly sectionId: string; readonly act: (editor: Editor) => void }>(undefined)
  /** Does it in the section's editor, going there first where it is not mounted. */
  const inEditor = (sectionId: string, act: (editor: Editor, isHere: boolean) => void) => {
    const mounted = active?.sectionId === sectionId && !active.editor.isDestroyed
    if (mounted) return act(active.editor, true)
    waitingAct.current = { sectionId, act: editor => act(editor, false) }
    told.current = sectionId
    scrollToSection(sheet.current, sectionId)
    setAsked({ sectionId, caret: { start: true } })
  }
  /** A section's editor, mounted for it where it is not; undefined where it does not come, as nobody may write there. */
  const editorOf = (sectionId: string): Promise<Editor | undefined> => {
    const known = mounted.current.get(sectionId)
    if (known && !known.isDestroyed) return Promise.resolve(known.isEditable ? known : undefined)
    return new Promise(resolve => {
      const timer = setTimeout(() => resolve(undefined), editorComesMs)
      inEditor(sectionId, editor => {
        clearTimeout(timer)
        resolve(editor)
      })
    })
  }
  useImperativeHandle(ref, () => ({
    open(sectionId, write) {
      told.current = sectionId
      scrollToSection(sheet.current, sectionId)
      if (write) setAsked({ sectionId, caret: { start: true } })
      onFocusSection(sectionId)
    },
    take(sectionId, block) {
      const named = imageIds({ type: 'doc', content: [block] })
      // Should it fail, the caption stays.
      if (named.length > 0) void adoptImages({ reportId: report.id, sectionId }, named, null).catch(() => {})
      taking.use(({ takeOver }) => {
        inEditor(sectionId, (editor, isHere) => takeOver(editor, block, isHere))
      }, fail)
    },
    cite(figureIds, as) {
      const cited = figureIds.flatMap(id => register.current().get(id) ?? [])
      if (!active) return
      const { editor } = active
      citing.use(({ cite, citeTable }) => {
        if (editor.isDestroyed) return
        if (as === 'table')
          citeTable(editor, cited, [
            t('figures.field_name'),
            t('figures.field_unit'),
            t('figures.field_value'),
          ])
        else for (const figure of cited) cite(editor, figure)
      }, fail)
    },
    show(finding) {
      const { section, at } = finding.place
      if (at < 0) {
        told.current = section
        scrollToSection(sheet.current, section)
        return onFocusSection(section)
      }
      const block = findBlock(sheet.current, section, at)
      block?.scrollIntoView({ block: 'center' })
      onFocusSection(section)
      told.current = section
      inEditor(section, editor => selectFinding(editor, finding))
    },
    showThread(sectionId, place) {
      told.current = sectionId
      onFocusSection(sectionId)
      const block = place?.is === 'placed' ? findBlock(sheet.current, sectionId, place.block) : undefined
      if (block) block.scrollIntoView({ block: 'center' })
      else scrollToSection(sheet.current, sectionId)
    },
    offerUndo(sectionId, undo) {
      return deskOf(connection.section(sectionId).doc).offer(undo)
    },
    reveal({ place: { section, at } }) {
      const drawn = at < 0 ? placeOfHeading(sheet.current, section) : findBlock(sheet.current, section, at)
      drawn?.scrollIntoView({ block: 'center' })
      if (section === '') return
      told.current = section
      onFocusSection(section)
    },
    placeOf(finding) {
      const { section, at } = finding.place
      const editor = mounted.current.get(section)
      const inText = editor && !editor.isDestroyed && at >= 0 ? rectOfFinding(editor, finding) : undefined
      const drawn = at < 0 ? placeOfHeading(sheet.current, section) : findBlock(sheet.current, section, at)
      return inText ?? drawn?.getBoundingClientRect()
    },
    async mendAll(chosen) {
      const { mendFindings } = mending.here() ?? (await mending.fetch())
      const done: Mending[] = []
      for (const [section, own] of Map.groupBy(chosen, ({ place }) => place.section)) {
        const editor = await editorOf(section)
        if (editor) done.push(mendFindings(editor, own))
      }
      return {
        mended: done.reduce((sum, { mended }) => sum + mended, 0),
        unmend: () => done.map(({ mended, unmend }) => mended === 0 || unmend()).every(Boolean),
      }
    },
    mend(finding) {
      mending.use(({ mendFinding }) => {
        inEditor(finding.place.section, editor => void mendFinding(editor, finding))
      }, fail)
    },
  }))

  const { known: authorship, draw: drawSources, here } = useSources(report, sourcesBy, mounted, sheet)
  const { draw: drawComments, begin: beginComment } = useComments(
    threads,
    mounted,
    sheet,
    tools !== undefined,
  )
  useFindingTaps(sheet, mounted, onFinding)
  const onEditor = useCallback(
    (sectionId: string, editor: Editor | null) => {
      if (editor === null) {
        mounted.current.delete(sectionId)
        setActive(known => (known?.sectionId === sectionId ? undefined : known))
      } else {
        mounted.current.set(sectionId, editor)
        markFindings(
          editor.view,
          findings.current().list.filter(({ place }) => place.section === sectionId),
        )
        drawComments(sectionId, editor)
        drawSources(sectionId)
      }
    },
    [findings, drawComments, drawSources],
  )
  useEffect(() => {
    const mark = () => {
      const bySection = Map.groupBy(findings.current().list, ({ place }) => place.section)
      for (const [sectionId, editor] of mounted.current)
        if (!editor.isDestroyed) markFindings(editor.view, bySection.get(sectionId) ?? noFindings)
    }
    return findings.subscribe(mark)
  }, [findings])
  const onFocus = useCallback((sectionId: string, editor: Editor) => {
    setActive(editor.isEditable ? { sectionId, editor } : undefined)
    const waits = waitingAct.current
    waitingAct.current = undefined
    if (waits?.sectionId === sectionId) waits.act(editor)
  }, [])
  // Whatever takes the focus in a section, heading or text, tells of the section.
  useEffect(() => {
    const place = sheet.current
    const focusIn = ({ target }: FocusEvent) => {
      const section = target instanceof Element ? target.closest<HTMLElement>('[data-section]') : null
      const sectionId = section?.dataset.section
      if (sectionId === undefined) return
      told.current = sectionId
      onFocusSection(sectionId)
    }
    place?.addEventListener('focusin', focusIn)
    return () => place?.removeEventListener('focusin', focusIn)
  }, [onFocusSection])
  const { onHeading, onAddAfter } = useOutlineEdits(report, onFocusSection)
  const departments = useDepartmentNames(report.sections)
  const outlineEditable = mayEditOutline(actor, report)
  const bySection = useMemo(() => new Map(allSections(assembled).map(one => [one.id, one])), [assembled])
  const activeLevel = bySection.get(active?.sectionId ?? '')?.level ?? 1

  return (
    <div className="tg-desk" onDragOver={keepFiles} onDrop={keepFiles}>
      <div className="tg-toolbar-dock">
        {active && tools && <tools.Toolbar editor={active.editor} sectionLevel={activeLevel} />}
        <Suspense>
          {sourcesBy && (
            <SourceBar
              by={sourcesBy}
              onBy={onSources}
              authorship={authorship.get(focusSectionId ?? '')}
              editor={active?.editor}
              here={here}
            />
          )}
        </Suspense>
      </div>
      <p id="tg-editor-hint" hidden>
        {t('editor.leaveHint')}
      </p>
      <article
        className="tg-sheet"
        style={pageBreakWord(t('blocks.pageBreak'))}
        ref={sheet}
        aria-label={report.title}
        tabIndex={-1}
        id="sheet"
      >
        <div className="paper">
          <div dangerouslySetInnerHTML={{ __html: headHtml(assembled).html }} />
          {report.sections.map((section, at) => {
            const made = bySection.get(section.id)
            const text = texts.get(section.id)
            if (!made || !text) return null
            return (
              <SectionPart
                key={section.id}
                section={section}
                stage={report.stage}
                actor={actor}
                text={text}
                level={made.level}
                number={made.number}
                showsHeading={made.showsHeading}
                hasParts={(report.sections[at + 1]?.level ?? 0) > section.level}
                words={made.length.words}
                verdict={made.length.verdict}
                departments={departments.get(section.id) ?? nobody}
                outlineEditable={outlineEditable}
                settled={!waiting}
                focused={focusSectionId === section.id}
                caretAsked={asked?.sectionId === section.id ? asked.caret : undefined}
                onEditor={onEditor}
                onFocus={onFocus}
                onHeading={onHeading}
                onAddAfter={onAddAfter}
                announce={setSaid}
              />
            )
          })}
          {report.sections.length === 0 && <p className="tg-blank">{t('editor.noSections')}</p>}
          <div dangerouslySetInnerHTML={{ __html: tailHtml(assembled).html }} />
        </div>
      </article>
      <Suspense>
        {threads && tools && (
          <SelectionBar
            sheet={sheet}
            mayMark={id => {
              const section = report.sections.find(one => one.id === id)
              return section !== undefined && mayKeepMarks(actor, accessTo(report, section))
            }}
            onSay={beginComment}
          />
        )}
      </Suspense>
      <output className="tg-said">{said}</output>
    </div>
  )
}

/** A file that no text takes would replace the page. */
function keepFiles(event: DragEvent): void {
  if (event.dataTransfer.types.includes('Files')) event.preventDefault()
}

const editorComesMs = 5000

const noFindings: readonly ToldFinding[] = []
const nobody: readonly string[] = []
