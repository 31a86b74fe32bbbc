/**
 * The app for people who are signed in: providers, routes, and signing in again in place.
 * Every page beyond the list loads on demand.
 */
import '@mantine/core/styles.css'
import { MantineProvider } from '@mantine/core'
import { useNotifications } from '@mantine/notifications'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { setNonce } from 'get-nonce'
import { Suspense, useCallback, useMemo, useState } from 'react'
import { useTranslation } from '../i18n.ts'
import { Route, Routes } from 'react-router'
import type { Me } from '../../shared/api.ts'
import { useMe } from '../api/queries.ts'
import { createQueryClient } from '../api/query-client.ts'
import { AddressRouter } from '../ui/AddressRouter.tsx'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { PageLoading } from '../ui/PageLoading.tsx'
import { lazy } from '../ui/lazy.ts'
import { useAtRest } from '../ui/rest.ts'
import { useSearchKeys } from '../ui/search-keys.ts'
import { isSamePerson, SessionProvider } from '../ui/session.tsx'
import { createUnsavedStore, UnsavedContext } from '../ui/unsaved-texts.ts'
import { createColorSchemeManager, cssVariables, portalId, themeFor } from '../ui/theme.ts'
import { worded } from './worded.ts'
import '../ui/app.css'

const AccountPage = lazy(async () => ({
  default: (await worded(import('./account/AccountPage.tsx'))).AccountPage,
}))
const AuditPage = lazy(async () => ({ default: (await worded(import('./audit/AuditPage.tsx'))).AuditPage }))
const BoardPage = lazy(async () => ({ default: (await worded(import('./board/BoardPage.tsx'))).BoardPage }))
const ChannelsPage = lazy(async () => ({
  default: (await worded(import('./channels/ChannelsPage.tsx'))).ChannelsPage,
}))
const ComparePage = lazy(async () => ({
  default: (await worded(import('./compare/ComparePage.tsx'))).ComparePage,
}))
const ConsultPage = lazy(async () => ({
  default: (await worded(import('./consult/ConsultPage.tsx'))).ConsultPage,
}))
const DeskPage = lazy(async () => ({ default: (await worded(import('./desk/DeskPage.tsx'))).DeskPage }))
const FinalPage = lazy(async () => ({ default: (await worded(import('./final/FinalPage.tsx'))).FinalPage }))
const HomePage = lazy(async () => ({ default: (await worded(import('./home/HomePage.tsx'))).HomePage }))
const ImportPage = lazy(async () => ({
  default: (await worded(import('./import/ImportPage.tsx'))).ImportPage,
}))
const MaterialPage = lazy(async () => ({
  default: (await worded(import('./material/MaterialPage.tsx'))).MaterialPage,
}))
const NewReportPage = lazy(async () => ({
  default: (await worded(import('./new/NewReportPage.tsx'))).NewReportPage,
}))
const NotFoundPage = lazy(async () => ({
  default: (await worded(import('./NotFoundPage.tsx'))).NotFoundPage,
}))
const HousePage = lazy(async () => ({ default: (await worded(import('./house/HousePage.tsx'))).HousePage }))
const InboxPage = lazy(async () => ({ default: (await worded(import('./inbox/InboxPage.tsx'))).InboxPage }))
const NoticePage = lazy(async () => ({
  default: (await worded(import('./notice/NoticePage.tsx'))).NoticePage,
}))
const PeoplePage = lazy(async () => ({
  default: (await worded(import('./people/PeoplePage.tsx'))).PeoplePage,
}))
const ReadingPage = lazy(async () => ({
  default: (await worded(import('./reading/ReadingPage.tsx'))).ReadingPage,
}))
const HistoryPage = lazy(async () => ({
  default: (await worded(import('./past/HistoryPage.tsx'))).HistoryPage,
}))
const VersionPage = lazy(async () => ({
  default: (await worded(import('./past/VersionPage.tsx'))).VersionPage,
}))
const ReportPage = lazy(async () => ({ default: (await import('./report/ReportPage.tsx')).ReportPage }))

const SearchPage = lazy(async () => ({
  default: (await worded(import('./search/SearchPage.tsx'))).SearchPage,
}))

