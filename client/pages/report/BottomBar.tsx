/** On a phone: the ways to outline and panel, at the thumb. */
import { IconBook2, IconFileInfo, IconListCheck, IconListTree } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import { Link } from 'react-router'
import type { Report } from '../../../shared/api.ts'

type Props = { readonly report: Report; readonly onOutline: () => void; readonly onPanel: () => void }

export function BottomBar({ report, onOutline, onPanel }: Props) {
  const { t } = useTranslation()
  return (
    <nav className="bench-bottom" aria-label={t('common.mainMenu')}>
      <button type="button" onClick={onOutline}>
        <IconListTree size={21} stroke={1.6} />
        {t('reports.panelOutline')}
      </button>
      <button type="button" onClick={onPanel}>
        <IconFileInfo size={21} stroke={1.6} />
        {t('reports.panelSection')}
      </button>
      <Link to={`/reports/${report.id}/board`}>
        <IconListCheck size={21} stroke={1.6} />
        {t('board.toBoard')}
      </Link>
      <Link to={`/reports/${report.id}/read`}>
        <IconBook2 size={21} stroke={1.6} />
        {t('reports.read')}
      </Link>
    </nav>
  )
}
