/** What was read as it would stand on the sheet: a text of a section, or a whole one (level 0). */
import { ScrollArea } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from '../i18n.ts'
import { assembleBlocks } from '../../shared/assemble/assemble.ts'
import { sectionHtml } from '../../shared/html/blocks.ts'
import type { Text } from '../../shared/schema/text.ts'

type Props = {
  /** Keeps the anchors of its headings apart from the sheet's. */
  readonly id: string
  readonly level: number
  readonly text: Text
}

export function Preview({ id, level, text }: Props) {
  const { t } = useTranslation()
  const html = useMemo(
    () =>
      sectionHtml({ id: `intake-${id}`, level, blocks: assembleBlocks(text, level) }, () => undefined).html,
    [id, level, text],
  )
  return (
    <ScrollArea.Autosize
      mah="46vh"
      className="intake-preview"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('intake.preview') }}
    >
      {/* Markup of shared/html is escaped by construction. */}
      <div className="tg-text tg-static" dangerouslySetInnerHTML={{ __html: html }} />
    </ScrollArea.Autosize>
  )
}
