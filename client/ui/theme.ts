/**
 * The look: one accent (黛青, a deep blue-green), ink on warm paper, 朱砂 red only for what came back.
 * Colours of our own styles stand in tokens.css; here Mantine is told to agree with them.
 */
import {
  createTheme,
  type CSSVariablesResolver,
  localStorageColorSchemeManager,
  type MantineThemeOverride,
} from '@mantine/core'
import type { Translate } from '../translator.ts'
import { colorSchemeKey } from './color-scheme-key.ts'

export const createColorSchemeManager = () => localStorageColorSchemeManager({ key: colorSchemeKey })

const look = createTheme({
  primaryColor: 'dai',
  // Filled controls keep 4.5:1 under white text from this shade on.
  primaryShade: 8,
  colors: {
    dai: [
      '#eef6f7',
      '#dceaed',
      '#b7d4da',
      '#8fbdc7',
      '#6caab6',
      '#4f98a6',
      '#3a8796',
      '#2b7685',
      '#1f6675',
      '#154e5a',
    ],
    // Mantine's own greys are neutral; ours lean to the ink's blue-green.
    dark: [
      '#e3e5e4',
      '#a4abb0',
      '#8f979d',
      '#5b6469',
      '#363c3f',
      '#2a2f31',
      '#222628',
      '#1b1e20',
      '#16191a',
      '#121415',
    ],
  },
  white: '#ffffff',
  black: '#1d2124',
  fontFamily: 'var(--tg-sans)',
  headings: { fontFamily: 'var(--tg-serif)', fontWeight: '700' },
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  lineHeights: { xs: '1.45', sm: '1.5', md: '1.6', lg: '1.6', xl: '1.6' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
})

/** Where dialogs, menus and notices are put: a landmark, so that nothing on the page is outside of one. */
export const portalId = 'popups'

/** The look, with the names of the controls that Mantine makes by itself. */
export function themeFor(t: Translate): MantineThemeOverride {
  const close = { closeButtonProps: { 'aria-label': t('common.close') } }
  const clear = { clearButtonProps: { 'aria-label': t('common.clear') } }
  return {
    ...look,
    components: {
      Portal: { defaultProps: { target: `#${portalId}` } },
      // The placeholder is a child that a menu must not have.
      Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
      Modal: { defaultProps: { ...close, padding: 'lg' } },
      Drawer: { defaultProps: close },
      Notification: { defaultProps: close },
      Select: { defaultProps: clear },
      MultiSelect: { defaultProps: clear },
    },
  }
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--tg-muted)',
    '--mantine-color-placeholder': 'var(--tg-muted)',
    '--mantine-color-body': 'var(--tg-paper)',
    '--mantine-color-text': 'var(--tg-ink)',
    '--mantine-color-default-border': 'var(--tg-line)',
    '--mantine-color-error': 'var(--tg-seal)',
    '--mantine-color-anchor': 'var(--tg-accent)',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--tg-muted)',
    '--mantine-color-placeholder': 'var(--tg-muted)',
    '--mantine-color-body': 'var(--tg-paper)',
    '--mantine-color-text': 'var(--tg-ink)',
    '--mantine-color-default': 'var(--tg-raised)',
    '--mantine-color-default-hover': 'var(--tg-hover)',
    '--mantine-color-default-border': 'var(--tg-line)',
    '--mantine-color-error': 'var(--tg-seal)',
    '--mantine-color-anchor': 'var(--tg-accent)',
  },
})
