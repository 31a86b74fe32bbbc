/** An outline as it will look: numbered, indented, with what is asked of each section where that is known. */
import { useTranslation } from '../../i18n.ts'

export type PreviewLine = {
  readonly level: number
  readonly number: string
  readonly heading: string
  readonly facts?: readonly string[]
  readonly guidance?: string
}

export function OutlinePreview({ lines }: { readonly lines: readonly PreviewLine[] }) {
  const { t } = useTranslation()
  return (
    <section className="new-preview" aria-label={t('reports.outlinePreview')}>
      <p>{t('reports.outlinePreview')}</p>
      <ol>
        {lines.map((line, at) => (
          <li key={`${at}-${line.heading}`} style={{ paddingInlineStart: `${(line.level - 1) * 1.6}em` }}>
            {line.number}
            {line.heading}
            {line.facts && line.facts.length > 0 && (
              <span className="new-facts">{line.facts.join(' · ')}</span>
            )}
            {line.guidance && <span className="new-guidance">{line.guidance}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}
