/**
 * The page's start: language, colour scheme, who is signed in; then either the door (signing in, joining,
 * setting up: small, without the kit of the workbench) or the app.
 */
import './ui/tokens.css'
import { createRoot } from 'react-dom/client'
import type { Me } from '../shared/api.ts'
import { call } from './api/call.ts'
import { type I18n, I18nContext, keptLanguage, startI18n, type Words } from './i18n.ts'
import { applyColorScheme } from './ui/color-scheme.ts'
import { isOldBrowser } from './ui/old-browser.ts'

const workbenchPath = /^\/reports\/[a-z][0-9a-z]{15}$/
/** The plain page of one section: report and section. */
const handInPath = /^\/hand-in\/([a-z][0-9a-z]{15})\/([a-z][0-9a-z]{15})\/?$/
/** Signing with one's own account: report and section. */
const signPath = /^\/sign-off\/([a-z][0-9a-z]{15})\/([a-z][0-9a-z]{15})\/?$/
const doorPaths = [
  '/setup',
  '/sign-in',
  '/join',
  '/enter',
  '/reset',
  '/forgot',
  '/sign',
  '/opine',
  '/published',
]

async function start(): Promise<void> {
  await fillOldBrowsers()
  applyColorScheme()
  const asked = call('getMe', {}).catch(() => undefined)
  if (workbenchPath.test(location.pathname)) fetchWorkbench()
  const me = await asked
  const atDoor = doorPaths.includes(location.pathname)
  const handIn = placeIn(handInPath)
  const signing = placeIn(signPath)
  if (atDoor || !me?.person || !me.organisation) await openDoor(me)
  else if (handIn) await openHandIn(me, handIn)
  else if (signing) await openSigning(me, signing)
  else await openApp(me)
}

/** Before anything that uses it. */
async function fillOldBrowsers(): Promise<void> {
  if (isOldBrowser()) await import('core-js/actual')
}

async function openDoor(me: Me | undefined): Promise<void> {
  const [{ doorWords }, { Door }] = await Promise.all([
    import('./pages/door/words.ts'),
    import('./pages/door/Door.tsx'),
  ])
  const i18n = await startI18n(doorWords, me?.organisation?.departmentLabel)
  mount(i18n, <Door me={me} />)
}

type Place = { readonly reportId: string; readonly sectionId: string }

/** The section that the address names, if it is of this form. */
function placeIn(form: RegExp): Place | undefined {
  const [, reportId, sectionId] = form.exec(location.pathname) ?? []
  return reportId !== undefined && sectionId !== undefined ? { reportId, sectionId } : undefined
}

async function openHandIn(me: Me, at: Place): Promise<void> {
  const [{ handInWords }, { HandInPage }] = await Promise.all([
    import('./pages/hand-in/words.ts'),
    import('./pages/hand-in/HandInPage.tsx'),
  ])
  const i18n = await startI18n(handInWords, me.organisation?.departmentLabel)
  mount(i18n, <HandInPage me={me} at={at} />)
}

async function openSigning(me: Me, at: Place): Promise<void> {
  const [{ doorWords }, { OwnSignPage }] = await Promise.all([
    import('./pages/door/words.ts'),
    import('./pages/door/SignPage.tsx'),
  ])
  const i18n = await startI18n(doorWords, me.organisation?.departmentLabel)
  mount(i18n, <OwnSignPage at={at} />)
}

const words: Words = {
  zh: async () => (await import('../shared/i18n/zh-app.ts')).zhOfApp,
  en: async () => (await import('../shared/i18n/en-app.ts')).enOfApp,
}

async function openApp(me: Me): Promise<void> {
  const [i18n, { App }] = await Promise.all([
    startI18n(words, me.organisation?.departmentLabel),
    import('./pages/App.tsx'),
  ])
  mount(i18n, <App me={me} />)
}

/**
 * The workbench's code and words, asked for beside the question who is here instead of one after the other: whoever
 * has to sign in first needs them next. Who uses them tells of a failure.
 */
function fetchWorkbench(): void {
  const parts = [words[keptLanguage()](), import('./pages/App.tsx'), import('./pages/report/ReportPage.tsx')]
  for (const part of parts) part.catch(() => {})
}

function mount(i18n: I18n, page: React.ReactNode): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(<I18nContext value={i18n}>{page}</I18nContext>)
}

void start()
