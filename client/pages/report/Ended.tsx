/** The live report will not come back by itself: access gone, report deleted, or the program updated. */
import { Button } from '@mantine/core'
import { IconLock, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import { Link } from 'react-router'
import type { Report } from '../../../shared/api.ts'
import { closeCodes } from '../../../shared/frames.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { UnsavedOffer } from '../../ui/UnsavedOffer.tsx'
import type { UnsavedTexts } from '../../ui/unsaved-texts.ts'

type Props = { readonly code: number; readonly report: Report; readonly unsaved: UnsavedTexts }

export function Ended({ code, report, unsaved }: Props) {
  const { t } = useTranslation()
  const gone = code === closeCodes.notFound
  const lost = unsaved.parts.length > 0 && <UnsavedOffer unsaved={unsaved} />
  if (!gone && code !== closeCodes.noAccess)
    return (
      <Page title={report.title} bare>
        <EmptyState
          title={t('common.newVersion')}
          lead={t('common.newVersionLead')}
          icon={<IconRefresh />}
          heading={1}
        >
          {lost}
          <Button onClick={() => location.reload()}>{t('common.reload')}</Button>
        </EmptyState>
      </Page>
    )
  return (
    <Page title={report.title} bare>
      <EmptyState
        title={gone ? t('reports.ended_4404') : t('reports.ended_4403')}
        lead={t('reports.ended_lead')}
        icon={<IconLock />}
        heading={1}
      >
        {lost}
        <Button component={Link} to="/">
          {t('common.toReports')}
        </Button>
      </EmptyState>
    </Page>
  )
}
