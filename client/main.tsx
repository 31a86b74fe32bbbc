/**
 * The page's start: language, colour scheme, who is signed in; then either the door (signing in, joining,
 * setting up: small, without the kit of the workbench) or the app.
 */
import './ui/tokens.css'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import type { Me } from '../shared/api.ts'
import { call } from './api/call.ts'
import { applyColorScheme } from './ui/color-scheme.ts'

const doorPaths = ['/setup', '/sign-in', '/join', '/enter']

async function start(): Promise<void> {
  applyColorScheme()
  const me = await call('getMe', {}).catch(() => undefined)
  const atDoor = doorPaths.includes(location.pathname)
  if (atDoor || !me?.person || !me.organisation) await openDoor(me)
  else await openApp(me)
}

async function openDoor(me: Me | undefined): Promise<void> {
  const [{ startI18n }, { doorWords }, { Door }] = await Promise.all([
    import('./i18n.ts'),
    import('./pages/door/words.ts'),
    import('./pages/door/Door.tsx'),
  ])
  const i18n = await startI18n(doorWords)
  mount(
    <I18nextProvider i18n={i18n}>
      <Door me={me} />
    </I18nextProvider>,
  )
}

async function openApp(me: Me): Promise<void> {
  const [{ startI18n }, { dictionaries }, { App }] = await Promise.all([
    import('./i18n.ts'),
    import('../shared/i18n/dictionaries.ts'),
    import('./pages/App.tsx'),
  ])
  const i18n = await startI18n(dictionaries)
  mount(
    <I18nextProvider i18n={i18n}>
      <App me={me} />
    </I18nextProvider>,
  )
}

function mount(page: React.ReactNode): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(page)
}

void start()
