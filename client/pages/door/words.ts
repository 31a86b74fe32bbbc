/** The words of the door alone, a language at a time: the rest of the dictionaries loads with the app. */
import type { Words } from '../../i18n.ts'

export const doorWords: Words = {
  zh: async () => (await import('./words-zh.ts')).doorZh,
  en: async () => (await import('./words-en.ts')).doorEn,
}
