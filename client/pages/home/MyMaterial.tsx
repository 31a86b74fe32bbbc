/** 材料: the reports that ask an author's departments for whole texts, or have some of theirs. */
import { useTranslation } from '../../i18n.ts'
import { Link } from 'react-router'
import { useMyMaterial } from '../../api/queries.ts'

export function MyMaterial() {
  const { t } = useTranslation()
  const reports = useMyMaterial().data
  if (!reports || reports.length === 0) return null
  return (
    <section className="my-work" aria-labelledby="my-material">
      <h2 id="my-material">{t('material.mine')}</h2>
      <p>{t('material.mineLead')}</p>
      <ul>
        {reports.map(({ reportId, reportTitle, open, handedIn }) => (
          <li key={reportId}>
            <Link to={`/reports/${reportId}/material`}>
              <strong>{reportTitle}</strong>
              <p>
                <span>
                  {handedIn === 0 ? t('material.mineNone') : t('material.mineSome', { n: handedIn })}
                </span>
                {!open && <span>{t('material.closed')}</span>}
              </p>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
