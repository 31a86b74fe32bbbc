/**
 * The app for people who are signed in: providers, routes, and signing in again in place.
 * Every page beyond the list loads on demand.
 */
import '@mantine/core/styles.css'
import '@mantine/dates/styles.css'
import '@mantine/notifications/styles.css'
import 'dayjs/locale/zh-cn'
import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { Notifications } from '@mantine/notifications'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { setNonce } from 'get-nonce'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BrowserRouter, Route, Routes } from 'react-router'
import type { Me } from '../../shared/api.ts'
import { useMe } from '../api/queries.ts'
import { createQueryClient } from '../api/query-client.ts'
import { useLanguage } from '../i18n.ts'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { PageLoading } from '../ui/PageLoading.tsx'
import { SessionProvider } from '../ui/session.tsx'
import { SignInAgain } from '../ui/SignInAgain.tsx'
import { createColorSchemeManager, cssVariables, portalId, themeFor } from '../ui/theme.ts'
import { HomePage } from './home/HomePage.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import '../ui/app.css'

const AccountPage = lazy(async () => ({ default: (await import('./account/AccountPage.tsx')).AccountPage }))
const AuditPage = lazy(async () => ({ default: (await import('./audit/AuditPage.tsx')).AuditPage }))
const ImportPage = lazy(async () => ({ default: (await import('./import/ImportPage.tsx')).ImportPage }))
const NewReportPage = lazy(async () => ({ default: (await import('./new/NewReportPage.tsx')).NewReportPage }))
const PeoplePage = lazy(async () => ({ default: (await import('./people/PeoplePage.tsx')).PeoplePage }))
const ReadingPage = lazy(async () => ({ default: (await import('./reading/ReadingPage.tsx')).ReadingPage }))
const ReportPage = lazy(async () => ({ default: (await import('./report/ReportPage.tsx')).ReportPage }))

/** The page's nonce for styles made at run time; undefined where the server sends no policy. */
function styleNonce(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce || undefined
}

export function App({ me }: { readonly me: Me }) {
  const { t } = useTranslation()
  const { language } = useLanguage()
  const theme = useMemo(() => themeFor(t), [t])
  const [signedOut, setSignedOut] = useState(false)
  const [client] = useState(() => startClient(me, () => setSignedOut(true)))
  const [schemes] = useState(createColorSchemeManager)
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce() ?? ''}
    >
      <DatesProvider settings={{ locale: language === 'zh' ? 'zh-cn' : 'en', firstDayOfWeek: 1 }}>
        <QueryClientProvider client={client}>
          <section id={portalId} aria-label={t('common.popups')} />
          <Notifications position="bottom-center" containerWidth={420} />
          <ErrorBoundary>
            <SignedIn me={me} signedOut={signedOut} setSignedOut={setSignedOut} />
          </ErrorBoundary>
        </QueryClientProvider>
      </DatesProvider>
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
  // A cache that says "nobody" means the session ended; the page stays as it was until that is settled.
  const me = asked?.person && asked.organisation ? asked : first
  const [epoch, setEpoch] = useState(0)
  const endSession = useCallback(() => setSignedOut(true), [setSignedOut])
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
      <BrowserRouter>
        <Pages />
      </BrowserRouter>
      <SignInAgain
        opened={signedOut || asked?.person === null}
        personId={me.person.id}
        onBack={() => {
          setSignedOut(false)
          setEpoch(epoch + 1)
        }}
      />
    </SessionProvider>
  )
}

function Pages() {
  return (
    <Suspense fallback={<PageLoading />}>
      <Routes>
        <Route path="/" element={<HomePage />} />
        <Route path="/reports/new" element={<NewReportPage />} />
        <Route path="/reports/:reportId" element={<ReportPage />} />
        <Route path="/reports/:reportId/read" element={<ReadingPage />} />
        <Route path="/import" element={<ImportPage />} />
        <Route path="/people" element={<PeoplePage />} />
        <Route path="/audit" element={<AuditPage />} />
        <Route path="/account" element={<AccountPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </Suspense>
  )
}
