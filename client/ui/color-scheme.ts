/**
 * The colour scheme before Mantine is there: set on <html> as Mantine sets it, from the same place in
 * localStorage, so that no page flashes white in the dark.
 */
import { colorSchemeKey } from './color-scheme-key.ts'

export function applyColorScheme(): void {
  const kept = read()
  const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light'
}

function read(): string | null {
  try {
    return localStorage.getItem(colorSchemeKey)
  } catch {
    return null
  }
}
