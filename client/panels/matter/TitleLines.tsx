/** Where the title's lines end: one line of the field is one of the title. Other words are another title. */
import { Textarea } from '@mantine/core'
import { useTranslation } from '../../i18n.ts'
import type { Report, ReportChange } from '../../../shared/api.ts'
import { limits } from '../../../shared/limits.ts'

type Props = { readonly report: Report; readonly save: (change: ReportChange) => void }

export function TitleLines({ report, save }: Props) {
  const { t } = useTranslation()
  const { title, matter } = report
  const kept = matter.titleLines.join('') === title ? matter.titleLines.join('\n') : title
  const keep = (typed: string) => {
    const lines = typed
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '')
      .slice(0, limits.matterTitleLines)
    const words = lines.join('')
    if (words === '' || lines.join('\n') === kept) return
    save({
      ...(words === title ? {} : { title: words }),
      matter: { titleLines: lines.length > 1 ? lines : [] },
    })
  }
  return (
    <Textarea
      key={kept}
      label={t('matter.titleLines')}
      description={t('matter.titleLinesHint')}
      defaultValue={kept}
      maxLength={limits.titleLength}
      autosize
      minRows={2}
      maxRows={limits.matterTitleLines}
      onBlur={event => keep(event.currentTarget.value)}
    />
  )
}
