/** People, departments and invitation links, for those who keep them. */
import { Tabs } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useTranslation } from '../../i18n.ts'
import { mayKeepPeople } from '../../../shared/permissions.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { useSession } from '../../ui/session.tsx'
import { Departments } from './Departments.tsx'
import { Invitations } from './Invitations.tsx'
import { People } from './People.tsx'
import './people.css'

export function PeoplePage() {
  const { t } = useTranslation()
  const { actor } = useSession()
  if (!mayKeepPeople(actor))
    return (
      <Page title={t('people.title')} bare>
        <EmptyState
          title={t('common.notFound')}
          lead={t('common.notFoundLead')}
          icon={<IconLock />}
          heading={1}
        />
      </Page>
    )
  return (
    <Page title={t('people.title')} lead={t('people.lead')}>
      <Tabs defaultValue="invitations" keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="invitations">{t('people.tabInvitations')}</Tabs.Tab>
          <Tabs.Tab value="people">{t('people.tabPeople')}</Tabs.Tab>
          <Tabs.Tab value="departments">{t('people.tabDepartments')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="invitations">
          <Invitations />
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <People />
        </Tabs.Panel>
        <Tabs.Panel value="departments">
          <Departments />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
