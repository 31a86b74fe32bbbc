/** The frame of ordinary pages: skip link, top bar with the ways to other pages, one heading, standing line. */
import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from '../i18n.ts'
import { Link, NavLink } from 'react-router'
import { auditScope, mayKeepChannels, mayKeepHouseList, mayKeepPeople } from '../../shared/permissions.ts'
import { InboxBell } from './InboxBell.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { SearchField } from './SearchField.tsx'
import { SchemeSwitch } from './SchemeSwitch.tsx'
import { useSession } from './session.tsx'
import { useTitle } from './title.ts'

type Props = {
  readonly title: string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  /** Without its own heading: the content brings it. */
  readonly bare?: boolean
  readonly narrow?: boolean
  /** For tables of many columns. */
  readonly wide?: boolean
  readonly children: ReactNode
}

export function Page({ title, lead, actions, bare = false, narrow = false, wide = false, children }: Props) {
  const { t } = useTranslation()
  useTitle(title)
  return (
    <div className="page">
      <a className="tg-skip" href="#main">
        {t('common.skipToMain')}
      </a>
      <PageBar />
      <main
        id="main"
        className={`page-main${narrow ? ' page-narrow' : ''}${wide ? ' page-wide' : ''}`}
        tabIndex={-1}
      >
        {!bare && (
          <Group justify="space-between" align="flex-end" mb="xl" gap="md">
            <div>
              <Title order={1} size="h2">
                {title}
              </Title>
              {lead && (
                <Text c="dimmed" mt={4}>
                  {lead}
                </Text>
              )}
            </div>
            {actions && <Group gap="sm">{actions}</Group>}
          </Group>
        )}
        {children}
      </main>
      <footer className="page-foot">{t('common.secrecyLine')}</footer>
    </div>
  )
}

function PageBar() {
  const { t } = useTranslation()
  const { organisation, person, actor } = useSession()
  return (
    <header className="page-bar">
      <Link to="/" className="page-brand">
        <img src="/favicon.svg" alt="" />
        <strong>{t('common.product')}</strong>
        <span>{organisation.name}</span>
      </Link>
      <SearchField />
      <nav aria-label={t('common.mainMenu')} className="page-nav">
        <NavLink to="/" end>
          {t('common.reports')}
        </NavLink>
        {mayKeepPeople(actor) && <NavLink to="/people">{t('common.people')}</NavLink>}
        {mayKeepHouseList(actor) && <NavLink to="/house">{t('house.menu')}</NavLink>}
        {auditScope(actor) !== 'nothing' && <NavLink to="/audit">{t('audit.menu')}</NavLink>}
        {mayKeepChannels(actor) && <NavLink to="/channels">{t('channels.menu')}</NavLink>}
        <NavLink to="/account">{person.name}</NavLink>
      </nav>
      <Group gap={2} wrap="nowrap" className="page-switches">
        <InboxBell />
        <LanguageSwitch />
        <SchemeSwitch />
      </Group>
    </header>
  )
}
