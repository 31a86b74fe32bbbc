/**
 * One section of the sheet: heading, text, margin, notes, and the place after it where another is added.
 * It shows; what it may do is asked of shared/permissions.ts.
 */
import type { Editor } from '@tiptap/core'
import { memo, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import type { Report, Section } from '../../shared/api.ts'
import type { Length } from '../../shared/assemble/assemble.ts'
import type { Actor } from '../../shared/permissions.ts'
import { hasContent, type Text } from '../../shared/schema/text.ts'
import { useSection } from '../collab/react.tsx'
import type { SectionSnapshot } from '../collab/types.ts'
import { wordedAround } from '../ui/worded-around.ts'
import { lazy } from '../ui/lazy.ts'
import type { CaretAt } from './LiveText.tsx'
import { SectionHeading } from './SectionHeading.tsx'
import { SectionMargin } from './SectionMargin.tsx'
import { SectionText } from './SectionText.tsx'
import type { TextNotice } from './text-editor.ts'
import { writeAccess } from './write-access.ts'

const SectionNotes = lazy(async () => ({
  default: (await wordedAround(import('./SectionNotes.tsx'))).SectionNotes,
}))

export type SectionPartProps = {
  readonly section: Section
  readonly stage: Report['stage']
  readonly actor: Actor
  readonly text: Text
  /** Of its heading on the sheet; see AssembledSection. */
  readonly level: number
  /** As assembled: the number may follow sub-headings of the parent's text. */
  readonly number: string
  readonly showsHeading: boolean
  /** Whether sections follow below this one. */
  readonly hasParts: boolean
  readonly words: number
  readonly verdict: Length['verdict']
  readonly departments: readonly string[]
  readonly outlineEditable: boolean
  /** All texts are here: what is seldom needed may come. */
  readonly settled: boolean
  readonly focused: boolean
  readonly caretAsked: CaretAt | undefined
  readonly onEditor: (sectionId: string, editor: Editor | null) => void
  readonly onFocus: (sectionId: string, editor: Editor) => void
  readonly onHeading: (sectionId: string, heading: string) => void
  readonly onAddAfter: (section: Section) => void
  /** Said to screen readers. */
  readonly announce: (words: string) => void
}

export const SectionPart = memo(function SectionPart(props: SectionPartProps) {
  const { section, stage, actor, text, level, number, showsHeading, announce } = props
  const { t } = useTranslation()
  const { session, snapshot } = useSection(section.id)
  const access = writeAccess(actor, { stage }, section, snapshot)
  const [notices, setNotices] = useState<readonly TextNotice[]>([])
  const name = `${number}${useHeadingWords(section)}`
  useAnnouncedAccess(access.writes, snapshot.loaded, name, announce)
  const blank = !hasContent(text)
  const writes = access.writes && snapshot.loaded
  const classes = [
    'section tg-section',
    props.focused && 'tg-focused',
    !writes && 'tg-read-only',
    !writes && blank && snapshot.loaded && props.hasParts && 'tg-bare',
  ]

  return (
    <section
      className={classes.filter(Boolean).join(' ')}
      id={`section-${section.id}`}
      data-level={level}
      data-section={section.id}
      aria-label={name}
    >
      <SectionMargin
        section={section}
        words={props.words}
        verdict={props.verdict}
        departments={props.departments}
        access={access}
      />
      {showsHeading && (
        <SectionHeading
          id={`heading-${section.id}`}
          level={level}
          number={number}
          heading={section.heading}
          editable={props.outlineEditable}
          onChange={heading => props.onHeading(section.id, heading)}
        />
      )}
      <Suspense>
        {(props.settled || isToldOf(section, snapshot)) && (
          <SectionNotes
            section={section}
            stage={stage}
            name={name}
            session={session}
            snapshot={snapshot}
            notices={notices}
            onNoticeRead={read => setNotices(others => others.filter(one => one !== read))}
          />
        )}
      </Suspense>
      {blank && snapshot.loaded && section.guidance !== '' && (
        <p className="tg-guidance">
          <strong>{t('editor.guidance')}</strong>
          {section.guidance}
        </p>
      )}
      <SectionText
        sectionId={section.id}
        session={session}
        level={level}
        text={text}
        loaded={snapshot.loaded}
        writes={writes}
        label={t(writes ? 'editor.textOf' : 'editor.textOfReadOnly', { name })}
        describedBy="tg-editor-hint"
        placeholder={t('editor.placeholder')}
        caretAsked={props.caretAsked}
        onEditor={props.onEditor}
        onFocus={props.onFocus}
        notify={notice =>
          setNotices(others => [...others.filter(({ kind }) => kind !== notice.kind), notice])
        }
      />
      {blank && snapshot.loaded && !writes && <p className="tg-blank">{t('editor.blank')}</p>}
      {props.outlineEditable && (
        <button type="button" className="tg-add" onClick={() => props.onAddAfter(section)}>
          <span>{t('editor.addAfter', { name })}</span>
        </button>
      )}
    </section>
  )
})

/** Something that cannot wait for the texts. */
function isToldOf(section: Section, snapshot: SectionSnapshot): boolean {
  const { refusal, settingAside, ended } = snapshot
  const ofSession = refusal !== null || settingAside !== null || ended !== null
  return ofSession || section.status === 'returned' || section.unreadable === true
}

/** What a section is called: its heading, or else the part that it plays. */
function useHeadingWords({ heading, role }: Section): string {
  const { t } = useTranslation()
  if (heading !== '') return heading
  return role === null ? t('editor.untitled') : t(`outline.partRole_${role}`)
}

/** Says when the section opens or closes for this person while it is on the sheet. */
function useAnnouncedAccess(
  writes: boolean,
  loaded: boolean,
  name: string,
  announce: (words: string) => void,
): void {
  const { t } = useTranslation()
  const before = useRef<boolean>(undefined)
  useEffect(() => {
    if (!loaded) return
    if (before.current !== undefined && before.current !== writes)
      announce(t(writes ? 'editor.nowWritable' : 'editor.nowReadOnly', { name }))
    before.current = writes
  }, [writes, loaded, name, announce, t])
}
