/** What of a file is no plain text of ours, by kind: carried and to be looked at, or left out with its words. */
import { useTranslation } from '../i18n.ts'
import type { Remark } from '../../shared/import/document-model.ts'
import './intake.css'

export function Remarks({ remarks }: { readonly remarks: readonly Remark[] }) {
  const { t } = useTranslation()
  if (remarks.length === 0) return <p className="intake-quiet">{t('intake.allCarried')}</p>
  return (
    <ul className="intake-remarks" aria-label={t('intake.remarks')}>
      {[...Map.groupBy(remarks, ({ kind }) => kind)].map(([kind, group]) => (
        <li key={kind}>
          <strong>
            {t(`intake.remark_${kind}`)}
            {group.length > 1 && ` × ${group.length}`}
          </strong>
          <Words group={group} />
        </li>
      ))}
    </ul>
  )
}

function Words({ group }: { readonly group: readonly Remark[] }) {
  const { t } = useTranslation()
  const worded = group.filter(({ text, quote }) => text !== '' || quote !== '')
  if (worded.length === 0) return null
  return (
    <ul>
      {worded.slice(0, 40).map(({ text, quote, author }, nth) => (
        // Remarks have no identity of their own and never change.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={nth}>
          {author !== '' && `${author}：`}
          {text}
          {quote !== '' && quote !== text && <q>{t('intake.at', { quote })}</q>}
        </li>
      ))}
    </ul>
  )
}
