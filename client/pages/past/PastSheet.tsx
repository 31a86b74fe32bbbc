/** The sheet of a report as it was: read-only, nothing of it is live. */
import { Fragment, type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { assemble, type ReportToAssemble } from '../../../shared/assemble/assemble.ts'
import '../../../shared/html/paper.css'
import '../../../shared/html/print.css'
import { attachmentHtml, endHtml, headHtml, sheetSectionHtml, tailHtml } from '../../../shared/html/sheet.ts'
import type { Text } from '../../../shared/schema/text.ts'
import { imagesOf } from '../../api/images.ts'
import { pageBreakWord } from '../../ui/page-break-word.ts'
import './past.css'

type Props = {
  readonly reportId: string
  readonly report: ReportToAssemble
  readonly texts: Readonly<Record<string, Text>>
  readonly label: string
  /** What stands above a section, if anything. */
  readonly above?: (sectionId: string, place: string) => ReactNode
}

export function PastSheet({ reportId, report, texts, label, above }: Props) {
  const { t } = useTranslation()
  const sheet = useMemo(() => assemble(report, new Map(Object.entries(texts))), [report, texts])
  const images = imagesOf(reportId)
  return (
    <article
      style={pageBreakWord(t('blocks.pageBreak'))}
      className="paper past-sheet"
      aria-label={label}
      lang="zh-CN"
    >
      <Markup html={headHtml(sheet).html} />
      {sheet.sections.map(section => (
        <Fragment key={section.id}>
          {above?.(section.id, `${section.number}${section.heading}`)}
          <Markup html={sheetSectionHtml(section, images).html} />
        </Fragment>
      ))}
      <Markup html={tailHtml(sheet).html} />
      {sheet.attachments.map(attachment => (
        <Fragment key={attachment.section.id}>
          {above?.(attachment.section.id, attachment.section.heading)}
          <Markup html={attachmentHtml(attachment, images).html} />
        </Fragment>
      ))}
      <Markup html={endHtml(sheet).html} />
    </article>
  )
}

/** Markup of shared/html is escaped by construction. */
function Markup({ html }: { readonly html: string }) {
  return html === '' ? null : <div dangerouslySetInnerHTML={{ __html: html }} />
}
