/** What of a report the server has not, by the names that its sections have, or had before they were deleted. */
import { useCallback, useEffect, useState } from 'react'
import type { Report } from '../../../shared/api.ts'
import { docToText, plainText } from '../../../shared/schema/text.ts'
import type { ReportConnection } from '../../collab/types.ts'
import { type UnsavedTexts, useOfferUnsaved } from '../../ui/unsaved-texts.ts'
import { useSectionName } from '../../ui/words.ts'

export function useUnsaved(report: Report, connection: ReportConnection): () => UnsavedTexts {
  const sectionName = useSectionName()
  const [names] = useState(() => new Map<string, string>())
  useEffect(() => {
    for (const section of report.sections) names.set(section.id, section.number + sectionName(section))
  }, [report.sections, sectionName, names])
  const { title } = report
  const find = useCallback(() => {
    const parts = connection.unsaved().map(({ sectionId, doc }) => ({
      sectionId,
      name: names.get(sectionId) ?? '',
      text: plainText(docToText(doc)),
    }))
    const order = [...names.keys()]
    const inOrder = parts.sort((a, b) => order.indexOf(a.sectionId) - order.indexOf(b.sectionId))
    return { title, parts: inOrder }
  }, [connection, names, title])
  useOfferUnsaved(find)
  return find
}
