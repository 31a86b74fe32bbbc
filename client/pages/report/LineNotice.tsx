/**
 * The strip under the bar: in words, what keeps text from the server and where it is meanwhile. Said politely to
 * screen readers, once for each trouble; while all is well it is empty.
 */
import { useTranslation } from '../../i18n.ts'
import type { Report } from '../../../shared/api.ts'
import { useReportConnection, useReportPart } from '../../collab/react.tsx'
import type { ReportSnapshot } from '../../collab/types.ts'
import { UnsavedButtons } from '../../ui/UnsavedOffer.tsx'
import type { UnsavedTexts } from '../../ui/unsaved-texts.ts'
import './notice.css'

type Props = { readonly report: Report; readonly unsaved: () => UnsavedTexts }

export function LineNotice({ report, unsaved }: Props) {
  const { t } = useTranslation()
  const connection = useReportConnection()
  const trouble = useReportPart(troubleOf)
  const isUnsaved = useReportPart(snapshot => trouble !== null && snapshot.unsaved)
  const isKept = isUnsaved && connection.unsaved().every(section => section.snapshot().copied)
  const there = new Set(report.sections.map(({ id }) => id))
  const isDeleted = useReportPart(() => connection.unsaved().some(({ sectionId }) => !there.has(sectionId)))
  return (
    <div className="bench-notice">
      <output>
        {trouble && (
          <span>
            {t(`troubles.${trouble}`, { address: `${location.host}/collab/` })}
            {isUnsaved && ` ${t('troubles.here')}`}
            {isKept && ` ${t('troubles.copied')}`}
          </span>
        )}
        {isDeleted && <Deleted report={report} unsaved={unsaved} />}
      </output>
      {(isUnsaved || isDeleted) && <UnsavedButtons unsaved={unsaved} />}
    </div>
  )
}

/** A line that is down is no trouble to one who has nothing to send. */
function troubleOf({ light, unsaved }: ReportSnapshot): 'blocked' | 'unsaved' | 'offline' | null {
  if (light === 'blocked' || light === 'unsaved') return light
  return light === 'offline' && unsaved ? light : null
}

function Deleted({ report, unsaved }: Props) {
  const { t } = useTranslation()
  const there = new Set(report.sections.map(({ id }) => id))
  const gone = unsaved().parts.filter(({ sectionId }) => !there.has(sectionId))
  const names = gone.map(({ name }) => name).join(t('common.listComma'))
  return (
    <span>
      <strong>{t('troubles.deletedTitle')}</strong> {t('troubles.deleted', { names })}
    </span>
  )
}
