/** A section's text where no editor is mounted: the markup of the reading view, which the editor looks like. */
import { useMemo } from 'react'
import { assembleBlocks } from '../../shared/assemble/assemble.ts'
import { sectionHtml } from '../../shared/html/blocks.ts'
import type { Text } from '../../shared/schema/text.ts'
import { imagesOf } from '../api/images.ts'
import { useReportConnection } from '../collab/react.tsx'

type Props = { readonly sectionId: string; readonly level: number; readonly text: Text }

export function StaticText({ sectionId, level, text }: Props) {
  const { reportId } = useReportConnection()
  const html = useMemo(
    () => sectionHtml({ id: sectionId, level, blocks: assembleBlocks(text, level) }, imagesOf(reportId)).html,
    [reportId, sectionId, level, text],
  )
  // Markup of shared/html is escaped by construction.
  return <div className="tg-text tg-static" dangerouslySetInnerHTML={{ __html: html }} />
}
