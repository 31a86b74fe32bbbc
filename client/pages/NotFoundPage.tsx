/** An address that leads nowhere. */
import { Button } from '@mantine/core'
import { IconFileUnknown } from '@tabler/icons-react'
import { useTranslation } from '../i18n.ts'
import { Link } from 'react-router'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'

export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('common.notFound')} bare>
      <EmptyState
        title={t('common.notFound')}
        lead={t('common.notFoundLead')}
        icon={<IconFileUnknown />}
        heading={1}
      >
        <Button component={Link} to="/">
          {t('common.toReports')}
        </Button>
      </EmptyState>
    </Page>
  )
}
