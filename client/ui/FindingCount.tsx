/** How many errors and warnings the checks found somewhere; nothing where there are none. */
import { useTranslation } from '../i18n.ts'
import type { Counts } from '../../shared/checks/counts.ts'
import './finding-count.css'

export function FindingCount({ counts: { errors, warnings } }: { readonly counts: Counts }) {
  const { t } = useTranslation()
  if (errors + warnings === 0) return null
  return (
    <span className="finding-count">
      {errors > 0 && <span data-severity="error">{t('outline.errors', { n: errors })}</span>}
      {warnings > 0 && <span data-severity="warning">{t('outline.warnings', { n: warnings })}</span>}
    </span>
  )
}
