/** The sheet itself: title, sections, signature. Each section's markup is replaced only when it changed. */
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AssembledReport, AssembledSection } from '../../../shared/assemble/assemble.ts'
import '../../../shared/html/paper.css'
import '../../../shared/html/print.css'
import { headHtml, sheetSectionHtml, tailHtml } from '../../../shared/html/sheet.ts'
import { useSection } from '../../collab/react.tsx'

export function ReadingSheet({ report }: { readonly report: AssembledReport }) {
  const { t } = useTranslation()
  return (
    <article className="paper reading-sheet" aria-label={t('reading.label')} lang="zh-CN">
      <Markup html={headHtml(report).html} />
      {report.sections.map(section => (
        <LiveSection key={section.id} section={section} />
      ))}
      <Markup html={tailHtml(report).html} />
    </article>
  )
}

function LiveSection({ section }: { readonly section: AssembledSection }) {
  const { t } = useTranslation()
  const { loaded } = useSection(section.id).snapshot
  return (
    <>
      <Markup html={sheetSectionHtml(section).html} />
      {!loaded && (
        <output className="reading-skeleton" aria-label={t('reading.loadingText')}>
          <span />
          <span />
          <span />
        </output>
      )}
    </>
  )
}

/** Markup of shared/html is escaped by construction; equal markup leaves the DOM, and a selection, alone. */
const Markup = memo(function Markup({ html }: { readonly html: string }) {
  return html === '' ? null : <div dangerouslySetInnerHTML={{ __html: html }} />
})
