/** How much differs, in one line, and what the signs mean. */
import { useTranslation } from '../../i18n.ts'
import type { Counts } from '../../../shared/compare/counts.ts'

export function Found({ counts }: { readonly counts: Counts }) {
  const { t } = useTranslation()
  const { sections, figures, matter, added, removed, changed, moved } = counts
  const found = {
    added,
    removed,
    changed,
    moved,
    sectionsAdded: sections.added,
    sectionsRemoved: sections.removed,
    sectionsMoved: sections.moved,
    sectionsRenamed: sections.renamed,
    figures,
    matter,
  }
  const said = kinds
    .filter(kind => found[kind] > 0)
    .map(kind => t(`compare.count_${kind}`, { n: found[kind] }))
  return (
    <div className="compare-found">
      <p>
        {said.map(line => (
          <span key={line}>{line}</span>
        ))}
      </p>
      <p className="compare-legend" aria-label={t('compare.legend')}>
        <del>{t('compare.legendRemoved')}</del>
        <ins>{t('compare.legendAdded')}</ins>
        <span className="compare-legend-figure">{t('compare.legendFigure')}</span>
        <span className="compare-legend-moved">{t('compare.legendMoved')}</span>
      </p>
    </div>
  )
}

const kinds = [
  'added',
  'removed',
  'changed',
  'moved',
  'sectionsAdded',
  'sectionsRemoved',
  'sectionsMoved',
  'sectionsRenamed',
  'figures',
  'matter',
] as const
