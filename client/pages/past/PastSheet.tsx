/** The sheet of a report as it was: read-only, nothing of it is live. */
import { Button } from '@mantine/core'
import { Fragment, useMemo } from 'react'
import { useTranslation } from '../../i18n.ts'
import { assemble, type AssembledSection, type ReportToAssemble } from '../../../shared/assemble/assemble.ts'
import '../../../shared/html/paper.css'
import '../../../shared/html/print.css'
import { attachmentHtml, endHtml, headHtml, sheetSectionHtml, tailHtml } from '../../../shared/html/sheet.ts'
import type { Text } from '../../../shared/schema/text.ts'
import { imagesOf } from '../../api/images.ts'
import { pageBreakWord } from '../../ui/page-break-word.ts'
import { useSectionName } from '../../ui/words.ts'
import './past.css'

type Props = {
  readonly reportId: string
  readonly report: ReportToAssemble
  readonly texts: Readonly<Record<string, Text>>
  readonly label: string
  readonly restoring?: Restoring
  /** Sections to mark at their edge. */
  readonly marked?: readonly string[] | undefined
}

/** Each section's text may be put back by itself. */
type Restoring = {
  readonly may: (sectionId: string) => boolean
  readonly busy: boolean
  readonly run: (sectionId: string, place: string) => void
}

export function PastSheet({ reportId, report, texts, label, restoring, marked = [] }: Props) {
  const { t } = useTranslation()
  const sheet = useMemo(() => assemble(report, new Map(Object.entries(texts))), [report, texts])
  const images = imagesOf(reportId)
  const nameOf = useSectionName()
  const placeOf = ({ id, number, heading }: AssembledSection) =>
    number + nameOf({ heading, role: report.sections.find(section => section.id === id)?.role ?? null })
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
          <RestoreThis restoring={restoring} id={section.id} place={placeOf(section)} />
          <Markup html={sheetSectionHtml(section, images).html} isMarked={marked.includes(section.id)} />
        </Fragment>
      ))}
      <Markup html={tailHtml(sheet).html} />
      {sheet.attachments.map(attachment => (
        <Fragment key={attachment.section.id}>
          <RestoreThis restoring={restoring} id={attachment.section.id} place={placeOf(attachment.section)} />
          <Markup
            html={attachmentHtml(attachment, images).html}
            isMarked={marked.includes(attachment.section.id)}
          />
        </Fragment>
      ))}
      <Markup html={endHtml(sheet).html} />
    </article>
  )
}

type RestoreProps = {
  readonly restoring: Restoring | undefined
  readonly id: string
  readonly place: string
}

function RestoreThis({ restoring, id, place }: RestoreProps) {
  const { t } = useTranslation()
  if (!restoring?.may(id)) return null
  return (
    <div className="past-above">
      <Button
        size="compact-sm"
        variant="light"
        disabled={restoring.busy}
        aria-label={t('versions.restoreThisOf', { place })}
        onClick={() => restoring.run(id, place)}
      >
        {t('versions.restoreThis')}
      </Button>
    </div>
  )
}

/** Markup of shared/html is escaped by construction. */
function Markup({ html, isMarked = false }: { readonly html: string; readonly isMarked?: boolean }) {
  const name = isMarked ? 'past-marked' : undefined
  return html === '' ? null : <div className={name} dangerouslySetInnerHTML={{ __html: html }} />
}
