/** The form of one earlier report: title, period and deadline a year on, the outline as it will be. */
import { useTranslation } from '../../i18n.ts'
import type { ReportSummary } from '../../../shared/api.ts'
import { suggestNext } from '../../../shared/years.ts'
import { useDepartments, useReport } from '../../api/queries.ts'
import { useBeginFromReport } from '../../api/templates.ts'
import { BeginningForm } from './BeginningForm.tsx'
import { OutlinePreview } from './OutlinePreview.tsx'
import { usePreviewLines } from './preview-lines.ts'

export function LastYearForm({ earlier }: { readonly earlier: ReportSummary }) {
  const { t } = useTranslation()
  const report = useReport(earlier.id).data
  const departments = useDepartments().data
  const begin = useBeginFromReport(earlier.id)
  const suggested = suggestNext(earlier)
  const lines = usePreviewLines(
    report?.sections ?? [],
    text => suggestNext({ ...earlier, title: text }).title,
    departments,
  )
  return (
    <BeginningForm
      suggested={suggested}
      deadlineHint={t('lastYear.deadlineHint')}
      ready
      onBegin={beginning => begin.mutateAsync(beginning)}
    >
      <p className="new-hint">{t('lastYear.comesAlong')}</p>
      <OutlinePreview lines={lines} />
    </BeginningForm>
  )
}
