/** The sheet itself: title, sections, signature. Each section's markup is replaced only when it changed. */
import { memo } from 'react'
import { useTranslation } from '../../i18n.ts'
import type { AssembledReport, AssembledSection } from '../../../shared/assemble/assemble.ts'
import '../../../shared/html/paper.css'
import '../../../shared/html/print.css'
import { attachmentHtml, endHtml, headHtml, sheetSectionHtml, tailHtml } from '../../../shared/html/sheet.ts'
import { imagesOf } from '../../api/images.ts'
import { pageBreakWord } from '../../ui/page-break-word.ts'
import { useReportConnection, useSection } from '../../collab/react.tsx'

type Props = {
  readonly report: AssembledReport
  readonly outline: readonly { readonly parentId: string | null }[]
}

export function ReadingSheet({ report, outline }: Props) {
  const { t } = useTranslation()
  const { reportId } = useReportConnection()
  const parents = new Set(outline.map(({ parentId }) => parentId))
  return (
    <article
      style={pageBreakWord(t('blocks.pageBreak'))}
      className="paper reading-sheet"
      aria-label={t('reading.label')}
      lang="zh-CN"
    >
      <Markup html={headHtml(report).html} />
      {report.sections.map(section => (
        <LiveSection key={section.id} section={section} isLeaf={!parents.has(section.id)} />
      ))}
      <Markup html={tailHtml(report).html} />
      {report.attachments.map(attachment => (
        <Markup key={attachment.section.id} html={attachmentHtml(attachment, imagesOf(reportId)).html} />
      ))}
      <Markup html={endHtml(report).html} />
    </article>
  )
}

function LiveSection({ section, isLeaf }: { readonly section: AssembledSection; readonly isLeaf: boolean }) {
  const { t } = useTranslation()
  const { loaded } = useSection(section.id).snapshot
  const { reportId } = useReportConnection()
  return (
    <>
      <Markup html={sheetSectionHtml(section, imagesOf(reportId)).html} />
      {loaded && isLeaf && section.blocks.length === 0 && (
        <p className="reading-blank screen-only">{t('reading.blank')}</p>
      )}
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