const Notices = lazy(async () => ({ default: (await import('../ui/Notices.tsx')).Notices }))
const SignInAgain = lazy(async () => ({
  default: (await worded(import('../ui/SignInAgain.tsx'))).SignInAgain,
}))

/** The page's nonce for styles made at run time; undefined where the server sends no policy. */
function styleNonce(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce || undefined
}

export function App({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const theme = useMemo(() => themeFor(t), [t])
  const [signedOut, setSignedOut] = useState(false)
  const [client] = useState(() => startClient(me, () => setSignedOut(true)))
  const [schemes] = useState(createColorSchemeManager)
  const [unsaved] = useState(createUnsavedStore)
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce() ?? ''}
    >
      <QueryClientProvider client={client}>
        <section id={portalId} aria-label={t('common.popups')} />
        <ErrorBoundary>
          <UnsavedContext value={unsaved}>
            <SignedIn me={me} signedOut={signedOut} setSignedOut={setSignedOut} />
          </UnsavedContext>
        </ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  )
}

function startClient(me: Me, onSignedOut: () => void): QueryClient {
  const nonce = styleNonce()
  // The scroll lock of dialogs writes a style element of its own.
  if (nonce) setNonce(nonce)
  return createQueryClient(me, onSignedOut)
}

type SignedInProps = { me: Me; signedOut: boolean; setSignedOut: (signedOut: boolean) => void }

function SignedIn({ me: first, signedOut, setSignedOut }: SignedInProps) {
  const asked = useMe().data
  // "Nobody", or somebody else: the page stays as it was, and its person's, until that is settled.
  const isSame = asked !== undefined && isSamePerson(asked, first)
  const me = isSame ? asked : first
  const [epoch, setEpoch] = useState(0)
  const endSession = useCallback(() => setSignedOut(true), [setSignedOut])
  const atRest = useAtRest()
  const notices = useNotifications().notifications.length
  const isOut = signedOut || (asked !== undefined && !isSame)
  if (!me.person || !me.organisation) return null
  return (
    <SessionProvider
      person={me.person}
      organisation={me.organisation}
      installationId={me.installationId}
      sampleLoaded={me.sampleLoaded}
      epoch={epoch}
      signedOut={endSession}
    >
      <AddressRouter>
        <Pages />
      </AddressRouter>
      <Suspense>
        {(atRest || notices > 0) && <Notices />}
        {(atRest || isOut) && (
          <SignInAgain
            opened={isOut}
            first={first}
            onBack={() => {
              setSignedOut(false)
              setEpoch(epoch + 1)
            }}
          />
        )}
      </Suspense>
    </SessionProvider>
  )
}

function Pages() {
  useSearchKeys()
  return (
    <Suspense fallback={<PageLoading />}>
      <Routes>
        <Route path="/" element={<HomePage />} />
        <Route path="/reports/new" element={<NewReportPage />} />
        <Route path="/reports/:reportId" element={<ReportPage />} />
        <Route path="/reports/:reportId/board" element={<BoardPage />} />
        <Route path="/reports/:reportId/desk" element={<DeskPage />} />
        <Route path="/reports/:reportId/material" element={<MaterialPage />} />
        <Route path="/reports/:reportId/notice" element={<NoticePage />} />
        <Route path="/reports/:reportId/compare" element={<ComparePage />} />
        <Route path="/reports/:reportId/consult" element={<ConsultPage />} />
        <Route path="/reports/:reportId/final" element={<FinalPage />} />
        <Route path="/reports/:reportId/read" element={<ReadingPage />} />
        <Route path="/reports/:reportId/history" element={<HistoryPage />} />
        <Route path="/reports/:reportId/versions/:versionId" element={<VersionPage />} />
        <Route path="/import" element={<ImportPage />} />
        <Route path="/search" element={<SearchPage />} />
        <Route path="/people" element={<PeoplePage />} />
        <Route path="/audit" element={<AuditPage />} />
        <Route path="/channels" element={<ChannelsPage />} />
        <Route path="/house" element={<HousePage />} />
        <Route path="/inbox" element={<InboxPage />} />
        <Route path="/account" element={<AccountPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </Suspense>
  )
}
