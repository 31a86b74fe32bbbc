/**
 * A new report: what it is begun from is chosen above (an empty outline, a template, an
 * earlier report, an import), the form
 * for it stands below. The choice stands in the address, so that a link leads to it.
 */
import { IconFileImport, IconHistory, IconListTree, IconTemplate } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import { Link, useSearchParams } from 'react-router'
import { Page } from '../../ui/Page.tsx'
import { LastYear } from './LastYear.tsx'
import './new.css'
import { OutlineForm } from './OutlineForm.tsx'
import { Templates } from './Templates.tsx'

const sources = [
  { id: 'outline', icon: IconListTree, to: '/reports/new' },
  { id: 'template', icon: IconTemplate, to: '/reports/new?from=template' },
  { id: 'report', icon: IconHistory, to: '/reports/new?from=report' },
  { id: 'import', icon: IconFileImport, to: '/import' },
] as const

export function NewReportPage() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const from = params.get('from') ?? 'outline'
  return (
    <Page title={t('reports.new')} lead={t('reports.newLead')}>
      <nav className="new-sources" aria-label={t('templates.beginFrom')}>
        {sources.map(({ id, icon: Icon, to }) => (
          <Link key={id} to={to} replace aria-current={id === from ? 'page' : undefined}>
            <Icon size={22} stroke={1.5} aria-hidden="true" />
            <strong>{t(`templates.from_${id}`)}</strong>
            <span>{t(`templates.fromLead_${id}`)}</span>
          </Link>
        ))}
      </nav>
      {from === 'template' ? <Templates /> : from === 'report' ? <LastYear /> : <OutlineForm />}
    </Page>
  )
}
